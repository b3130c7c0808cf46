"""The page of one action: where it stands, what it promises and what happened."""

from dataclasses import dataclass
from datetime import date, datetime

from actions.models import Action, ActionMilestone, Plan, ProgressReport, Step, StepKind
from actions.rules.facts import ActionFacts, Version, facts_of
from actions.rules.milestones import (
    Progress,
    Standing,
    progress,
    standing,
)
from actions.rules.stages import (
    ENDED,
    WAITING,
    Stage,
    Stand,
    adopted,
    not_starting,
    passage,
    stage_at,
    waiting_colleges,
)
from actions.rules.steps import StepBlocker, blockers_to_turn, partners
from actions.selectors.agenda import SIGNS, standings_of
from actions.store.histories import histories
from dutch.moments import format_date, local_date
from municipalities.access import Permission, may
from municipalities.models import Membership
from trail.models import Entry
from trail.selectors import Line, history_of

UNDER_WAY = {Stage.RUNNING, Stage.PAUSED, *ENDED}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the road of an action, in the words of the steps on the page."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone with the word and the sign of how it stands."""

    standing: Standing
    word: str
    sign: str

    @property
    def milestone(self) -> ActionMilestone:
        return self.standing.milestone


@dataclass(frozen=True, slots=True)
class ActionPage:
    """
    All that the page of an action shows.

    `plan` is the version that was frozen last, `concept` the one that is being written; a concept
    is named to all and opened by who may write it.
    """

    action: Action
    stand: Stand
    stops: list[Stop]
    plan: Plan | None
    concept: Plan | None
    versions: int
    partners: int
    progress: Progress
    milestones: list[MilestoneRow]
    reports: list[ProgressReport]
    steps: list[Step]
    history: list[Line]
    may_write: bool
    may_keep: bool

    @property
    def sign(self) -> str:
        return SIGNS[self.stand.stage]

    @property
    def is_ended(self) -> bool:
        return self.stand.stage in ENDED


def action_page(action: Action, *, viewer: Membership, at: datetime) -> ActionPage:
    """Return where an action stands at that moment, for this reader."""
    action = Action.objects.with_facts().with_progress().get(pk=action.pk)
    facts, plans = facts_of(action), list(action.plans.select_related("frozen_by", "begun_by"))
    standings = standings_of(action, at=at)
    stand = stage_at(facts, at)
    return ActionPage(
        action=action,
        stand=stand,
        stops=stops(facts, stand, at=at),
        plan=next((plan for plan in reversed(plans) if plan.frozen_at), None),
        concept=next((plan for plan in plans if plan.frozen_at is None), None),
        versions=len(plans),
        partners=partners_of(action, at=at),
        progress=progress(standings, on=local_date(at)),
        milestones=[_milestone_row(each, local_date(at)) for each in standings],
        reports=list(action.reports.select_related("written_by").order_by("-on", "-pk")),
        steps=list(action.steps.select_related("taken_by").order_by("-taken_at", "-pk")),
        history=history_of(action),
        may_write=may_work_on(action, viewer),
        may_keep=may(viewer, Permission.KEEP_ACTIONS),
    )


def may_work_on(action: Action, viewer: Membership) -> bool:
    """Tell whether the reader coordinates the region, or is an official of the lead."""
    if may(viewer, Permission.KEEP_ACTIONS):
        return True
    return may(viewer, Permission.WRITE_PLAN) and action.lead_id == viewer.organisation_id


def partners_of(action: Action, *, at: datetime) -> int:
    """Return how many municipalities join without waiting for their college."""
    recorded = histories([action.pk]).get(action.pk, {}).values()
    return partners((each.history for each in recorded), at=at)


