"""The life of an action after its plan: its steps, its milestones and how it goes."""

from datetime import date, datetime

from django.db import transaction

from actions.models import (
    Action,
    ActionMilestone,
    MilestoneNews,
    MilestoneState,
    ProgressReport,
    Step,
    StepKind,
    Word,
)
from actions.rules.milestones import MilestoneBlocker, blockers_to_tell, standing
from actions.rules.stages import stage_at
from actions.rules.steps import Intended, blockers_to_step, partners
from actions.services.acting import locked_action, locked_facts, refuse_if, tell_holders
from actions.store.histories import histories
from actions.store.ledger import lines_of
from dutch.moments import format_date, local_date
from municipalities.access import Permission
from municipalities.models import Membership
from trail.services import record

SAID = {
    MilestoneState.REACHED: "gehaald op {on}",
    MilestoneState.REOPENED: "toch nog niet gehaald",
    MilestoneState.MOVED: "verplaatst naar {on}",
    MilestoneState.DROPPED: "vervallen",
}


@transaction.atomic
def take_step(  # noqa: PLR0913  # the facts of one step
    action: Action, *, kind: StepKind, on: date, reason: str = "", by: Membership, at: datetime
) -> Step:
    """
    Let an action start, pause, go on, end or stop, as of a day. :raises Refused:

    Who starts while a college still decides, starts without that municipality: the trail names it.
    """
    action, facts = locked_facts(action.pk)
    recorded = histories([action.pk]).get(action.pk, {}).values()
    joining = partners((each.history for each in recorded), at=at)
    intended = Intended(kind, on, reason, is_unasked=_is_unasked(action, at=at))
    refuse_if(blockers_to_step(intended, facts, partners=joining, at=at))
    step = Step.objects.create(
        action=action, kind=kind, on=on, reason=reason, taken_at=at, taken_by=by.user
    )
    behind = stage_at(facts, at).not_starting if kind is StepKind.STARTED else []
    record(
        act="took_step",
        sentence=f"Actie {action.number}: {kind.label.lower()} op {format_date(on)}.",
        of=action,
        by=by,
        at=at,
        facts={"not_starting": list(behind)} if behind else None,
        rows=[step],
    )
    _tell_who_joins(step, by=by, at=at)
    return step


def _is_unasked(action: Action, *, at: datetime) -> bool:
    """Tell whether the plan asks too much of somebody whose college was not asked yet."""
    lines = lines_of(action.theme.profile.region, at=at)
    own = [entry.line for entry in lines if entry.plan.action_id == action.pk]
    return any(not line.is_cleared and line.word in {None, Word.UNNEEDED} for line in own)


@transaction.atomic
def add_milestone(
    action: Action, *, title: str, due_on: date, by: Membership, at: datetime
) -> ActionMilestone:
    """Add a dated step that the action promises. :raises Refused: if it has one of that name."""
    action = locked_action(action.pk)
    known = action.milestones.filter(title=title)
    refuse_if([MilestoneBlocker.NAMED] if known.exists() else [])
    milestone = ActionMilestone.objects.create(
        action=action, title=title, due_on=due_on, added_at=at, added_by=by.user
    )
    record(
        act="added_milestone",
        sentence=f"Mijlpaal “{title}” toegevoegd, uiterlijk op {format_date(due_on)}.",
        of=action,
        by=by,
        at=at,
        rows=[milestone],
    )
    return milestone


@transaction.atomic
def tell_milestone(  # noqa: PLR0913  # the facts of one message
    milestone: ActionMilestone,
    *,
    state: MilestoneState,
    on: date,
    reason: str = "",
    by: Membership,
    at: datetime,
) -> MilestoneNews:
    """Tell that a milestone was reached, moved, dropped, or is open after all. :raises Refused:"""
    action = locked_action(milestone.action_id)
    now = standing(milestone, milestone.news.all(), at=at)
    refuse_if(blockers_to_tell(now, state, on=on, reason=reason, at=at))
    news = MilestoneNews.objects.create(
        milestone=milestone, state=state, on=on, reason=reason, told_at=at, told_by=by.user
    )
    record(
        act="told_of_milestone",
        sentence=f"Mijlpaal “{milestone.title}” {SAID[state].format(on=format_date(on))}.",
        of=action,
        by=by,
        at=at,
        facts={"milestone": milestone.pk},
        rows=[news],
    )
    return news


@transaction.atomic
def report_progress(
    action: Action, *, on: date, text: str, by: Membership, at: datetime
) -> ProgressReport:
    """
    Write how it goes; what says the same as the last report of that day adds nothing.

    :raises Refused: for a day to come.
    """
    refuse_if([MilestoneBlocker.FUTURE] if on > local_date(at) else [])
    action = locked_action(action.pk)
    last = action.reports.last()
    if last and (last.on, last.text) == (on, text):
        return last
    report = ProgressReport.objects.create(
        action=action, on=on, text=text, written_at=at, written_by=by.user
    )
    record(
        act="reported_progress",
        sentence=f"Voortgang van actie {action.number} gemeld, stand op {format_date(on)}.",
        of=action,
        by=by,
        at=at,
        rows=[report],
    )
    return report


def _tell_who_joins(step: Step, *, by: Membership, at: datetime) -> None:
    """Tell the lead, and the municipalities that answered to the action."""
    action = step.action
    answered = set(action.participations.values_list("municipality", flat=True))
    tell_holders(
        Permission.ANSWER_ACTION,
        at_organisations=answered | ({action.lead_id} if action.lead_id else set()),
        event=f"took_step:{step.pk}",
        subject=f"Actie {action.number}: {step.get_kind_display().lower()}",
        path=action.get_absolute_url(),
        by=by,
        at=at,
    )
