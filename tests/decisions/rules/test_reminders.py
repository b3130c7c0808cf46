"""Which reminders the facts ask for, to whom, when, and which of them are to be sent."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from decisions.models import Authorisation, Organ, Outcome, Route
from decisions.rules.planning import Chance
from decisions.rules.reminders import Reminder, due_reminders, recipients, reminders_of
from dutch.moments import AMSTERDAM
from municipalities.access import Permission
from municipalities.models import Membership, Organisation, Role
from tests.decisions.rules.roads import (
    OLD,
    a_bare_road,
    a_decision,
    a_letter,
    a_placing,
    an_offer,
)

CLOSES_AT = datetime(2018, 11, 1, 9, tzinfo=AMSTERDAM)
OFFERED_AT = datetime(2018, 9, 17, 9, tzinfo=AMSTERDAM)
EMBARGO_AT = datetime(2018, 10, 31, tzinfo=AMSTERDAM)
DECIDED_ON = date(2018, 10, 9)
RECORDED_AT = datetime(2018, 10, 9, 16, tzinfo=AMSTERDAM)
CHANCE = Chance(Route.MEETING, date(2018, 10, 30), date(2018, 10, 23))
DAY = timedelta(days=1)


def october(day, hour=9):
    return datetime(2018, 10, day, hour, tzinfo=AMSTERDAM)


def found(at=None, *, embargo_at=None, chance=CHANCE, acknowledged=True, **facts):
    """Return the reminders of a road, by the first word of their series."""
    at = at or october(10)
    offer = facts.pop("offer", an_offer(OFFERED_AT))
    if offer and acknowledged:
        offer.acknowledged_at = OFFERED_AT + DAY
    road = a_bare_road(at=at, closes_at=CLOSES_AT, offer=offer, **facts)
    reminders = reminders_of(road, chance, embargo_at=embargo_at)
    return {reminder.event.split(":")[1]: reminder for reminder in reminders}


def decided(**fields):
    return a_decision(DECIDED_ON, at=RECORDED_AT, **fields)


def mayor(**fields):
    decision = decided(**fields)
    decision.pk, decision.organ = 12, Organ.MAYOR
    return decision


def an_authorisation():
    return Authorisation(pk=14, person_id=33, authorised_at=RECORDED_AT + DAY)


AGREED = {"college": decided(), "council_letter": a_letter()}
SIGNING = {**AGREED, "mayor": mayor(), "authorisation": an_authorisation()}


def test_nobody_is_reminded_before_the_offer():
    assert found(offer=None, embargo_at=EMBARGO_AT) == {}


@pytest.mark.parametrize(
    ("word", "facts", "permission", "due_at"),
    [
        (
            "receipt",
            {"acknowledged": False},
            *(Permission.ACKNOWLEDGE_OFFER, OFFERED_AT + 3 * DAY),
        ),
        ("papers", {}, Permission.PREPARE_DECISION, october(21)),
        (
            "record",
            {"placing": a_placing(DECIDED_ON, at=OFFERED_AT)},
            *(Permission.RECORD_DECISION, october(10)),
        ),
        (
            "confirm",
            {"college_recorded": decided()},
            *(Permission.CONFIRM_DECISION, RECORDED_AT + 2 * DAY),
        ),
        (
            "confirm",
            {**AGREED, "mayor_recorded": mayor()},
            *(Permission.CONFIRM_DECISION, RECORDED_AT + 2 * DAY),
        ),
        (
            "letter",
            {"college": decided(outcome=Outcome.DECLINED)},
            *(Permission.RECORD_COUNCIL_LETTER, october(16)),
        ),
        (
            "authorise",
            {**AGREED, "mayor": mayor()},
            *(Permission.AUTHORISE, mayor().confirmed_at + 2 * DAY),
        ),
        ("sign", SIGNING, Permission.SIGN, RECORDED_AT + 3 * DAY),
        ("closing", {}, Permission.SIGN, october(29)),
        (
            "embargo",
            {"embargo_at": EMBARGO_AT},
            *(Permission.RECORD_PUBLICATION, october(30)),
        ),
    ],
)
def test_each_reason_has_its_role_and_moment(word, facts, permission, due_at):
    reminder = found(**facts)[word]

    assert (reminder.permission, reminder.due_at) == (permission, due_at)
    assert reminder.path == reverse("decisions:ratification", args=[3, "GM0141"])


@pytest.mark.parametrize(
    ("word", "facts"),
    [
        ("receipt", {}),
        ("receipt", {"acknowledged": False, "at": CLOSES_AT}),
        ("receipt", {"acknowledged": False, "college_recorded": decided()}),
        ("papers", {"placing": a_placing(date(2018, 10, 30), at=OFFERED_AT)}),
        ("papers", {"college_recorded": decided()}),
        ("papers", AGREED),
        ("papers", {"at": october(24)}),  # nothing can be handed in any more
        ("papers", {"chance": None}),
        ("papers", {"college": decided(outcome=Outcome.DEFERRED, next_on=date(2018, 10, 30))}),
        ("record", {}),
        ("record", {"placing": a_placing(DECIDED_ON, at=OFFERED_AT), **AGREED}),
        (
            "record",
            {"placing": a_placing(DECIDED_ON, at=OFFERED_AT), "college_recorded": decided()},
        ),
        ("confirm", AGREED),
        ("letter", AGREED),
        ("letter", {"college_recorded": decided()}),
        ("authorise", AGREED),  # the mayor has not decided
        ("authorise", SIGNING),
        ("authorise", {"college": decided(sha256=OLD), "mayor": mayor(sha256=OLD)}),
        ("authorise", {"college": decided(outcome=Outcome.DECLINED), "mayor": mayor()}),
        ("sign", {**SIGNING, "signature": object()}),
        ("closing", {"at": CLOSES_AT}),
        ("embargo", {"embargo_at": EMBARGO_AT, "at": EMBARGO_AT}),
    ],
)
def test_without_its_reason_there_is_no_reminder(word, facts):
    assert word not in found(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"placing": a_placing(date(2018, 11, 6), at=OFFERED_AT)},
        {"college": decided(outcome=Outcome.DEFERRED)},
        {"college": decided(outcome=Outcome.DEFERRED, next_on=date(2018, 11, 6))},
        {"college": decided(sha256=OLD)},
    ],
    ids=["placed too late", "deferred", "deferred too long", "on an older text"],
)
def test_papers_are_reminded_of_until_there_is_a_day_in_time(facts):
    assert "papers" in found(**facts)


def test_a_deferred_item_asks_for_its_decision_after_it_returned():
    returned = {"college": decided(outcome=Outcome.DEFERRED, next_on=date(2018, 10, 16))}

    assert found(**returned)["record"].due_at == october(17)


def test_papers_are_reminded_of_three_times():
    road = a_bare_road(at=october(1), closes_at=CLOSES_AT, offer=an_offer(OFFERED_AT))
    papers = [r for r in reminders_of(road, CHANCE, embargo_at=None) if "papers" in r.event]

    assert [(r.due_at, r.event) for r in papers] == [
        (october(9), "reminder:papers:7:2018-10-23:14"),
        (october(16), "reminder:papers:7:2018-10-23:7"),
        (october(21), "reminder:papers:7:2018-10-23:2"),
    ]


@pytest.mark.parametrize(
    ("at", "steps"),
    [
        (october(9, 8), []),
        (october(9), ["14"]),
        (october(15), ["14"]),
        (october(17), ["7"]),  # after a breakdown of days: the one before is overtaken
        (october(23), ["2"]),
    ],
)
def test_only_the_last_of_a_series_is_sent(at, steps):
    road = a_bare_road(at=at, closes_at=CLOSES_AT, offer=an_offer(OFFERED_AT))
    papers = [r for r in reminders_of(road, CHANCE, embargo_at=None) if "papers" in r.event]

    assert [reminder.step for reminder in due_reminders(papers, at=at)] == steps


def test_another_date_is_another_event():
    later = Chance(Route.MEETING, date(2018, 10, 30), date(2018, 10, 24))

    assert found()["papers"].event != found(chance=later)["papers"].event


HOME, AWAY = Organisation(pk=5), Organisation(pk=6)


def member(user, role, organisation=HOME):
    return Membership(user_id=user, role=role, organisation=organisation)


PEOPLE = [
    member(21, Role.OFFICIAL),
    member(22, Role.SECRETARY),
    member(33, Role.ALDERMAN),
    member(34, Role.ALDERMAN),
    member(35, Role.COORDINATOR),
    member(41, Role.OFFICIAL, AWAY),
    member(42, Role.ALDERMAN, AWAY),
]


@pytest.mark.parametrize(
    ("word", "facts", "people"),
    [
        ("papers", {}, {21, 22}),
        ("closing", {}, {33, 34}),
        ("confirm", {"college_recorded": decided()}, {22, 33, 34}),  # 21 recorded it
        ("sign", SIGNING, {33}),  # who is authorised
    ],
)
def test_it_goes_to_who_can_do_something_about_it(word, facts, people):
    assert recipients(found(**facts)[word], PEOPLE) == people


def test_nobody_gets_it_where_nobody_has_the_role():
    assert recipients(found()["closing"], [PEOPLE[0]]) == set()


FORBIDDEN = [
    *("instem", "ingestemd", "niet akkoord", "gewijzigd", "aangehouden", "kennisgeving"),
    *("machtig", "teken", "handtekening", "raadsbrief", "verbeelding"),
]


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_reminder_tells_what_was_decided(word):
    """A mailbox is outside the embargo: that somebody may sign tells that the college agreed."""
    reminders: list[Reminder] = [
        *found(acknowledged=False, embargo_at=EMBARGO_AT).values(),
        *found(placing=a_placing(DECIDED_ON, at=OFFERED_AT)).values(),
        *found(**SIGNING).values(),
        *found(**AGREED, mayor=mayor(), mayor_recorded=mayor()).values(),
        *(
            reminder
            for outcome in Outcome
            for reminder in found(college=decided(outcome=outcome)).values()
        ),
    ]

    said = " ".join(f"{reminder.subject} {reminder.line}" for reminder in reminders).lower()

    assert len({reminder.event.split(":")[1] for reminder in reminders}) == 9
    assert word not in said


def test_what_follows_on_a_decision_reads_the_same_whatever_it_is():
    after = [
        found(college=decided(outcome=Outcome.DECLINED))["letter"],
        found(college_recorded=decided())["confirm"],
        found(**SIGNING)["sign"],
        found(**AGREED, mayor=mayor())["authorise"],
    ]

    assert len({(reminder.subject, reminder.line) for reminder in after}) == 1


@pytest.mark.parametrize(
    "state",
    [AGREED, {**SIGNING, "signature": object()}, {"college": decided(outcome=Outcome.DECLINED)}],
)
def test_nobody_learns_the_outcome_from_who_is_reminded_of_the_closing(state):
    assert found(**state)["closing"] == found()["closing"]