def stops(facts: ActionFacts, stand: Stand, *, at: datetime) -> list[Stop]:
    """Return the road from idea to end, with what is behind and what is now."""
    facts = facts.known(at)
    version = adopted(facts, at) if stand.stage in UNDER_WAY else facts.standing
    so_far = passage(facts, version) if version else None
    days = {
        Stage.PLAN: local_date(version.frozen_at) if version and version.frozen_at else None,
        Stage.OFFICIAL: so_far.official_on if so_far else None,
        Stage.ADMINISTRATIVE: so_far.administrative_on if so_far else None,
    }
    order = [Stage.IDEA, Stage.PLAN, Stage.OFFICIAL, Stage.ADMINISTRATIVE]
    now = order.index(stand.stage) if stand.stage in order else len(order)
    return [
        *(_stop(stage, number, now, days.get(stage)) for number, stage in enumerate(order)),
        _colleges(facts, version, stand),
        _carrying_out(stand),
    ]


def _stop(stage: Stage, number: int, now: int, on: date | None) -> Stop:
    state = "done" if number < now else "current" if number == now else "open"
    is_dated = state == "done" and on is not None
    word = "vastgesteld op" if stage is Stage.PLAN else "akkoord op"
    return Stop(stage.label, state, f"{word} {format_date(on)}" if is_dated and on else "")


def _colleges(facts: ActionFacts, version: Version | None, stand: Stand) -> Stop:
    label = "Besluiten van colleges"
    if version is None or stand.stage not in {Stage.PROPOSAL, Stage.READY, *UNDER_WAY}:
        return Stop(label, "open", "alleen als het plan meer vraagt dan er is")
    if not any(each.plan_id == version.plan_id for each in facts.heard):
        return Stop(label, "skipped", "er ligt geen nader voorstel")
    behind = waiting_colleges(facts, version)
    state = "current" if any(word in WAITING for word in behind.values()) else "done"
    return Stop(label, state, "; ".join(not_starting(facts, version)))


def _carrying_out(stand: Stand) -> Stop:
    if stand.stage not in {Stage.READY, *UNDER_WAY}:
        return Stop("Uitvoering", "open")
    state = "done" if stand.stage in ENDED else "current"
    since = f" sinds {format_date(stand.since)}" if stand.stage in UNDER_WAY and stand.since else ""
    return Stop("Uitvoering", state, f"{stand.stage.label.lower()}{since}")


def _milestone_row(now: Standing, on: date) -> MilestoneRow:
    if now.is_reached and now.last:
        return MilestoneRow(now, f"Gehaald op {format_date(now.last.on)}", "success")
    if now.is_dropped:
        return MilestoneRow(now, "Vervallen", "neutral")
    if now.is_overdue(on):
        return MilestoneRow(now, "Te laat", "error")
    return MilestoneRow(now, "Komt nog", "info")


@dataclass(frozen=True, slots=True)
class StepPage:
    """Which steps an action can take now, and why it cannot start."""

    action: Action
    stand: Stand
    kinds: list[StepKind]
    to_start: list[StepBlocker]
    partners: int
    minimum: int | None


def step_page(action: Action, *, at: datetime) -> StepPage:
    """Return what can happen to an action now."""
    action = Action.objects.with_facts().get(pk=action.pk)
    facts = facts_of(action)
    joining, stand = partners_of(action, at=at), stage_at(facts, at)
    blockers = {kind: blockers_to_turn(kind, facts, partners=joining, at=at) for kind in StepKind}
    standing = facts.known(at).standing
    return StepPage(
        action=action,
        stand=stand,
        kinds=[kind for kind, found in blockers.items() if not found],
        to_start=[] if stand.stage in UNDER_WAY else blockers[StepKind.STARTED],
        partners=joining,
        minimum=standing.minimum_partners if standing else None,
    )


def milestone_row(milestone: ActionMilestone, *, at: datetime) -> MilestoneRow:
    """Return how one milestone stands."""
    now = standing(milestone, milestone.news.select_related("told_by"), at=at)
    return _milestone_row(now, local_date(at))


def last_change(action: Action, act: str) -> Entry | None:
    """Return who last did this to the action, and when."""
    entries = Entry.objects.filter(
        object_type=action._meta.label_lower, object_id=str(action.pk), act=act
    )
    return entries.select_related("by").latest_first().first()
