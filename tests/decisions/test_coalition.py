"""Fourteen municipalities, and what became of each way in which it could have gone."""

from datetime import date, timedelta

import pytest

from decisions import services
from decisions.models import FollowUp, Organ, Outcome
from decisions.rules.coalition import Course, Position, continuation, standing
from decisions.rules.road import road_at
from decisions.selectors import coalition as pages
from decisions.selectors.recount import differences
from municipalities.models import Role
from submissions import services as submissions
from tests.factories.decisions import (
    CLOSES_AT,
    LATER,
    NOW,
    OFFERED_AT,
    RECORDED_AT,
    coordinator,
    frozen,
    with_municipalities,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db

OFFERS, OPEN, OUT = Position
CONTINUES, MAY_JOIN, NOT_YET = Course
CLOSING_DAY = CLOSES_AT + timedelta(hours=2)


@pytest.fixture
def proposal():
    """A proposal before fourteen colleges; what follows must be what the trail tells."""
    proposal = with_municipalities(14)
    yield proposal
    assert differences(proposal) == []


def roads(proposal):
    return list(proposal.ratifications.order_by("pk"))


def decides(road, outcome=Outcome.AGREED, *, organ=Organ.COLLEGE, at=RECORDED_AT, **facts):
    """Let a municipality record and, an hour later, confirm a decision."""
    seen = road.offers.last().version.sha256
    decision = services.record_decision(
        road,
        organ=organ,
        outcome=outcome,
        decided_on=facts.pop("decided_on", at.date()),
        evidence="besluitenlijst, punt 7",
        seen_sha256=seen,
        by=person(Role.SECRETARY, road.municipality),
        at=at,
        **facts,
    )
    services.confirm_decision(
        decision,
        seen_sha256=seen,
        by=person(Role.OFFICIAL, road.municipality),
        at=at + timedelta(hours=1),
    )
    return decision


def revokes(decision, *, at):
    secretary = person(Role.SECRETARY, decision.ratification.municipality)
    services.revoke_decision(decision, reason="Vergissing.", by=secretary, at=at)


def replaces(proposal, *, at):
    """Let two people put another text before all colleges."""
    items = [("1", Organ.COLLEGE, "Kennis te nemen van het gewijzigde profiel.")]
    version = frozen(proposal, items, at=at)
    services.offer_to_all(version, by=coordinator(proposal.profile.region), at=at)


def counted(proposal, at):
    """Return how many offer, are open and are out, and how many go on."""
    found = [road_at(r, at=at) for r in proposal.ratifications.with_facts()]
    positions = [standing(road).position for road in found]
    courses = [continuation(road).course for road in found]
    return [positions.count(each) for each in Position], courses.count(CONTINUES)


def reason(road, at):
    return standing(road_at(type(road).objects.with_facts().get(pk=road.pk), at=at)).explanation


def test_thirteen_yes_and_one_no(proposal):
    *agreeing, declining = roads(proposal)
    for road in agreeing:
        decides(road)
    decides(declining, Outcome.DECLINED)

    assert counted(proposal, OFFERED_AT) == ([0, 14, 0], 0)
    assert counted(proposal, NOW) == ([13, 0, 1], 0)
    assert counted(proposal, LATER) == ([13, 0, 1], 13)
    assert "niet in met versie 1" in reason(declining, LATER)


@pytest.mark.parametrize(
    ("follow_up", "before", "after"),
    [
        (FollowUp.DECLINED, [12, 1, 1], [12, 0, 2]),
        (FollowUp.SIDE_DECISION, [13, 1, 0], [13, 0, 1]),
        (FollowUp.NEW_VERSION, [12, 2, 0], [12, 0, 2]),
    ],
)
def test_twelve_yes_one_changed_and_one_deferred_to_6_november(proposal, follow_up, before, after):
    *agreeing, changing, deferring = roads(proposal)
    for road in agreeing:
        decides(road)
    decides(changing, Outcome.CHANGED, follow_up=follow_up, remark="Wij willen ook muziek.")
    decides(deferring, Outcome.DEFERRED, next_on=date(2018, 11, 6))

    assert counted(proposal, NOW) == (before, 0)
    assert counted(proposal, LATER) == (after, after[0])
    assert "tot 6 november 2018, na de sluiting" in reason(deferring, NOW)


def test_who_deferred_to_6_november_joins_on_that_day_and_does_not_offer(proposal):
    *agreeing, deferring = roads(proposal)
    for road in agreeing:
        decides(road)
    decides(deferring, Outcome.DEFERRED, next_on=date(2018, 11, 6))
    on_the_day = LATER + timedelta(days=1)
    decides(deferring, at=on_the_day)

    assert counted(proposal, LATER) == ([13, 0, 1], 13)
    assert counted(proposal, on_the_day + timedelta(hours=2)) == ([13, 0, 1], 14)
    assert "6 november 2018 in met versie 1, na de sluiting" in reason(
        deferring, on_the_day + timedelta(hours=2)
    )


def test_without_the_item_of_the_mayor_one_offers_and_cannot_sign(proposal):
    with_mayor, without = roads(proposal)[:2]
    for road in (with_mayor, without):
        decides(road)
    decides(with_mayor, organ=Organ.MAYOR, at=RECORDED_AT + timedelta(hours=2))

    page = pages.coalition_page(
        proposal, at=NOW, viewer=coordinator(proposal.profile.region), now=NOW
    )
    told = {party.name: party for party in page.parties}

    assert counted(proposal, NOW) == ([2, 12, 0], 0)
    assert told[without.municipality.name].not_signing == [
        "De burgemeester heeft het eigen beslispunt nog niet genomen.",
        "Er is nog geen machtiging die vandaag geldt.",
    ]
    assert told[with_mayor.municipality.name].not_signing == [
        "Er is nog geen machtiging die vandaag geldt."
    ]


def test_who_revokes_after_the_freeze_is_in_the_bundle_and_no_longer_in_the_coalition(proposal):
    first, second, *_ = roads(proposal)
    decision, _ = decides(first), decides(second)
    by = coordinator(proposal.profile.region)
    submission = submissions.freeze(proposal.versions.get(), by=by, at=NOW)
    kept = submission.sha256
    revokes(decision, at=NOW + timedelta(hours=1))

    submission.refresh_from_db()
    offering = [p["name"] for p in submission.snapshot["parties"] if p["offers"]]
    assert submission.sha256 == kept
    assert offering == [first.municipality.name, second.municipality.name]
    assert counted(proposal, NOW)[0] == [2, 12, 0]
    assert counted(proposal, NOW + timedelta(hours=1))[0] == [1, 13, 0]
    assert "ingetrokken" in reason(first, NOW + timedelta(hours=1))


def test_version_two_after_six_decisions_lets_none_of_them_count_until_ratified(proposal):
    six = roads(proposal)[:6]
    for road in six:
        decides(road)
    replaces(proposal, at=NOW)
    ratified_at = NOW + timedelta(days=2)

    assert counted(proposal, NOW - timedelta(microseconds=1))[0] == [6, 8, 0]
    assert counted(proposal, NOW)[0] == [0, 14, 0]
    assert all(
        reason(road, NOW).endswith("op een vervangen versie; bekrachtiging is nodig.")
        for road in six
    )
    decides(six[0], at=ratified_at)
    assert counted(proposal, ratified_at + timedelta(hours=1))[0] == [1, 13, 0]
    assert counted(proposal, LATER)[0] == [1, 0, 13]


def test_two_acts_in_the_same_second_have_an_order(proposal):
    road, other, *_ = roads(proposal)
    decision = decides(road, at=NOW - timedelta(hours=1))  # confirmed at NOW
    decides(other, at=NOW - timedelta(hours=1))
    revokes(decision, at=NOW)
    again = decides(road, Outcome.DECLINED, at=NOW, decided_on=NOW.date())

    decision.refresh_from_db()
    again.refresh_from_db()
    tick = timedelta(microseconds=1)
    assert decision.confirmed_at == NOW
    assert decision.revocation.revoked_at == NOW + tick
    assert again.recorded_at == NOW + 2 * tick
    assert counted(proposal, NOW - tick)[0] == [0, 14, 0]
    assert counted(proposal, NOW)[0] == [2, 12, 0]
    assert counted(proposal, NOW + tick)[0] == [1, 13, 0]
    assert counted(proposal, NOW + timedelta(hours=2))[0] == [1, 12, 1]


def test_a_decision_of_the_closing_day_counts_when_recorded_before_the_moment(proposal):
    early, late, *_ = roads(proposal)
    day = date(2018, 11, 1)
    decides(early, decided_on=day, at=CLOSES_AT)
    decides(late, decided_on=day, at=CLOSES_AT + timedelta(microseconds=1))

    assert counted(proposal, LATER) == ([1, 0, 13], 2)
