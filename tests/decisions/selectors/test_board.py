"""The board: every municipality, at any moment, for any reader, at the same cost."""

from datetime import timedelta

import pytest

from decisions.models import Outcome
from decisions.rules.coalition import Position
from decisions.selectors import board, overview, ratification_page
from decisions.selectors.board import HIDDEN
from municipalities.models import Role
from tests.factories.decisions import (
    CLOSES_AT,
    CONFIRMED_AT,
    EMBARGO_AT,
    NOW,
    a_road,
    coordinator,
    travelled,
    with_municipalities,
)
from tests.factories.people import ProvinceFactory, person

pytestmark = pytest.mark.django_db

AGREED = {"outcome": Outcome.AGREED, "mayor": Outcome.AGREED, "authorised": True, "informed": True}


def mixed(count=3):
    """Return a proposal with an agreed, a declined and open roads."""
    proposal = with_municipalities(count)
    roads = list(proposal.ratifications.order_by("pk"))
    travelled(roads[0], **AGREED)
    if count > 1:
        travelled(roads[1], outcome=Outcome.DECLINED)
    return proposal, [road.municipality for road in roads]


def board_of(proposal, viewer, *, at=NOW, now=NOW):
    page = board(proposal, at=at, viewer=viewer, now=now)
    return page, {row.name: row for row in page.rows}


def test_coordinator_sees_position_and_reason_of_all():
    proposal, (agreed, declined, still) = mixed()

    page, rows = board_of(proposal, coordinator(proposal.profile.region))

    assert [(position, count) for position, count, _ in page.counts] == [
        (Position.OFFERS, 1),
        (Position.OPEN, 1),
        (Position.OUT, 1),
    ]
    assert rows[agreed.name].explanation.startswith("Het college stemde op 9 oktober 2018 in")
    assert rows[agreed.name].stage == "gemachtigd"
    assert rows[declined.name].position is Position.OUT
    assert rows[declined.name].waits == ["griffie of bestuurssecretaris: raadsbrief verzenden"]
    assert rows[still.name].waits == [
        "bestuurssecretaris of ambtenaar: ontvangst bevestigen",
        "wethouder: akkoord geven op de tekst",
        "bestuurssecretaris of ambtenaar: op de agenda plaatsen",
    ]
    assert all(row.url for row in page.rows)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.SECRETARY, Role.CLERK, Role.MAYOR])
@pytest.mark.embargo
def test_during_the_embargo_others_show_their_stage_and_nothing_that_tells_the_outcome(role):
    proposal, (agreed, declined, still) = mixed()

    page, rows = board_of(proposal, person(role, still))

    assert page.counts == []
    for name in (agreed.name, declined.name):
        row = rows[name]
        assert (row.stage, row.waits, row.position) == ("besluit bevestigd", [], None)
        assert (row.explanation, row.steps_done, row.steps_total) == (HIDDEN, 0, 0)
        assert row.url == ""
    assert rows[still.name].position is Position.OPEN
    assert rows[still.name].is_own and rows[still.name].url


@pytest.mark.embargo
def test_the_province_sees_no_outcome_either():
    proposal, _ = mixed()
    province = ProvinceFactory(region=proposal.profile.region)

    page, _ = board_of(proposal, person(Role.PROVINCE, province))

    assert {row.position for row in page.rows} == {None}


def test_aldermen_see_all_outcomes_but_open_only_their_own_road():
    proposal, (agreed, declined, _) = mixed()

    page, rows = board_of(proposal, person(Role.ALDERMAN, declined))

    assert page.sees_outcomes
    assert rows[agreed.name].position is Position.OFFERS
    assert (rows[agreed.name].url, bool(rows[declined.name].url)) == ("", True)


