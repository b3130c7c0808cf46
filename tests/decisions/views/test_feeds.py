"""A person's dates in another program: the right ones, at a secret address."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.services import leave
from decisions.documents.agenda import Entry, calendar_file
from decisions.models import CalendarFeed, Outcome
from decisions.selectors.feed import entries_of
from decisions.services.feeds import make_feed
from municipalities.models import Recess, Role
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    ITEMS,
    NOW,
    OFFERED_AT,
    ProposalFactory,
    a_road,
    coordinator,
    decide,
    offered,
)
from tests.factories.people import MembershipFactory, person
from trail.models import Entry as TrailEntry

pytestmark = pytest.mark.django_db

AT = datetime(2018, 10, 1, 10, tzinfo=UTC)
AGENDA = reverse("decisions:agenda")


def visitor(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def address_in(response):
    [address] = re.findall(r"<code>(.*?)</code>", response.content.decode())
    return address.removeprefix("http://127.0.0.1:8000")


def feed(member, *, at=None):
    return make_feed(by=member, at=at or timezone.now())


def read(secret):
    return Client().get(reverse("decisions:feed", args=[secret]))


def by_key(user, *, at=AT):
    return {entry.key.rstrip("-0123456789"): entry for entry in entries_of(user, at=at)}


def test_the_address_is_shown_once_and_only_its_hash_is_kept():
    client = visitor(MembershipFactory())

    made = client.post(reverse("decisions:make_feed"))

    address = address_in(made)
    secret = address.removeprefix("/agenda/").removesuffix(".ics")
    assert len(secret) >= 43  # 256 bits
    assert made["Cache-Control"] == "private, no-store"
    assert secret not in client.get(AGENDA).content.decode()
    kept = CalendarFeed.objects.get()
    assert secret not in str(vars(kept)) and len(kept.secret_sha256) == 64
    assert secret not in "".join(TrailEntry.objects.values_list("facts", flat=True))
    assert Client().get(address).status_code == 200


def test_replacing_or_switching_off_ends_the_old_address():
    client = visitor(MembershipFactory())
    first = address_in(client.post(reverse("decisions:make_feed")))
    second = address_in(client.post(reverse("decisions:make_feed")))
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]

    client.post(reverse("decisions:end_feed"))

    assert Client().get(second).status_code == 404
    assert list(TrailEntry.objects.values_list("act", flat=True).order_by("number")) == [
        *("made_feed", "made_feed", "ended_feed")
    ]


def test_a_wrong_secret_reads_like_any_address_that_does_not_exist():
    wrong, missing = read("x" * 43), Client().get("/agenda/onbekend/")

    assert (wrong.status_code, missing.status_code) == (404, 404)
    assert wrong.content == missing.content


def test_the_answer_is_a_calendar_that_nobody_keeps():
    secret = feed(MembershipFactory())

    response = read(secret)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert Client().head(reverse("decisions:feed", args=[secret])).status_code == 200


def test_guessing_is_slowed_down(settings):
    settings.ACCOUNT_RATE_LIMITS = {"calendar_feed": "3/m/ip"}
    cache.clear()

    statuses = [read(f"gok-{number}").status_code for number in range(5)]
    cache.clear()

    assert statuses == [404, 404, 404, 429, 429]


def test_who_has_left_has_no_feed_and_gets_none_back_with_a_new_account():
    member = MembershipFactory()
    secret = feed(member)

    leave(member.user, origin="", at=timezone.now())

    assert read(secret).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_an_account_that_was_closed_otherwise_has_none():
    member = MembershipFactory()
    secret = feed(member)
    member.user.is_active = False
    member.user.save()

    assert read(secret).status_code == 404


def test_the_feed_of_an_ended_role_is_empty():
    road = a_road()
    member = person(Role.SECRETARY, road.municipality)
    assert by_key(member.user)

    member.valid_until = date(2018, 9, 30)
    member.save()

    assert entries_of(member.user, at=AT) == []


def test_own_dates_and_shared_ones():
    road = a_road(acknowledged=True)
    Recess.objects.create(
        municipality=road.municipality,
        name="Herfst",
        first_on=date(2018, 10, 13),
        last_on=date(2018, 10, 21),
    )
    official = person(Role.OFFICIAL, road.municipality)

    found = by_key(official.user)

    assert found["closing"].first == CLOSES_AT
    assert found["embargo"] == Entry(
        found["embargo"].key,
        "Embargo-moment",
        EMBARGO_AT,
        more=found["embargo"].more,
        url=found["embargo"].url,
    )
    assert found["text"].first == date(2018, 10, 23)
    assert found["papers"].first == date(2018, 10, 23)
    assert found["last"].first == date(2018, 10, 30)
    assert (found["recess"].first, found["recess"].last) == (
        date(2018, 10, 13),
        date(2018, 10, 21),
    )
    assert found["reminder-papers"].what.startswith("Herinnering: de stukken")


def test_who_acts_for_the_region_sees_no_dates_of_one_municipality():
    road = a_road()

    found = by_key(coordinator(road.municipality.region).user)

    assert set(found) == {"closing", "embargo", "text"}


def test_another_municipality_and_region_see_nothing_of_it():
    road, elsewhere = a_road(), a_road()
    Recess.objects.create(
        municipality=elsewhere.municipality,
        name="Elders",
        first_on=date(2018, 10, 13),
        last_on=date(2018, 10, 21),
    )

    found = entries_of(person(Role.OFFICIAL, road.municipality).user, at=AT)

    assert f"closing-{elsewhere.proposal_id}" not in {entry.key for entry in found}
    assert "Elders" not in str(found) and str(elsewhere.municipality) not in str(found)


@pytest.mark.parametrize("outcome", Outcome)
def test_no_title_text_or_outcome_stands_in_the_feed(outcome):
    proposal = ProposalFactory(title="Kanariegeel voorstel")
    offered(proposal, [(label, organ, f"{text} Kanariegeel") for label, organ, text in ITEMS])
    road = proposal.ratifications.get()
    decide(road, outcome=outcome, remark="Kanariegeel")
    alderman = person(Role.ALDERMAN, road.municipality)
    secretary = person(Role.SECRETARY, road.municipality)

    said = "".join(
        calendar_file(entries_of(member.user, at=AT + timedelta(days=9)), at=AT).decode()
        for member in (alderman, secretary)
    ).lower()

    assert "begin:vevent" in said
    assert [w for w in ["kanariegeel", *Outcome.labels] if w.lower() in said] == []


ENTRIES = [
    Entry("closing-1", "Sluiting", CLOSES_AT, url="http://127.0.0.1:8000/voorstellen/1/"),
    Entry("summer-1", "Zomer", datetime(2018, 7, 1, 7, tzinfo=UTC)),
    Entry("recess-1", "Reces; herfst, Almelo", date(2018, 10, 13), date(2018, 10, 21)),
    Entry("text-1", "Tekst definitief", date(2018, 10, 23)),
]


def test_moments_stand_on_the_clock_of_amsterdam_with_its_rules():
    file = calendar_file(ENTRIES, at=AT)

    calendar = Calendar.from_ical(file)
    starts = {str(event["UID"]): event.decoded("DTSTART") for event in calendar.walk("VEVENT")}
    assert starts["closing-1@cultuurregio"] == CLOSES_AT
    assert b"DTSTART;TZID=Europe/Amsterdam:20181101T090000" in file  # winter
    assert b"DTSTART;TZID=Europe/Amsterdam:20180701T090000" in file  # summer
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert {zone.name for zone in calendar.walk("VTIMEZONE")[0].subcomponents} == {
        *("STANDARD", "DAYLIGHT")
    }


def test_days_last_until_the_day_after_as_the_standard_counts():
    events = {str(e["UID"]): e for e in Calendar.from_ical(calendar_file(ENTRIES, at=AT)).events}

    recess, text = events["recess-1@cultuurregio"], events["text-1@cultuurregio"]
    assert (recess.start, recess.end) == (date(2018, 10, 13), date(2018, 10, 22))
    assert (text.start, text.end) == (date(2018, 10, 23), date(2018, 10, 24))
    assert str(recess["SUMMARY"]) == "Reces; herfst, Almelo"


def test_the_same_dates_keep_their_names_from_day_to_day():
    road = a_road()
    user = person(Role.OFFICIAL, road.municipality).user

    names = [
        {
            str(e["UID"])
            for e in Calendar.from_ical(calendar_file(entries_of(user, at=at), at=at)).events
        }
        for at in (OFFERED_AT, OFFERED_AT + timedelta(days=1))
    ]

    assert names[0] == names[1] and len(names[0]) > 5


def test_a_feed_is_the_same_whatever_the_college_decided():
    told = []
    for outcome in Outcome:
        road = a_road()
        decide(road, outcome=outcome)
        people = [person(role, road.municipality) for role in (Role.ALDERMAN, Role.SECRETARY)]
        told.append([{entry.what for entry in entries_of(p.user, at=NOW)} for p in people])

    names = [
        [{re.sub(r"Waterstad|[Gg]emeente \d+", "", what) for what in own} for own in each]
        for each in told
    ]
    assert all(each == names[0] for each in names)
