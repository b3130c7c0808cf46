"""
Nothing is rewritten by later acts.

After any sequence of acts on a few municipalities, the final rows tell of every earlier moment
exactly what was computed right after the act of that moment.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions import services
from decisions.models import LegalBasis, Organ, Outcome, Ratification
from decisions.rules.blockers import may_sign, outcomes_for
from decisions.rules.coalition import Position, standing
from decisions.rules.road import road_at
from decisions.rules.stages import stage, waits_for
from dutch.moments import local_date
from municipalities.models import Role
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    OFFERED_AT,
    coordinator,
    frozen,
    with_municipalities,
)
from tests.factories.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = (Role.SECRETARY, Role.OFFICIAL, Role.ALDERMAN, Role.MAYOR, Role.CLERK)


class Round:
    """A proposal before two or three colleges, and the acts of everybody under it."""

    def __init__(self, municipalities: int) -> None:
        self.proposal = with_municipalities(municipalities)
        self.roads = list(self.proposal.ratifications.order_by("pk"))
        for road in self.roads:
            for role in ROLES:
                person(role, road.municipality)

    def records(self, road, at, draw):
        organ = Organ.MAYOR if draw % 3 == 0 else Organ.COLLEGE
        outcomes = [Outcome.AGREED, *outcomes_for(organ)]
        outcome = outcomes[draw % len(outcomes)]
        decided_on = local_date(at) - timedelta(days=draw // 6 % 4)
        next_on = decided_on + timedelta(days=draw % 30 + 1) if draw % 2 else None
        services.record_decision(
            road,
            organ=organ,
            outcome=outcome,
            decided_on=decided_on,
            next_on=next_on if outcome == Outcome.DEFERRED else None,
            evidence="punt 7",
            seen_sha256=road.offers.last().version.sha256,
            by=person(Role.SECRETARY, road.municipality),
            at=at,
        )

    def confirms(self, road, at, _):
        if waiting := road.decisions.filter(confirmed_at=None, revocation=None).last():
            official = person(Role.OFFICIAL, road.municipality)
            seen = road.offers.last().version.sha256
            services.confirm_decision(waiting, seen_sha256=seen, by=official, at=at)

    def revokes(self, road, at, draw):
        if decisions := list(road.decisions.all()):
            services.revoke_decision(
                decisions[draw % len(decisions)],
                reason="Vergissing.",
                by=person(Role.SECRETARY, road.municipality),
                at=at,
            )

    def authorises(self, road, at, draw):
        services.authorise(
            road,
            person=person(Role.ALDERMAN, road.municipality).user,
            legal_basis=LegalBasis.SIGNING,
            valid_from=local_date(at) + timedelta(days=draw % 3 - 1),
            valid_until=local_date(at) + timedelta(days=draw % 9 + 2) if draw % 2 else None,
            by=person(Role.MAYOR, road.municipality),
            at=at,
        )

    def informs(self, road, at, _):
        clerk = person(Role.CLERK, road.municipality)
        services.record_council_letter(road, sent_on=local_date(at), reference="R", by=clerk, at=at)

    def signs(self, road, at, _):
        services.sign(
            road,
            seen_sha256=road.offers.last().version.sha256,
            by=person(Role.ALDERMAN, road.municipality),
            at=at,
        )

    def replaces(self, _, at, draw):
        by = coordinator(self.proposal.profile.region)
        items = [("1", Organ.COLLEGE, f"Tekst {draw % 2}."), ("2", Organ.MAYOR, "Machtigen.")]
        version = frozen(self.proposal, items, at=at)
        services.offer_to_all(
            version,
            not_before=EMBARGO_AT,
            ends_at_latest=CLOSES_AT + timedelta(days=1),
            by=by,
            at=at,
        )

    def known(self, at):
        """Return all that the rules make of the rows, for every municipality."""
        found = Ratification.objects.filter(proposal=self.proposal).with_facts().order_by("pk")
        roads = [road_at(road, at=at) for road in found]
        return [(standing(road), may_sign(road), waits_for(road), stage(road)) for road in roads]


ACTS = (
    ["informs", "authorises", "signs", "revokes", "replaces"] + ["records"] * 4 + ["confirms"] * 4
)
HOURS = st.integers(1, 24 * 12)
SEQUENCES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 59), HOURS),
    min_size=4,
    max_size=16,
)


def play(municipalities, sequence):
    """Return what was known right after each act, by its moment, and what is known in the end."""
    round_ = Round(municipalities)
    at, live = OFFERED_AT, {OFFERED_AT: round_.known(OFFERED_AT)}
    for name, which, draw, hours in sequence:
        at += timedelta(hours=hours / 4)
        road = round_.roads[which % municipalities]
        try:
            with transaction.atomic():
                getattr(round_, name)(road, at, draw)
        except services.Refused:
            continue
        live[at] = round_.known(at)
    return live, {moment: round_.known(moment) for moment in live}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(municipalities=st.integers(2, 3), sequence=SEQUENCES)
def test_the_past_stays_as_it_was_known(municipalities, sequence):
    undo = transaction.savepoint()
    try:
        live, afterwards = play(municipalities, sequence)
    finally:
        transaction.savepoint_rollback(undo)

    assert afterwards == live


WHOLE_ROAD = [
    ("records", 0, 1, 8),
    ("confirms", 0, 0, 8),
    ("records", 0, 3, 8),
    ("confirms", 0, 0, 8),
    ("authorises", 0, 1, 8),
    ("informs", 0, 0, 8),
    ("signs", 0, 0, 8),
    ("replaces", 0, 1, 8),
    ("records", 0, 1, 8),
    ("confirms", 0, 0, 8),
    ("revokes", 0, 2, 8),
]
OPEN, OFFERS = Position.OPEN, Position.OFFERS


def test_a_whole_road_stays_as_it_was_known():
    """Hold the property on acts that all take effect, so that it cannot be true of nothing."""
    live, afterwards = play(2, WHOLE_ROAD)

    positions, stages = zip(
        *((known[0][0].position, known[0][3].name) for known in live.values()), strict=True
    )
    assert positions == (OPEN, OPEN, *[OFFERS] * 6, OPEN, OPEN, OFFERS, OPEN)
    assert stages[:8] == (
        *("RECEIVED", "DECIDED", "CONFIRMED", "CONFIRMED", "MAYOR"),
        *("AUTHORISED", "AUTHORISED", "SIGNED"),
    )
    assert {known[1][0].position for known in live.values()} == {OPEN}
    assert afterwards == live


def test_a_receipt_is_not_known_before_it_was_confirmed():
    round_ = Round(2)
    road, later = round_.roads[0], OFFERED_AT + timedelta(hours=1)
    before = round_.known(OFFERED_AT)

    services.acknowledge(road, by=person(Role.OFFICIAL, road.municipality), at=later)

    assert round_.known(OFFERED_AT) == before
    assert round_.known(later) != before
