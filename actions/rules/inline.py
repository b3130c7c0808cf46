"""What an answer in a cell of the matrix means: a short form never takes anything away. Pure."""

from dataclasses import replace
from datetime import date

from actions.models import Answer, Pace, ReasonKind
from actions.rules.participation import AnswerDraft, fitting


def would_lose(standing: AnswerDraft | None, answer: Answer) -> bool:
    """Tell whether another answer takes away what belongs to the one that stands."""
    if standing is None or standing.answer is answer:
        return False
    return bool(standing.contributions or standing.triggers or standing.reason)


def answered_in_cell(
    standing: AnswerDraft | None,
    *,
    answer: Answer,
    pace: Pace | None,
    reason_kind: ReasonKind | None,
    today: date,
) -> AnswerDraft:
    """
    Return the whole answer that a short one stands for, from today on.

    The same answer keeps all that belongs to it, and a day to come on which it begins.
    """
    reason = None if answer in {Answer.JOINS, Answer.FOLLOWS} else reason_kind
    if standing is None or standing.answer is not answer:
        return fitting(AnswerDraft(answer, today, pace=pace, reason_kind=reason))
    unchanged = fitting(replace(standing, pace=pace, reason_kind=reason or standing.reason_kind))
    if unchanged == standing:
        return standing
    return replace(unchanged, valid_from=max(standing.valid_from, today))
