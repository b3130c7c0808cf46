"""What stands between an answer and the record: each fault at its field, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.models import (
    Answer,
    ContributionKind,
    Pace,
    ReasonKind,
    StepKind,
    TriggerKind,
    Unit,
)
from actions.rules.participation import (
    AnswerDraft,
    ContributionDraft,
    Fault,
    ParticipationBlocker,
    TriggerDraft,
    blockers_to_answer,
    commitments_left,
    faults,
    fitting,
    has_begun,
    is_over,
    is_request,
    is_running,
)

DAY = date(2019, 5, 14)
HALF = ContributionDraft(ContributionKind.PEOPLE, Unit.FTE, Decimal("0.5"), 2019, 2021)
YES = AnswerDraft(Answer.JOINS, DAY, pace=Pace.ALONG)
NO = AnswerDraft(Answer.NO, DAY, reason_kind=ReasonKind.OTHER)
FOLLOWS = AnswerDraft(Answer.FOLLOWS, DAY)

GOOD = [
    YES,
    replace(YES, contributions=(HALF,)),
    replace(YES, contributions=(replace(HALF, amount=Decimal(0)),)),
    replace(YES, contributions=(replace(HALF, kind=ContributionKind.BUDGET, unit=Unit.EURO),)),
    replace(
        YES,
        contributions=(replace(HALF, unit=Unit.DESCRIPTION, amount=None, description="Zaal"),),
    ),
    NO,
    replace(NO, answer=Answer.NOT_NOW, triggers=(TriggerDraft(TriggerKind.RUNNING),)),
    FOLLOWS,
    replace(FOLLOWS, triggers=(TriggerDraft(TriggerKind.PARTNERS, partners=1),)),
]


@pytest.mark.parametrize("draft", GOOD)
def test_what_is_whole_can_be_written(draft):
    assert faults(draft) == []


def brings(**change):
    return replace(YES, contributions=(HALF, replace(HALF, **change)))


def waits(*triggers):
    return replace(NO, triggers=triggers)


WRONG = [
    (replace(YES, pace=None), "pace", ParticipationBlocker.PACE, None),
    (replace(NO, pace=Pace.OWN), "pace", ParticipationBlocker.NO_PACE, None),
    (replace(NO, reason_kind=None), "reason_kind", ParticipationBlocker.REASON, None),
    (replace(NO, reason="x" * 4001), "reason", ParticipationBlocker.LONG_REASON, None),
    (replace(NO, valid_from=date(1999, 12, 31)), "valid_from", ParticipationBlocker.DAY, None),
    (
        replace(NO, contributions=(HALF,)),
        "contributions",
        ParticipationBlocker.NOT_JOINING,
        None,
    ),
    (replace(YES, contributions=(HALF,) * 21), "contributions", ParticipationBlocker.MANY, None),
    (brings(amount=None), "amount", ParticipationBlocker.AMOUNT, 1),
    (brings(amount=Decimal("-0.01")), "amount", ParticipationBlocker.AMOUNT, 1),
    (brings(amount=Decimal("1e12")), "amount", ParticipationBlocker.AMOUNT, 1),
    (brings(amount=Decimal("NaN")), "amount", ParticipationBlocker.AMOUNT, 1),
    (brings(amount=Decimal("0.001")), "amount", ParticipationBlocker.CENTS, 1),
    (
        brings(unit=Unit.DESCRIPTION, description="Zaal"),
        "amount",
        ParticipationBlocker.NO_AMOUNT,
        1,
    ),
    (
        brings(unit=Unit.DESCRIPTION, amount=None),
        "description",
        ParticipationBlocker.DESCRIPTION,
        1,
    ),
    (brings(description="x" * 501), "description", ParticipationBlocker.LONG_DESCRIPTION, 1),
    (brings(unit=Unit.EURO), "unit", ParticipationBlocker.EURO, 1),
    (brings(kind=ContributionKind.BUDGET), "unit", ParticipationBlocker.EURO, 1),
    (brings(last_year=2018), "last_year", ParticipationBlocker.PERIOD, 1),
    (brings(last_year=2101), "last_year", ParticipationBlocker.PERIOD, 1),
    (brings(first_year=1999), "last_year", ParticipationBlocker.PERIOD, 1),
    (
        replace(YES, triggers=(TriggerDraft(TriggerKind.RUNNING),)),
        "triggers",
        ParticipationBlocker.JOINING,
        None,
    ),
    (
        waits(*[TriggerDraft(TriggerKind.RUNNING)] * 21),
        "triggers",
        ParticipationBlocker.MANY_TRIGGERS,
        None,
    ),
    (waits(TriggerDraft(TriggerKind.WORD)), "word", ParticipationBlocker.WORD, 0),
    (waits(TriggerDraft(TriggerKind.WORD, word="x" * 101)), "word", ParticipationBlocker.WORD, 0),
    (waits(TriggerDraft(TriggerKind.DAY)), "day", ParticipationBlocker.ON, 0),
    (waits(TriggerDraft(TriggerKind.PARTNERS)), "partners", ParticipationBlocker.PARTNERS, 0),
]


@pytest.mark.parametrize(("draft", "field", "blocker", "row"), WRONG)
def test_each_fault_stands_at_its_field(draft, field, blocker, row):
    assert faults(draft) == [Fault(field, blocker, row)]
    assert blockers_to_answer(draft) == [blocker]


STANDING = replace(
    YES, contributions=(HALF, replace(HALF, last_year=2019), replace(HALF, last_year=2018))
)


@pytest.mark.parametrize(
    ("standing", "draft", "left"),
    [
        (None, NO, 0),
        (NO, NO, 0),
        (STANDING, YES, 0),
        (STANDING, NO, 2),
        (STANDING, FOLLOWS, 2),
    ],
)
def test_who_stops_leaves_what_was_promised_for_years_not_past(standing, draft, left):
    assert len(commitments_left(standing, draft, today=DAY)) == left
    asked = blockers_to_answer(draft, standing=standing, today=DAY)
    read = blockers_to_answer(draft, standing=standing, today=DAY, has_read_commitments=True)
    assert asked == [ParticipationBlocker.COMMITMENTS] * bool(left)
    assert read == []


@pytest.mark.parametrize(("draft", "blockers"), [(YES, [ParticipationBlocker.ENDED]), (NO, [])])
def test_nobody_joins_what_is_over(draft, blockers):
    assert blockers_to_answer(draft, is_ended=True) == blockers


STEPS = [
    ([], False, False, False),
    ([StepKind.STARTED], True, True, False),
    ([StepKind.STARTED, StepKind.PAUSED], True, False, False),
    ([StepKind.STARTED, StepKind.PAUSED, StepKind.RESUMED], True, True, False),
    ([StepKind.STARTED, StepKind.DONE], False, False, True),
    ([StepKind.STOPPED], False, False, True),
]


@pytest.mark.parametrize(("steps", "begun", "running", "over"), STEPS)
def test_the_last_step_says_whether_an_action_runs(steps, begun, running, over):
    assert (has_begun(steps), is_running(steps), is_over(steps)) == (begun, running, over)


@given(st.sampled_from([YES, NO, FOLLOWS]), st.booleans(), st.booleans(), st.booleans())
def test_only_who_newly_joins_what_another_leads_and_has_begun_asks(draft, begun, joined, led):
    asks = is_request(draft, has_begun=begun, has_joined=joined, is_led_by_another=led)

    assert asks is (draft is YES and begun and not joined and led)


def test_a_form_leaves_out_what_does_not_belong_to_the_answer():
    all_of_it = AnswerDraft(
        Answer.JOINS,
        DAY,
        pace=Pace.OWN,
        reason_kind=ReasonKind.OTHER,
        contributions=(HALF,),
        triggers=(TriggerDraft(TriggerKind.RUNNING),),
    )

    assert faults(fitting(all_of_it)) == []
    assert fitting(all_of_it).contributions == (HALF,)
    assert faults(fitting(replace(all_of_it, answer=Answer.NO))) == []
    assert fitting(replace(all_of_it, answer=Answer.NO)).triggers == all_of_it.triggers
