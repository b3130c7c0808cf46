"""Which plan may be on which agenda, and what may be recorded when: as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actions.models import ConsultationKind, ItemOutcome, StepKind
from actions.rules.consultations import (
    ConsultationBlocker,
    PlanFacts,
    blockers_to_place,
    blockers_to_record,
    blockers_to_remove,
    blockers_to_write,
    opens_the_colleges,
    plan_facts,
)
from actions.rules.facts import ActionFacts, Gate, Taken, Verdict, Version

B = ConsultationBlocker
OFFICIAL, ADMINISTRATIVE = ConsultationKind.OFFICIAL, ConsultationKind.ADMINISTRATIVE
PASSED, BACK, HELD, NOTED = (
    ItemOutcome.PASSED,
    ItemOutcome.BACK,
    ItemOutcome.HELD,
    ItemOutcome.NOTED,
)
BOTH = {OFFICIAL, ADMINISTRATIVE}
ON = date(2019, 2, 18)
THAT_DAY = datetime(2019, 2, 17, 23, tzinfo=UTC)  # 0.00 uur in Amsterdam
DAY_BEFORE = datetime(2019, 2, 17, 22, 59, 59, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = Version(7, 1, DAY_BEFORE, DAY_BEFORE)


def plan(*, frozen=True, standing=True, official=None, administrative=None, **more):
    return PlanFacts(frozen, standing, official, administrative, **more)


def gate(kind, day, *outcomes):
    """Return the plan on the agenda of a day in February, and what was said of it in order."""
    verdicts = [Verdict(outcome, THAT_DAY) for outcome in outcomes]
    return Gate(7, kind, date(2019, 2, day), DAY_BEFORE, verdicts)


THROUGH = plan(official=ON)
PLACES = [
    (plan(), OFFICIAL, []),
    (THROUGH, ADMINISTRATIVE, []),
    (plan(official=ON + DAY), ADMINISTRATIVE, [B.NOT_THROUGH_OFFICIAL]),
    (plan(frozen=False, standing=False), OFFICIAL, [B.PLAN_IS_CONCEPT]),
    (plan(standing=False), OFFICIAL, [B.PLAN_REPLACED]),
    (plan(is_over=True), OFFICIAL, [B.OVER]),
    (plan(), ADMINISTRATIVE, [B.NOT_THROUGH_OFFICIAL]),
    (plan(waits_at={OFFICIAL}), ADMINISTRATIVE, [B.NOT_THROUGH_OFFICIAL]),
    (plan(waits_at={OFFICIAL}), OFFICIAL, [B.ON_AN_AGENDA]),
    (THROUGH, OFFICIAL, [B.THROUGH]),
    (plan(official=ON, administrative=ON), ADMINISTRATIVE, [B.THROUGH]),
    (plan(official=ON, waits_at={ADMINISTRATIVE}), ADMINISTRATIVE, [B.ON_AN_AGENDA]),
]


@pytest.mark.parametrize(("facts", "kind", "blockers"), PLACES)
def test_a_plan_goes_through_the_consultations_in_order(facts, kind, blockers):
    assert blockers_to_place(facts, kind, on=ON) == blockers


def test_a_plan_is_on_an_agenda_once():
    assert blockers_to_place(plan(), OFFICIAL, on=ON, is_here=True) == [B.ON_THIS_AGENDA]


RECORDS = [
    ((PASSED, ""), OFFICIAL, plan(), THAT_DAY, []),
    ((PASSED, ""), OFFICIAL, None, THAT_DAY, []),
    ((PASSED, ""), OFFICIAL, plan(), DAY_BEFORE, [B.NOT_YET_HELD]),
    ((NOTED, ""), ADMINISTRATIVE, None, DAY_BEFORE, [B.NOT_YET_HELD]),
    ((BACK, ""), OFFICIAL, plan(), THAT_DAY, [B.NO_REASON]),
    ((BACK, "Geen dekking."), OFFICIAL, plan(), THAT_DAY, []),
    ((HELD, ""), ADMINISTRATIVE, plan(), THAT_DAY, []),
    ((PASSED, ""), ADMINISTRATIVE, None, THAT_DAY, []),
    ((PASSED, ""), ADMINISTRATIVE, plan(), THAT_DAY, [B.NOT_THROUGH_OFFICIAL]),
    ((PASSED, ""), ADMINISTRATIVE, THROUGH, THAT_DAY, []),
    ((BACK, ""), ADMINISTRATIVE, plan(), DAY_BEFORE, [B.NOT_YET_HELD, B.NO_REASON]),
]


@pytest.mark.parametrize(("said", "kind", "facts", "at", "blockers"), RECORDS)
def test_an_outcome_is_of_a_day_that_has_come_and_in_order(said, kind, facts, at, blockers):
    outcome, reason = said

    found = blockers_to_record(outcome, reason=reason, on=ON, kind=kind, plan=facts, at=at)

    assert found == blockers


@pytest.mark.parametrize(
    ("has_outcome", "has_papers", "blockers"),
    [
        (False, False, []),
        (True, False, [B.HAS_OUTCOME]),
        (False, True, [B.HAS_PAPERS]),
        (True, True, [B.HAS_OUTCOME, B.HAS_PAPERS]),
    ],
)
def test_a_point_leaves_the_agenda_while_nothing_came_of_it(has_outcome, has_papers, blockers):
    assert blockers_to_remove(has_outcome=has_outcome, has_papers=has_papers) == blockers


@pytest.mark.parametrize(("at", "blockers"), [(THAT_DAY, []), (DAY_BEFORE, [B.NOT_YET_HELD])])
def test_minutes_are_written_from_the_day_itself(at, blockers):
    assert blockers_to_write(ON, at=at) == blockers


ROADS = [
    ([], set(), set()),
    ([gate(OFFICIAL, 1)], set(), {OFFICIAL}),
    ([gate(OFFICIAL, 1, PASSED)], {OFFICIAL}, set()),
    ([gate(OFFICIAL, 1, BACK)], set(), set()),
    ([gate(OFFICIAL, 1, NOTED)], set(), set()),
    ([gate(OFFICIAL, 1, HELD)], set(), set()),
    ([gate(OFFICIAL, 1, PASSED, BACK)], set(), set()),
    ([gate(OFFICIAL, 1, BACK, PASSED)], {OFFICIAL}, set()),
    ([gate(OFFICIAL, 1, HELD), gate(OFFICIAL, 8, PASSED)], {OFFICIAL}, set()),
    ([gate(OFFICIAL, 1, PASSED), gate(OFFICIAL, 8, BACK)], set(), set()),
    ([gate(OFFICIAL, 1, HELD), gate(OFFICIAL, 8)], set(), {OFFICIAL}),
    ([gate(OFFICIAL, 1, PASSED), gate(ADMINISTRATIVE, 8)], {OFFICIAL}, {ADMINISTRATIVE}),
    ([gate(OFFICIAL, 1, PASSED), gate(ADMINISTRATIVE, 8, PASSED)], BOTH, set()),
    ([gate(OFFICIAL, 1, PASSED), gate(ADMINISTRATIVE, 8, BACK)], {OFFICIAL}, set()),
    ([gate(ADMINISTRATIVE, 1, PASSED), gate(OFFICIAL, 8, PASSED)], {OFFICIAL}, set()),
]


@pytest.mark.parametrize(("gates", "through", "waits"), ROADS)
def test_how_far_a_plan_is_follows_from_what_was_said_of_it(gates, through, waits):
    facts = plan_facts(ActionFacts(versions=[FIRST], gates=gates), FIRST.plan_id)

    assert (facts.through, facts.waits_at) == (through, waits)


def test_what_is_said_of_another_version_does_not_count():
    second = Version(8, 2, DAY_BEFORE, THAT_DAY)
    gates = [gate(OFFICIAL, 1, PASSED), gate(ADMINISTRATIVE, 8)]
    action = ActionFacts(versions=[FIRST, second], gates=gates)

    assert plan_facts(action, 8) == PlanFacts(is_frozen=True, is_standing=True)
    assert not plan_facts(action, 7).is_standing


@pytest.mark.parametrize(
    ("kinds", "is_over"),
    [([], False), (["started"], False), (["started", "done"], True), (["stopped"], True)],
)
def test_an_action_that_ended_brings_no_plan(kinds, is_over):
    steps = [Taken(StepKind(kind), ON, THAT_DAY) for kind in kinds]

    assert plan_facts(ActionFacts(versions=[FIRST], steps=steps), 7).is_over is is_over


@pytest.mark.parametrize(
    ("before", "after", "opens"),
    [
        (THROUGH, plan(official=ON, administrative=ON), True),
        (THROUGH, plan(standing=False, official=ON, administrative=ON), False),
        (plan(official=ON, administrative=ON), plan(official=ON, administrative=ON), False),
        (plan(official=ON, administrative=ON), THROUGH, False),
        (plan(), THROUGH, False),
        (plan(), plan(official=ON, administrative=ON), True),
    ],
)
def test_only_a_standing_plan_that_now_passes_is_handed_on(before, after, opens):
    assert opens_the_colleges(before, after) is opens