@pytest.mark.embargo
def test_after_the_embargo_everybody_sees_the_outcome():
    proposal, (agreed, _, still) = mixed()
    later = CLOSES_AT + timedelta(minutes=1)

    _, rows = board_of(proposal, person(Role.OFFICIAL, still), now=later, at=later)

    assert rows[agreed.name].position is Position.OFFERS


def test_an_earlier_board_shows_what_was_known_then():
    proposal, (agreed, *_) = mixed()
    viewer = coordinator(proposal.profile.region)

    before, rows_before = board_of(proposal, viewer, at=CONFIRMED_AT - timedelta(seconds=1))
    after, rows_after = board_of(proposal, viewer, at=CONFIRMED_AT)

    assert (rows_before[agreed.name].position, rows_after[agreed.name].position) == (
        Position.OPEN,
        Position.OFFERS,
    )
    assert (before.at, after.at) == (CONFIRMED_AT - timedelta(seconds=1), CONFIRMED_AT)


@pytest.mark.embargo
def test_asking_for_a_later_moment_does_not_lift_the_embargo():
    proposal, (agreed, _, still) = mixed()

    _, rows = board_of(proposal, person(Role.OFFICIAL, still), at=CLOSES_AT, now=NOW)

    assert rows[agreed.name].position is None


@pytest.mark.embargo
@pytest.mark.parametrize(
    ("decided", "now", "is_public"),
    [
        (3, EMBARGO_AT - timedelta(microseconds=1), False),
        (3, EMBARGO_AT, True),
        (2, EMBARGO_AT, False),
        (2, CLOSES_AT - timedelta(microseconds=1), False),
        (2, CLOSES_AT, True),
        (0, CLOSES_AT + timedelta(days=1), True),
    ],
)
def test_public_needs_the_moment_and_the_opportunity_of_all(decided, now, is_public):
    proposal = with_municipalities(3)
    for road in proposal.ratifications.all()[:decided]:
        travelled(road, outcome=Outcome.DEFERRED, confirmed=False)

    page, _ = board_of(proposal, coordinator(proposal.profile.region), now=now, at=now)

    assert page.is_public is is_public


@pytest.mark.parametrize("municipalities", [1, 14, 60])
def test_board_costs_the_same_for_any_number(municipalities, django_assert_num_queries):
    proposal, _ = mixed(municipalities)
    for road in proposal.ratifications.all()[2:]:
        travelled(road, **AGREED)
    viewer = coordinator(proposal.profile.region)

    with django_assert_num_queries(8):
        page = board(proposal, at=NOW, viewer=viewer, now=NOW)

    assert len(page.rows) == municipalities


def test_overview_shows_what_waits_for_the_own_municipality():
    proposal, (agreed, *_) = mixed()

    page = overview(person(Role.SECRETARY, agreed), at=NOW)

    assert [(road.proposal, road.stage) for road in page.own_roads] == [(proposal, "gemachtigd")]
    assert page.own_roads[0].waits == ["wethouder: tekenen"]


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.OFFICIAL, {"acknowledge", "record_college", "record_mayor"}),
        (Role.SECRETARY, {"acknowledge", "record_college", "record_mayor"}),
        (Role.ALDERMAN, set()),
        (Role.CLERK, set()),
    ],
)
def test_the_page_opens_to_each_role_what_it_can_do(role, opens):
    road = a_road()

    page = ratification_page(road, viewer=person(role, road.municipality), at=NOW)

    acts = ["acknowledge", "record_college", "record_mayor", "authorise", "letter", "sign"]
    assert {act for act in acts if getattr(page, act).is_open} == opens


def test_a_reader_from_elsewhere_can_do_nothing():
    road = a_road(**AGREED)

    page = ratification_page(road, viewer=coordinator(road.municipality.region), at=NOW)

    acts = [page.acknowledge, page.record_college, page.authorise, page.letter, page.sign]
    acts += [act for taken in page.taken for act in (taken.confirm, taken.revoke)]
    assert not any(act.is_allowed or act.is_open for act in acts)
