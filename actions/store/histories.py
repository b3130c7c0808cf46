"""All that municipalities answered, were asked and heard, in three queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Q

from actions.models import Answer, Asking, CollegeWord, Participation, Word
from actions.rules.cells import Brought, kinds_text
from actions.rules.joining import Admitted, Heard, History, Said

if TYPE_CHECKING:
    from datetime import datetime

FIELDS = (
    "pk",
    "answer",
    "valid_from",
    "answered_at",
    "is_request",
    "admission__is_admitted",
    "admission__answered_at",
    "beyond",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The history of one municipality and one action, and what each answer brought."""

    history: History
    brought: dict[int, Brought]


Histories = dict[int, dict[str, Recorded]]  # by action, then by the code of the municipality


def histories(actions: Iterable[int], *, codes: Iterable[str] | None = None) -> Histories:
    """
    Return what was recorded on these actions, from first to last.

    `codes` are of the municipalities; None stands for all. What the college said counts as of the
    last plan that it said anything about.
    """
    found = _Found(list(actions), None if codes is None else list(codes))
    found.answers()
    found.askings()
    found.words()
    return found.histories()


class _Found:
    """What the queries give, sorted by action and municipality."""

    def __init__(self, actions: list[int], codes: list[str] | None) -> None:
        municipality = Q() if codes is None else Q(municipality__code__in=codes)
        self._of_actions = Q(action__in=actions) & municipality
        self._of_plans = Q(plan__action__in=actions) & municipality
        self._said: dict[tuple[int, str], list[Said]] = defaultdict(list)
        self._brought: dict[tuple[int, str], dict[int, Brought]] = defaultdict(dict)
        self._asked: dict[tuple[int, str], list[datetime]] = defaultdict(list)
        self._heard: dict[tuple[int, str], list[Heard]] = defaultdict(list)

    def answers(self) -> None:
        rows = Participation.objects.filter(self._of_actions).order_by("answered_at", "pk")
        rows = rows.annotate(
            kinds=ArrayAgg("contributions__kind", distinct=True, default=[]),
            beyond=BoolOr(Q(contributions__is_within_capacity=False), default=False),
        )
        for action, code, pace, kinds, *fields in rows.values_list(
            "action_id", "municipality__code", "pace", "kinds", *FIELDS
        ):
            said = _said(fields)
            self._said[action, code].append(said)
            self._brought[action, code][said.pk] = Brought(pace, kinds_text(kinds))

    def askings(self) -> None:
        rows = Asking.objects.filter(self._of_actions).order_by("asked_at", "pk")
        for action, code, asked_at in rows.values_list(
            "action_id", "municipality__code", "asked_at"
        ):
            self._asked[action, code].append(asked_at)

    def words(self) -> None:
        rows = CollegeWord.objects.filter(self._of_plans).order_by("plan__number", "said_at", "pk")
        for action, code, word, said_at in rows.values_list(
            "plan__action_id", "municipality__code", "word", "said_at"
        ):
            self._heard[action, code].append(Heard(Word(word), said_at))

    def histories(self) -> Histories:
        found: Histories = defaultdict(dict)
        for key in {*self._said, *self._asked, *self._heard}:
            action, code = key
            history = History(self._said[key], self._asked[key], self._heard[key])
            found[action][code] = Recorded(history, self._brought[key])
        return found


def _said(fields: Sequence[Any]) -> Said:
    """Return the answer of a row with `FIELDS`."""
    pk, answer, valid_from, answered_at, is_request, is_admitted, admitted_at, beyond = fields
    return Said(
        answer=Answer(answer),
        valid_from=valid_from,
        answered_at=answered_at,
        pk=pk,
        is_beyond_capacity=beyond,
        is_request=is_request,
        admission=None if admitted_at is None else Admitted(is_admitted, admitted_at),
    )
