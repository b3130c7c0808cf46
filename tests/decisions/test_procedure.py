"""Whatever is done, in whatever order, the promises of the procedure hold after every act."""

import logging
import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from decisions.models import (
    Authorisation,
    CouncilLetter,
    Decision,
    EmbargoChange,
    Offer,
    Organ,
    Outcome,
    Proposal,
    Ratification,
    Revocation,
    Signature,
)
from decisions.rules.coalition import continuation, standing
from decisions.rules.road import is_revoked, road_at
from decisions.rules.stages import Stage, stage
from decisions.selectors.recount import differences, recount_of
from dutch.moments import local_date
from municipalities.models import Membership
from tests.decisions.procedure import LATEST, Procedure, World
from tests.factories.decisions import CLOSES_AT, EMBARGO_AT
from trail.models import Entry
from trail.selectors import faults

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

logger = logging.getLogger(__name__)

EXAMPLES = int(os.environ.get("PROCEDURE_EXAMPLES", "8"))
PHASES = [Phase.generate] if "PROCEDURE_EXAMPLES" in os.environ else [*Phase]
KEPT = (Offer, Decision, Revocation, Authorisation, CouncilLetter, Signature, Entry)
STAGES = list(Stage)
MAY_SET_BACK = {"revoke", "offer", "confirm", "time passes"}


class Promises(Procedure):
    """Holds after every step what section by section was promised to the municipalities."""

    def __init__(self, world):
        super().__init__(world)
        self.kept, self.stages, self.fetched = dict.fromkeys(KEPT, 0), {}, (-1, [])

    @property
    def roads(self):
        """All roads now; fetched again once something was tried."""
        if self.fetched[0] != self.tries:
            found = Ratification.objects.filter(proposal=self.proposal).with_facts()
            by_place = found.order_by("municipality_id")
            self.fetched = self.tries, [road_at(each, at=self.now(each)) for each in by_place]
        return self.fetched[1]

    def now(self, ratification):
        """Return the moment after the last act: acts in the same moment lie a tick apart."""
        return max(self.at, ratification.clock or self.at)

    @invariant()
    def nobody_signs_before_college_and_mayor_and_authorisation(self):
        for signature in Signature.objects.select_related(
            "decision__revocation", "authorisation__decision__revocation", "version"
        ):
            at, authorisation = signature.signed_at, signature.authorisation
            assert signature.decision.adopts_dictum
            assert signature.decision.decided_on <= local_date(CLOSES_AT)
            assert authorisation.decision.outcome == Outcome.AGREED
            assert signature.signed_by_id == authorisation.person_id
            assert authorisation.valid_from <= local_date(at)
            assert not authorisation.valid_until or local_date(at) <= authorisation.valid_until
            for ground in (signature.decision, authorisation.decision):
                assert ground.ratification_id == signature.ratification_id
                assert ground.version_sha256 == signature.version.sha256
                assert ground.confirmed_at <= at and not is_revoked(ground, at=at)

    @invariant()
    def a_signature_never_waits_on_another_municipality(self):
        signed = Signature.objects.values_list("signed_by", "version", "ratification")
        assert len({(who, what) for who, what, _ in signed}) == len(set(signed))

    @invariant()
    def the_coalition_holds_only_who_adopted_this_text_in_time(self):
        for road in self.roads:
            adopted = [d for d in road.ratification.decisions.all() if self.adopts(d, road)]
            assert not standing(road).offers or adopted
            assert standing(road).offers == (bool(adopted) and road.college in adopted)

    def adopts(self, decision, road):
        return (
            decision.organ == Organ.COLLEGE
            and decision.adopts_dictum
            and decision.confirmed_at is not None
            and not hasattr(decision, "revocation")
            and decision.version_sha256 == road.ratification.offers.last().version.sha256
            and (
                decision.decided_on < local_date(CLOSES_AT)
                or (
                    decision.decided_on == local_date(CLOSES_AT)
                    and decision.recorded_at <= CLOSES_AT
                )
            )
        )

    @invariant()
    def who_offers_goes_on_after_the_closing_and_nobody_before(self):
        for road in self.roads:
            goes_on = continuation(road).since is not None
            assert road.is_closed or not goes_on
            assert goes_on or not road.is_closed or not standing(road).offers

    @invariant()
    def the_trail_tells_the_same_coalition(self):
        counted = recount_of(self.roads)

        assert (counted.differing, counted.untold) == ([], [])

    @invariant()
    def two_people_of_the_own_municipality_stand_behind_a_decision(self):
        for decision in Decision.objects.select_related("ratification"):
            people = {decision.recorded_by_id, decision.confirmed_by_id} - {None}
            own = Membership.objects.filter(
                organisation=decision.ratification.municipality_id, user__in=people
            )
            assert len(people) == (2 if decision.confirmed_at else 1)
            assert own.values("user").distinct().count() == len(people)

    @invariant()
    def nothing_is_ever_removed(self):
        count = {model: model.objects.count() for model in KEPT}

        assert all(count[model] >= self.kept[model] for model in KEPT)
        self.kept = count

    @invariant()
    def a_road_goes_back_only_for_a_reason(self):
        reached = {road.municipality: STAGES.index(stage(road)) for road in self.roads}
        fell = [name for name, step in reached.items() if step < self.stages.get(name, 0)]

        assert not fell or self.acts & MAY_SET_BACK
        self.stages, self.acts = reached, set()

    @invariant()
    def public_is_what_the_embargo_says(self):
        colleges = [road.ratification.decisions.all() for road in self.roads]
        had = all(any(d.organ == Organ.COLLEGE for d in taken) for taken in colleges)
        ended = self.at >= EMBARGO_AT and (had or self.at >= min(LATEST, CLOSES_AT))
        lifts = EmbargoChange.objects.filter(agreed_at__isnull=False)
        lifted = any(lift.asked_for_id != lift.agreed_for_id for lift in lifts)
        later = self.at + timedelta(seconds=1)  # acts of one moment lie a tick apart
        is_public = Proposal.objects.public(later).filter(pk=self.proposal.pk).exists()

        assert is_public == (ended or lifted)

    def teardown(self):
        """Recompute all that was written, and the coalition at every moment of the past."""
        found = [*faults(), *differences(self.proposal)]
        super().teardown()
        assert found == []


def test_promises_hold_whatever_is_done():
    world = World(municipalities=2)

    run_state_machine_as_test(
        lambda: Promises(world),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )

    logger.info("what was done: %s", dict(world.done))


def test_the_usual_road_ends_in_a_signature_that_a_new_text_undoes():
    """Hold the promises on acts that all take effect, so that they cannot be true of nothing."""
    world = World(municipalities=2)
    procedure = Promises(world)

    procedure.offer()
    procedure.travel(0, steps=6)
    signed = [stage(road) for road in procedure.roads]
    procedure.replace("In te stemmen met het profiel.", {0, 1, 3, 4})
    replaced = [stage(road) for road in procedure.roads]
    for promise in procedure.invariants:
        promise.function(procedure)
    procedure.teardown()

    assert (signed[0], replaced[0]) == (Stage.SIGNED, Stage.CONFIRMED)
    assert not [act for act in world.done if act.startswith("refused")]
