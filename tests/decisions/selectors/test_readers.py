"""Who could and who did read what is under embargo, since when."""

import csv
from datetime import date, timedelta

import pytest
from django.urls import reverse

from decisions.selectors import readers_page
from decisions.services import note_reading
from municipalities.models import Role
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    LATER,
    NOW,
    OFFERED_AT,
    ProposalFactory,
    concept,
    coordinator,
    offered,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

DAY = timedelta(days=1)
OFFERED, TODAY, CLOSED = OFFERED_AT.date(), NOW.date(), CLOSES_AT.date()


@pytest.fixture
def version():
    return offered(embargo_at=EMBARGO_AT)


@pytest.fixture
def place(version):
    return version.proposal.ratifications.first().municipality


def read(version, by, *, at=NOW, what="Collegevoorstel versie 1 geopend", sha256=None):
    note_reading(version, sentence=what, sha256=sha256 or version.sha256, by=by, at=at)


def page(version, *, on=TODAY, now=NOW):
    return readers_page(version.proposal, on=on, now=now)


def could(version, membership, **when):
    """Return from when until when this role could read; None if it could not."""
    found = [(c.since, c.until) for c in page(version, **when).could if c.membership == membership]
    return found[0] if found else None


def test_it_begins_when_the_text_is_frozen(version, place):
    secretary = MembershipFactory(organisation=place, role=Role.SECRETARY)

    assert could(version, secretary) == (OFFERED, None)
    assert page(version).since == OFFERED_AT


def test_who_writes_could_read_the_concept(version):
    writer = coordinator(version.proposal.profile.region)

    assert could(version, writer) == (OFFERED - 7 * DAY, None)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"valid_from": date(2018, 10, 1)}, (date(2018, 10, 1), None)),
        ({"valid_until": date(2018, 10, 3)}, (OFFERED, date(2018, 10, 3))),
        ({"valid_until": OFFERED}, (OFFERED, OFFERED)),
        ({"valid_until": OFFERED - DAY}, None),
        ({"valid_from": TODAY + DAY}, None),
        ({"valid_until": TODAY + DAY}, (OFFERED, None)),
    ],
    ids=["came later", "left", "left that day", "left before", "still to come", "still there"],
)
def test_a_role_counts_for_the_days_it_holds(version, place, days, expected):
    member = MembershipFactory(organisation=place, role=Role.CLERK, **days)

    assert could(version, member) == expected


def test_a_role_that_reads_nothing_or_reads_elsewhere_could_not(version, place):
    institution = MembershipFactory(organisation=place, role=Role.INSTITUTION)
    elsewhere = MembershipFactory(role=Role.SECRETARY)

    assert could(version, institution) is None
    assert could(version, elsewhere) is None


def test_who_opens_the_administration_could_wherever_they_are(version):
    maintainer = MembershipFactory(role=Role.MAINTAINER)

    assert could(version, maintainer) == (OFFERED, None)


def test_it_ends_with_the_embargo(version, place):
    member = MembershipFactory(organisation=place, role=Role.CLERK)
    later = MembershipFactory(organisation=place, role=Role.CLERK, valid_from=CLOSED + DAY)

    seen = page(version, on=LATER.date(), now=LATER)

    assert seen.ended_at == CLOSES_AT
    assert could(version, member, on=LATER.date(), now=LATER) == (OFFERED, CLOSED)
    assert could(version, later, on=LATER.date(), now=LATER) is None


def test_an_earlier_day_knows_nothing_of_the_end(version, place):
    member = MembershipFactory(organisation=place, role=Role.CLERK)

    assert page(version, on=TODAY, now=LATER).ended_at is None
    assert could(version, member, on=TODAY, now=LATER) == (OFFERED, None)


def test_who_may_read_the_bundle_is_told_apart(version, place):
    alderman = MembershipFactory(organisation=place, role=Role.ALDERMAN)
    clerk = MembershipFactory(organisation=place, role=Role.CLERK)

    bundles = {one.membership: one.bundles_too for one in page(version).could}

    assert (bundles[alderman], bundles[clerk]) == (True, False)


