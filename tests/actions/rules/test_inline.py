"""What an answer in a cell stands for, and when it would take something away."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from actions.models import Answer, ContributionKind, Pace, ReasonKind, TriggerKind, Unit
from actions.rules.inline import answered_in_cell, would_lose
from actions.rules.participation import AnswerDraft, ContributionDraft, TriggerDraft

SINCE, TODAY, LATER = date(2019, 3, 1), date(2019, 5, 14), date(2019, 9, 1)
HALF = ContributionDraft(ContributionKind.PEOPLE, Unit.FTE, Decimal("0.5"), 2019, 2021)
YES = AnswerDraft(Answer.JOINS, SINCE, pace=Pace.ALONG, contributions=(HALF,))
NOT_NOW = AnswerDraft(Answer.NOT_NOW, SINCE, reason_kind=ReasonKind.CAPACITY)


def answer(standing, answer, *, pace=None, reason_kind=None):
    return answered_in_cell(
        standing, answer=answer, pace=pace, reason_kind=reason_kind, today=TODAY
    )


def test_a_first_answer_holds_from_today():
    assert answer(None, Answer.FOLLOWS) == AnswerDraft(Answer.FOLLOWS, TODAY)


def test_another_pace_keeps_what_is_brought():
    changed = answer(YES, Answer.JOINS, pace=Pace.OWN)

    assert changed == replace(YES, pace=Pace.OWN, valid_from=TODAY)


def test_a_day_to_come_stays_the_day():
    later = replace(YES, valid_from=LATER)

    assert answer(later, Answer.JOINS, pace=Pace.OWN).valid_from == LATER


def test_the_same_answer_changes_nothing():
    assert answer(YES, Answer.JOINS, pace=Pace.ALONG) == YES
    assert answer(NOT_NOW, Answer.NOT_NOW) == NOT_NOW


def test_a_pace_or_reason_of_another_answer_is_left_out():
    assert answer(None, Answer.NO, pace=Pace.OWN, reason_kind=ReasonKind.OTHER) == AnswerDraft(
        Answer.NO, TODAY, reason_kind=ReasonKind.OTHER
    )
    assert answer(None, Answer.FOLLOWS, reason_kind=ReasonKind.OTHER).reason_kind is None


@pytest.mark.parametrize(
    ("standing", "chosen", "loses"),
    [
        (None, Answer.NO, False),
        (YES, Answer.JOINS, False),
        (YES, Answer.NO, True),
        (replace(YES, contributions=()), Answer.NO, False),
        (replace(NOT_NOW, triggers=(TriggerDraft(TriggerKind.CAPACITY),)), Answer.JOINS, True),
        (replace(NOT_NOW, reason="Ziek."), Answer.JOINS, True),
        (NOT_NOW, Answer.JOINS, False),
    ],
)
def test_another_answer_loses_what_belonged_to_the_one_that_stands(standing, chosen, loses):
    assert would_lose(standing, chosen) is loses
