"""What the pages of the consultations show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from actions.documents.minutes import MinutesItem, MinutesPaper
from actions.models import (
    Action,
    AgendaItem,
    AgendaOutcome,
    AgendaPaper,
    Consultation,
    ConsultationKind,
    Minutes,
    Plan,
)
from actions.rules.consultations import (
    ConsultationBlocker,
    PlanFacts,
    blockers_to_place,
    last_outcome,
    plan_facts,
)
from actions.rules.facts import facts_of
from dutch.moments import local_date
from profiles.models import Profile

OUTCOMES = Prefetch("outcomes", AgendaOutcome.objects.select_related("recorded_by"))
FROZEN_ONE = Q(frozen_at__isnull=False)
NO_NEWS = {ConsultationBlocker.THROUGH, ConsultationBlocker.OVER}  # these plans wait for nobody
FROZEN = Prefetch(
    "action__plans",
    Plan.objects.filter(FROZEN_ONE).only("action", "number"),
    to_attr="frozen_plans",
)


@dataclass(frozen=True, slots=True)
class ConsultationsPage:
    """All consultations of a region; `items` is on each the number of points."""

    coming: Sequence[Consultation]
    past: Sequence[Consultation]
    example_note: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A point as the agenda shows it; `newer` is the number of a version that came after it."""

    number: int
    item: AgendaItem
    outcome: AgendaOutcome | None
    papers: int
    newer: int | None


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    consultation: Consultation
    rows: Sequence[ItemRow]
    minutes: Minutes | None
    is_held: bool
    example_note: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One point, with everything that was said on it, the last word first."""

    item: AgendaItem
    papers: Sequence[AgendaPaper]
    outcomes: Sequence[AgendaOutcome]
    is_held: bool
    newer: int | None
    example_note: str

    @property
    def outcome(self) -> AgendaOutcome | None:
        return self.outcomes[0] if self.outcomes else None


@dataclass(frozen=True, slots=True)
class OfferedPlans:
    """The plans that can be on an agenda now, and those that cannot yet, with why."""

    now: Sequence[Plan]
    not_yet: Sequence[tuple[Plan, Sequence[ConsultationBlocker]]]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes of a consultation, the last version first."""

    consultation: Consultation
    versions: Sequence[Minutes]
    is_held: bool
    example_note: str

    @property
    def minutes(self) -> Minutes | None:
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """That an action was, or will be, on an agenda, and what came of it."""

    item: AgendaItem
    outcome: AgendaOutcome | None
    is_coming: bool


def consultations_page(region_id: int, *, at: datetime) -> ConsultationsPage:
    """Return the consultations of a region: the next one first, then back in time."""
    found = Consultation.objects.filter(region=region_id).annotate(points=Count("items"))
    today = local_date(at)
    rows = list(found)
    return ConsultationsPage(
        coming=[each for each in rows if each.on >= today],
        past=[each for each in reversed(rows) if each.on < today],
        example_note=example_note(region_id),
    )


def consultation_page(consultation: Consultation, *, at: datetime) -> ConsultationPage:
    """Return one consultation with its agenda, in the same number of queries for any agenda."""
    return ConsultationPage(
        consultation=consultation,
        rows=_rows(consultation),
        minutes=consultation.minutes.select_related("written_by").last(),
        is_held=consultation.on <= local_date(at),
        example_note=example_note(consultation.region_id),
    )


def item_page(item: AgendaItem, *, at: datetime) -> ItemPage:
    """Return one point of an agenda with its papers and all that was said on it."""
    return ItemPage(
        item=item,
        papers=list(item.papers.select_related("added_by")),
        outcomes=list(item.outcomes.select_related("recorded_by").reverse()),
        is_held=item.consultation.on <= local_date(at),
        newer=_newer(item),
        example_note=example_note(item.consultation.region_id),
    )


