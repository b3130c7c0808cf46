"""With what municipalities join, in which years: what ledger and pictures add up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter

from django.db.models import Q

from actions.models import Answer, Contribution, Participation, Step, StepKind

ENDED = (StepKind.DONE, StepKind.STOPPED)

Pair = tuple[int, int]  # action, municipality


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that counts: its row, and the day from which it holds."""

    pk: int
    answer: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Commitment:
    """One contribution and the years in which it counts; `amount` is None for one in words."""

    action: int
    municipality: int
    kind: str
    unit: str
    amount: Decimal | None
    description: str
    years: Sequence[int]
    is_within_capacity: bool


@dataclass(frozen=True, slots=True)
class Commitments:
    """What municipalities bring, and who answered at all."""

    answered: Collection[Pair]
    rows: Sequence[Commitment]


def commitments(actions: Iterable[int], *, at: datetime) -> Commitments:
    """Return what was committed to these actions as it was known at `at`, in two queries."""
    given = _given(list(actions), at=at)
    joining = {
        each.pk: pair
        for pair, answers in given.items()
        for each in answers
        if each.answer == Answer.JOINS
    }
    rows = Contribution.objects.filter(participation__in=joining).order_by("pk")
    return Commitments(
        given.keys(),
        [_commitment(row, joining[row.participation_id], given) for row in rows],
    )


def ended_in(actions: Iterable[int], *, at: datetime) -> dict[int, int]:
    """Return the year in which these actions were done or stopped, for those that were."""
    last = Step.objects.filter(action__in=list(actions), taken_at__lte=at)
    last = last.order_by("action_id", "-taken_at", "-pk").distinct("action_id")
    return {step.action_id: step.on.year for step in last if step.kind in ENDED}


def in_force(answers: Sequence[Given], year: int) -> Given:
    """
    Return which of the answers, in the order of recording, counts for a year.

    Who joins on any day of it brings something that year: of such answers the one that holds on the
    most days. Before the first day of all of them the last one counts: it says what is to come.
    """
    held = _held(answers, year)
    joining = [each for each in held if each[1].answer == Answer.JOINS]
    return max(joining or held, key=itemgetter(0))[1] if held else answers[-1]


def _held(answers: Sequence[Given], year: int) -> list[tuple[int, Given]]:
    """Return on how many days of the year each answer holds, for those that do at all."""
    line: list[Given] = []
    for given in answers:
        line = [*(each for each in line if each.valid_from < given.valid_from), given]
    ends = [*(each.valid_from for each in line[1:]), date.max]
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    days = [
        (min(end, after) - max(each.valid_from, first)).days
        for each, end in zip(line, ends, strict=True)
    ]
    return [(count, each) for count, each in zip(days, line, strict=True) if count > 0]


def _given(actions: Collection[int], *, at: datetime) -> dict[Pair, list[Given]]:
    """Return the answers that count; a request counts once the lead admitted it."""
    counting = Q(is_request=False) | Q(admission__is_admitted=True, admission__answered_at__lte=at)
    rows = Participation.objects.filter(counting, action__in=actions, answered_at__lte=at)
    found = defaultdict(list)
    for row in rows.order_by("answered_at", "pk"):
        pair = (row.action_id, row.municipality_id)
        found[pair].append(Given(row.pk, row.answer, row.valid_from))
    return dict(found)


def _commitment(row: Contribution, pair: Pair, given: dict[Pair, list[Given]]) -> Commitment:
    years = range(row.first_year, row.last_year + 1)
    return Commitment(
        *pair,
        kind=row.kind,
        unit=row.unit,
        amount=row.amount,
        description=row.description,
        years=[year for year in years if in_force(given[pair], year).pk == row.participation_id],
        is_within_capacity=row.is_within_capacity,
    )