def test_who_did_with_first_last_and_on_how_many_days(version, place):
    clerk = person(Role.CLERK, place)
    for day in (0, 1, 3):
        read(version, clerk, at=NOW + day * DAY)

    (did,) = page(version, on=TODAY + 5 * DAY).did

    assert (did.who, did.capacity, did.on_behalf_of) == (str(clerk.user), "Griffie", place.name)
    assert (did.first_at, did.last_at, did.days) == (NOW, NOW + 3 * DAY, 3)
    assert (did.what, did.sha256) == ("Collegevoorstel versie 1 geopend", version.sha256)


def test_a_day_shows_what_was_known_then(version, place):
    clerk = person(Role.CLERK, place)
    read(version, clerk)
    read(version, clerk, at=NOW + 2 * DAY)

    assert page(version, on=TODAY - DAY).did == []
    assert [did.days for did in page(version, on=TODAY).did] == [1]
    assert [did.days for did in page(version, on=TODAY + 2 * DAY).did] == [2]


def test_things_and_people_are_told_apart(version, place):
    clerk, mayor = person(Role.CLERK, place), person(Role.MAYOR, place)
    read(version, clerk)
    read(version, clerk, what="Bundel 1 gedownload", sha256="b" * 64)
    read(version, mayor)
    read(offered(embargo_at=EMBARGO_AT), clerk)

    seen = page(version)

    assert sorted((did.who, did.what) for did in seen.did) == sorted(
        [
            (str(clerk.user), "Collegevoorstel versie 1 geopend"),
            (str(clerk.user), "Bundel 1 gedownload"),
            (str(mayor.user), "Collegevoorstel versie 1 geopend"),
        ]
    )
    assert {one.membership for one in seen.could if one.did} == {clerk, mayor}


def test_of_a_concept_only_its_writers_could():
    version = concept(ProposalFactory())
    writer = coordinator(version.proposal.profile.region)

    assert [one.membership for one in page(version).could] == [writer]


@pytest.mark.parametrize("count", [1, 14, 60])
def test_it_costs_the_same_for_any_number_of_municipalities(count, django_assert_num_queries):
    proposal = with_municipalities(count, embargo_at=EMBARGO_AT)
    version = proposal.versions.get()
    for road in proposal.ratifications.all():
        read(version, person(Role.OFFICIAL, road.municipality))

    with django_assert_num_queries(8):
        seen = readers_page(proposal, on=TODAY, now=NOW)
        assert [one.membership.on_behalf_of for one in seen.could]

    assert len(seen.did) == count


@pytest.fixture
def auditor(version, place):
    return MembershipFactory(organisation=place, role=Role.AUDITOR)


def test_the_page_answers_for_any_day(client, version, place, auditor):
    clerk = person(Role.CLERK, place)
    read(version, clerk)
    client.force_login(auditor.user)
    address = reverse("decisions:readers", args=[version.proposal_id])

    now, before = client.get(address), client.get(address, {"op": "19-10-2018"})

    assert "20 oktober 2018" in now.content.decode()
    assert "Tot en met 19 oktober 2018 heeft niemand iets geopend." in before.content.decode()


@pytest.mark.parametrize("day", ["gisteren", "1-1-2099"])
def test_a_day_that_cannot_be_is_refused(client, version, auditor, day):
    client.force_login(auditor.user)

    answer = client.get(reverse("decisions:readers", args=[version.proposal_id]), {"op": day})

    assert answer.status_code == 422


def test_the_table_has_a_line_for_each_role_and_thing(client, version, place, auditor):
    clerk = person(Role.CLERK, place)
    clerk.user.name = "=cmd()"
    clerk.user.save()
    read(version, clerk)
    read(version, clerk, what="Bundel 1 gedownload", sha256="b" * 64)
    client.force_login(auditor.user)

    answer = client.get(reverse("decisions:readers_csv", args=[version.proposal_id]))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    own = [row for row in rows if row["wie"] == "'=cmd()"]
    assert sorted((row["wat is geopend"] for row in own), reverse=True) == [
        "Collegevoorstel versie 1 geopend",
        "Bundel 1 gedownload",
    ]
    assert {row["op hoeveel dagen"] for row in own} == {"1"}
    assert [row["wat is geopend"] for row in rows if row["wie"] == str(auditor.user)] == [""]