def offered_plans(consultation: Consultation) -> OfferedPlans:
    """Return which standing plans of the region are at the gate of this consultation."""
    kind, on = ConsultationKind(consultation.kind), consultation.on
    here = set(consultation.items.values_list("plan", flat=True))
    now, not_yet = [], []
    for plan, facts in _standing_plans(consultation.region_id):
        blockers = blockers_to_place(facts, kind, on=on, is_here=plan.pk in here)
        if not blockers:
            now.append(plan)
        elif not NO_NEWS.intersection(blockers):
            not_yet.append((plan, blockers))
    return OfferedPlans(now, not_yet)


def minutes_page(consultation: Consultation, *, at: datetime) -> MinutesPage:
    """Return all versions of the minutes."""
    return MinutesPage(
        consultation=consultation,
        versions=list(consultation.minutes.select_related("written_by").reverse()),
        is_held=consultation.on <= local_date(at),
        example_note=example_note(consultation.region_id),
    )


def minutes_paper(minutes: Minutes) -> MinutesPaper:
    """Return the minutes with the agenda as it is now, for a file."""
    held = minutes.consultation
    return MinutesPaper(
        kind=held.get_kind_display(),
        region=held.region.name,
        on=held.on,
        place=held.place,
        items=tuple(map(_printed, _rows(held))),
        text=minutes.text,
        written_by=minutes.written_by.name,
        written_at=minutes.written_at,
        example_note=example_note(held.region_id),
    )


def on_action(action: Action, *, at: datetime) -> list[OnAgenda]:
    """Return on which agendas the action was and will be, the last one first; two queries."""
    items = action.agenda_items.select_related("consultation", "plan").prefetch_related(OUTCOMES)
    today = local_date(at)
    return [
        OnAgenda(item, last_outcome(item), is_coming=item.consultation.on >= today)
        for item in items.order_by("-consultation__on", "-pk")
    ]


def example_note(region_id: int) -> str:
    """Return the sentence that says that data of this region are invented, or nothing."""
    notes = Profile.objects.filter(region=region_id).exclude(example_note="")
    return notes.order_by("-pk").values_list("example_note", flat=True).first() or ""


def _rows(consultation: Consultation) -> list[ItemRow]:
    items = consultation.items.select_related("action", "plan").annotate(kept=Count("papers"))
    return [
        ItemRow(number, item, last_outcome(item), item.kept, _newer(item))
        for number, item in enumerate(items.prefetch_related(OUTCOMES, FROZEN), start=1)
    ]


def _newer(item: AgendaItem) -> int | None:
    """Return the number of the last version that was frozen after the one of this point."""
    if not (item.plan and item.action):
        return None
    kept: list[Plan] | None = getattr(item.action, "frozen_plans", None)
    plans = item.action.plans.exclude(frozen_at=None) if kept is None else kept
    last = max((plan.number for plan in plans), default=0)
    return last if last > item.plan.number else None


def _standing_plans(region_id: int) -> Iterator[tuple[Plan, PlanFacts]]:
    """Give the last frozen plan of each action of the region, with how far it is."""
    planned = Action.objects.filter(Exists(Plan.objects.filter(FROZEN_ONE, action=OuterRef("pk"))))
    for action in planned.filter(theme__profile__region=region_id).with_facts():
        facts = facts_of(action)
        if facts.standing:
            plans = {plan.pk: plan for plan in action.plans.all()}
            pk = facts.standing.plan_id
            yield plans[pk], plan_facts(facts, pk)


def _printed(row: ItemRow) -> MinutesItem:
    return MinutesItem(
        title=row.item.title,
        about=_about(row.item),
        outcome=row.outcome.get_outcome_display() if row.outcome else "",
        reason=row.outcome.reason if row.outcome else "",
    )


def _about(item: AgendaItem) -> str:
    if not (item.plan and item.action):
        return ""
    return f"Actie {item.action.number}, plan van aanpak versie {item.plan.number}"
