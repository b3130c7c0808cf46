"""The page "Tijdlijn": when actions run, their milestones and the consultations they pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.models import Action, ConsultationKind
from actions.rules.facts import ActionFacts, Gate, facts_of
from actions.rules.milestones import Standing
from actions.rules.spans import Span, spans
from actions.rules.stages import Stage, Stand, stage_at
from actions.rules.timeline import Course, Sign, Timeline, timeline
from actions.selectors.agenda import SIGNS, standings_of
from dutch.moments import local_date
from profiles.models import Profile

CONSULTED = {
    ConsultationKind.OFFICIAL: Sign.OFFICIAL,
    ConsultationKind.ADMINISTRATIVE: Sign.ADMINISTRATIVE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One action in words. Dropped milestones are in the table and not on the line."""

    action: Action
    stand: Stand
    spans: Sequence[Span]
    milestones: Sequence[tuple[Standing, bool]]
    consultations: Sequence[Gate]

    @property
    def sign(self) -> str:
        return SIGNS[self.stand.stage]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`next_one` is the milestone that comes first from today on."""

    profile: Profile
    rows: Sequence[Row]
    timeline: Timeline | None
    next_one: Standing | None

    @property
    def running(self) -> int:
        return sum(row.stand.stage is Stage.RUNNING for row in self.rows)

    @property
    def late(self) -> int:
        """How many milestones are over their day."""
        return sum(is_late for row in self.rows for _, is_late in row.milestones)


def timeline_page(profile: Profile, *, theme: int | None, at: datetime) -> TimelinePage:
    """Return the actions of a theme by its number, or of all, with what is dated of them."""
    found = Action.objects.filter(theme__profile=profile).with_facts().with_progress()
    if theme:
        found = found.filter(theme__number=theme)
    today = local_date(at)
    rows = [_row(action, at=at) for action in found]
    return TimelinePage(
        profile=profile,
        rows=rows,
        timeline=timeline([_course(row) for row in rows], today=today),
        next_one=_next(rows, today),
    )


def _row(action: Action, *, at: datetime) -> Row:
    facts: ActionFacts = facts_of(action).known(at)
    today = local_date(at)
    return Row(
        action=action,
        stand=stage_at(facts, at),
        spans=spans(facts.steps),
        milestones=[(each, each.is_overdue(today)) for each in standings_of(action, at=at)],
        consultations=sorted(facts.gates, key=lambda gate: (gate.on, gate.added_at)),
    )


def _course(row: Row) -> Course:
    return Course(str(row.action), row.spans, [*_milestones(row), *_consultations(row)])


def _milestones(row: Row) -> Iterable[tuple[Sign, date]]:
    for each, is_late in row.milestones:
        if each.last is not None and each.is_reached:
            yield Sign.REACHED, each.last.on
        elif each.is_open:
            yield (Sign.LATE if is_late else Sign.COMING), each.due_on


def _consultations(row: Row) -> Iterable[tuple[Sign, date]]:
    for gate in row.consultations:
        yield CONSULTED[gate.kind], gate.on


def _next(rows: Iterable[Row], today: date) -> Standing | None:
    coming = [each for row in rows for each, _ in row.milestones if each.is_open]
    return min(
        (each for each in coming if each.due_on >= today),
        key=lambda each: (each.due_on, each.milestone.pk),
        default=None,
    )
