"""From the rows of a table to answers: what they change, what they add up to, what is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from actions.models import Answer, ContributionKind, Unit
from actions.rules.participation import (
    AnswerDraft,
    ContributionDraft,
    ParticipationBlocker,
    commitments_left,
    faults,
)
from actions.rules.sheet_lines import Known, Line, Own, place, read_line
from actions.rules.sheets import Column, Message, Row

FIELDS = {
    "answer": Column.ANSWER,
    "valid_from": Column.VALID_FROM,
    "pace": Column.PACE,
    "reason_kind": Column.REASON_KIND,
    "reason": Column.REASON,
    "reason_audience": Column.AUDIENCE,
    "contributions": Column.KIND,
    "amount": Column.AMOUNT,
    "description": Column.DESCRIPTION,
    "unit": Column.UNIT,
    "last_year": Column.LAST_YEAR,
}
_ONE_ANSWER = ("answer", "valid_from", "pace", "reason_kind", "reason", "reason_audience")


@dataclass(frozen=True, slots=True)
class Said:
    """
    What the municipality said last to an action; `pk` is of that row.

    `has_joined` is False while it only asks to join, and after it was refused.
    """

    pk: int
    draft: AnswerDraft
    has_joined: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """An answer in the file that differs from what the municipality said."""

    about: Known
    before: AnswerDraft | None
    after: AnswerDraft
    left: Sequence[ContributionDraft]


@dataclass(frozen=True, slots=True)
class Total:
    """What all answers in the file bring together in a year; in words there is no amount."""

    kind: ContributionKind
    unit: Unit
    year: int
    amount: Decimal | None
    times: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a table; with any fault nothing of it can be read in."""

    rows: int
    unanswered: int
    unchanged: int
    changes: list[Change]
    totals: list[Total]
    faults: list[Message]


def outcome_of(
    rows: Sequence[Row],
    letters: Mapping[Column, str],
    *,
    own: Own,
    said: Mapping[int, Said],
    today: date,
) -> Outcome:
    """Return what the rows say against what was said, by the key of the action."""
    lines, wrong = [], []
    for row in rows:
        line, messages = read_line(row, own, letters)
        lines.append(line)
        wrong += messages
    groups = _by_action(lines)
    drafts = {}
    for about, group in groups.items():
        draft = _draft(group, said.get(about.pk))
        wrong += _faults_of_group(group, draft, about, letters, said.get(about.pk))
        drafts[about] = draft
    changes = [
        _change(about, draft, said.get(about.pk), today)
        for about, draft in drafts.items()
        if not _is_same(draft, said.get(about.pk))
    ]
    return Outcome(
        rows=len(rows),
        unanswered=sum(_is_unanswered(row, line) for row, line in zip(rows, lines, strict=True)),
        unchanged=len(drafts) - len(changes),
        changes=changes,
        totals=_totals(drafts.values()),
        faults=wrong,
    )


def _is_unanswered(row: Row, line: Line) -> bool:
    return line.answer is None and not any(row.says(column) for column in FIELDS.values())


def _by_action(lines: Iterable[Line]) -> dict[Known, list[Line]]:
    groups: dict[Known, list[Line]] = {}
    for line in lines:
        if line.about and line.answer:
            groups.setdefault(line.about, []).append(line)
    return groups


def _draft(group: Sequence[Line], said: Said | None) -> AnswerDraft:
    """Return the answer with all its contributions; a file says nothing of triggers."""
    first = group[0].answer
    assert first
    contributions = tuple(line.contribution for line in group if line.contribution)
    draft = replace(first, contributions=contributions)
    if said and Answer.JOINS not in {draft.answer, said.draft.answer}:
        return replace(draft, triggers=said.draft.triggers)
    return draft


def _faults_of_group(
    group: Sequence[Line],
    draft: AnswerDraft,
    about: Known,
    letters: Mapping[Column, str],
    said: Said | None,
) -> Iterator[Message]:
    first = group[0]
    for line in group[1:]:
        for field in _ONE_ANSWER:
            if getattr(line.answer, field) != getattr(first.answer, field):
                yield Message(
                    place(letters, FIELDS[field], line.number),
                    f"Dit is anders dan in rij {first.number}. Alle regels van één actie hebben "
                    "hetzelfde antwoord.",
                )
    yield from _twice(group)
    holders = [line.number for line in group if line.contribution] or [first.number]
    for fault in faults(draft):
        number = first.number if fault.field in _ONE_ANSWER else holders[fault.row or 0]
        yield Message(place(letters, FIELDS[fault.field], number), str(fault.blocker.label))
    if about.is_over and draft.answer is Answer.JOINS and not _is_same(draft, said):
        where = place(letters, Column.ANSWER, first.number)
        yield Message(where, str(ParticipationBlocker.ENDED.label))


def _twice(group: Sequence[Line]) -> Iterator[Message]:
    seen: dict[ContributionDraft | None, int] = {}
    for line in group:
        if line.contribution in seen:
            sentence = f"Deze regel is gelijk aan rij {seen[line.contribution]}. Haal er één weg."
            yield Message(f"rij {line.number}", sentence)
        seen.setdefault(line.contribution, line.number)


def _change(about: Known, draft: AnswerDraft, said: Said | None, today: date) -> Change:
    joined = said.draft if said and said.has_joined else None
    left = commitments_left(joined, draft, today=today)
    return Change(about, said.draft if said else None, draft, left)


def _is_same(draft: AnswerDraft, said: Said | None) -> bool:
    """Tell whether it says what was said; the order of contributions says nothing."""
    return said is not None and _bare(draft) == _bare(said.draft)


def _bare(draft: AnswerDraft) -> tuple[AnswerDraft, Counter[ContributionDraft]]:
    return replace(draft, contributions=()), Counter(draft.contributions)


def _totals(drafts: Iterable[AnswerDraft]) -> list[Total]:
    amounts: dict[tuple[ContributionKind, Unit, int], list[Decimal]] = {}
    for draft in drafts:
        for each in draft.contributions:
            for year in range(max(each.first_year, 2000), min(each.last_year, 2100) + 1):
                key = (each.kind, each.unit, year)
                amounts.setdefault(key, []).append(each.amount or Decimal(0))
    return [
        Total(
            *key,
            amount=None if key[1] is Unit.DESCRIPTION else sum(found, Decimal("0.00")),
            times=len(found),
        )
        for key, found in sorted(amounts.items(), key=_kind_unit_year)
    ]


def _kind_unit_year(
    item: tuple[tuple[ContributionKind, Unit, int], list[Decimal]],
) -> tuple[int, int, int]:
    kind, unit, year = item[0]
    return list(ContributionKind).index(kind), list(Unit).index(unit), year
