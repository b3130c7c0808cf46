"""What was done with the actions in a stand, done again through the services, in order of time."""

from dataclasses import dataclass
from datetime import timedelta
from functools import singledispatch

from actions.models import (
    Action,
    Answer,
    Consultation,
    ConsultationKind,
    ContributionKind,
    ItemOutcome,
    MilestoneState,
    Pace,
    ReasonAudience,
    ReasonKind,
    StepKind,
    TriggerKind,
    Unit,
)
from actions.rules.participation import AnswerDraft, ContributionDraft, TriggerDraft
from actions.rules.plans import plan_sha256, seen_plan
from actions.services import (
    asking,
    capacity,
    consultations,
    participation,
    planning,
    progress,
)
from decisions import services as decisions
from decisions.models import Organ, Outcome, Proposal
from decisions.tasks.furthering import raise_further
from examples import execution_facts as facts
from examples.calendars import Calendar
from examples.parties import Parties
from municipalities.models import Membership, Role
from profiles.models import Profile


@dataclass(frozen=True, slots=True)
class Execution:
    """The actions of one profile, and who works on them."""

    profile: Profile
    calendar: Calendar
    parties: Parties

    def action(self, title: str) -> Action:
        return Action.objects.select_related("lead").get(theme__profile=self.profile, title=title)

    def lead(self, action: Action) -> Membership:
        assert action.lead is not None, "the data files give every action a lead"
        return self.official(action.lead.name)

    def official(self, municipality: str) -> Membership:
        return self.parties.people[municipality, Role.OFFICIAL]

    def further_proposal(self, title: str) -> Proposal:
        return Proposal.objects.get(plan__action=self.action(title))

    def consultation(self, act: facts.Meeting) -> Consultation:
        return Consultation.objects.get(
            region=self.parties.region,
            kind=ConsultationKind(act.kind),
            on=self.calendar.day(act.on),
        )


def execute(known: facts.ExecutionFacts, execution: Execution) -> None:
    """Do every act of the stand, so that the trail reads in the order of time."""
    for act in sorted(known.acts, key=lambda act: act.at):
        do(act, execution)


@singledispatch
def do(act: facts.Act, execution: Execution) -> None:
    """Do one act of the data files through its service."""
    raise NotImplementedError(type(act).__name__)


@do.register
def _plan(act: facts.Planned, execution: Execution) -> None:
    action, at = execution.action(act.action), execution.calendar.moment(act.at)
    by = execution.lead(action)
    plan = planning.begin_plan(action, by=by, at=at)
    text = act.model_dump(
        include={"goals", "result", "dependencies", "minimum_partners", "others_may_start"}
    )
    plan = planning.write_plan(action, fields=text, seen_sha256=seen_plan(plan), by=by, at=at)
    for need in act.needs:
        asked = {
            "party": execution.parties.organisations[need.party],
            "year": execution.calendar.year(need.year),
            "kind": ContributionKind(need.kind),
            "unit": Unit(need.unit),
            "amount": need.amount,
            "description": need.description,
        }
        planning.add_need(action, fields=asked, by=by, at=at)
    seen = plan_sha256(plan, plan.needs.all())
    planning.freeze_plan(action, seen_sha256=seen, by=by, at=at)


@do.register
def _declare(act: facts.Declared, execution: Execution) -> None:
    capacity.declare_capacity(
        execution.parties.municipality(act.of),
        year=execution.calendar.year(act.year),
        unit=Unit(act.unit),
        amount=act.amount,
        note=act.note,
        by=execution.official(act.of),
        at=execution.calendar.moment(act.at),
    )


@do.register
def _call(act: facts.Called, execution: Execution) -> None:
    consultations.call_consultation(
        execution.parties.region,
        kind=ConsultationKind(act.kind),
        on=execution.calendar.day(act.on),
        place=act.place,
        by=execution.parties.coordinator,
        at=execution.calendar.moment(act.at),
    )


@do.register
def _put_on_agenda(act: facts.PutOnAgenda, execution: Execution) -> None:
    for title in act.actions:
        action = execution.action(title)
        consultations.add_item(
            execution.consultation(act),
            title=str(action),
            plan=action.plans.filter(frozen_at__isnull=False).last(),
            by=execution.parties.coordinator,
            at=execution.calendar.moment(act.at),
        )


@do.register
def _conclude(act: facts.Concluded, execution: Execution) -> None:
    item = execution.consultation(act).items.get(action=execution.action(act.action))
    consultations.record_outcome(
        item,
        outcome=ItemOutcome(act.outcome),
        reason=act.reason,
        by=execution.parties.coordinator,
        at=execution.calendar.moment(act.at),
    )


@do.register
def _minute(act: facts.Minuted, execution: Execution) -> None:
    consultations.write_minutes(
        execution.consultation(act),
        text=act.text.strip(),
        seen=0,
        by=execution.parties.coordinator,
        at=execution.calendar.moment(act.at),
    )


@do.register
def _ask(act: facts.Asked, execution: Execution) -> None:
    action, at = execution.action(act.action), execution.calendar.moment(act.at)
    codes = [municipality.code for municipality in asking.still_to_ask(action, at=at)]
    asking.ask(action, codes, note=act.note, by=execution.lead(action), at=at)


@do.register
def _answer(act: facts.Answered, execution: Execution) -> None:
    at = execution.calendar.moment(act.at)
    participation.answer_action(
        action=execution.action(act.action),
        answer=_draft(act, execution.calendar),
        by=execution.official(act.of),
        at=at,
    )


def _draft(act: facts.Answered, calendar: Calendar) -> AnswerDraft:
    return AnswerDraft(
        answer=Answer(act.answer),
        valid_from=calendar.day(act.at.date()),
        pace=Pace(act.pace) if act.pace else None,
        reason_kind=ReasonKind(act.reason_kind) if act.reason_kind else None,
        reason=act.reason,
        reason_audience=ReasonAudience(act.reason_audience),
        contributions=tuple(_contribution(each, calendar) for each in act.contributions),
        triggers=tuple(_trigger(each, calendar) for each in act.triggers),
    )


def _contribution(known: facts.ContributionFacts, calendar: Calendar) -> ContributionDraft:
    return ContributionDraft(
        kind=ContributionKind(known.kind),
        unit=Unit(known.unit),
        amount=known.amount,
        first_year=calendar.year(known.first_year),
        last_year=calendar.year(known.last_year),
        is_within_capacity=known.is_within_capacity,
        description=known.description,
    )


def _trigger(known: facts.TriggerFacts, calendar: Calendar) -> TriggerDraft:
    return TriggerDraft(
        kind=TriggerKind(known.kind), on=calendar.day(known.on) if known.on else None
    )


@do.register
def _add_milestone(act: facts.Milestone, execution: Execution) -> None:
    action = execution.action(act.action)
    progress.add_milestone(
        action,
        title=act.title,
        due_on=execution.calendar.day(act.due_on),
        by=execution.lead(action),
        at=execution.calendar.moment(act.at),
    )


@do.register
def _reach(act: facts.Reached, execution: Execution) -> None:
    action = execution.action(act.action)
    progress.tell_milestone(
        action.milestones.get(title=act.title),
        state=MilestoneState.REACHED,
        on=execution.calendar.day(act.on),
        by=execution.lead(action),
        at=execution.calendar.moment(act.at),
    )


@do.register
def _step(act: facts.Stepped, execution: Execution) -> None:
    action = execution.action(act.action)
    progress.take_step(
        action,
        kind=StepKind(act.kind),
        on=execution.calendar.day(act.on),
        by=execution.lead(action),
        at=execution.calendar.moment(act.at),
    )


@do.register
def _report(act: facts.Reported, execution: Execution) -> None:
    action = execution.action(act.action)
    progress.report_progress(
        action,
        on=execution.calendar.day(act.on),
        text=act.text,
        by=execution.lead(action),
        at=execution.calendar.moment(act.at),
    )


@do.register
def _raise(act: facts.Raised, execution: Execution) -> None:
    plan = execution.action(act.action).plans.filter(frozen_at__isnull=False).last()
    assert plan is not None, "the data files raise a proposal about a frozen plan"
    raise_further(plan, at=execution.calendar.moment(act.at))


@do.register
def _offer(act: facts.Offered, execution: Execution) -> None:
    at, by = execution.calendar.moment(act.at), execution.parties.coordinator
    concept = execution.further_proposal(act.action).versions.get()
    version = decisions.freeze(concept, by=by, at=at)
    closes_at = execution.calendar.moment(act.closes_at)
    decisions.offer_to_all(version, closes_at=closes_at, by=by, at=at)


@do.register
def _ratify(act: facts.Ratified, execution: Execution) -> None:
    proposal = execution.further_proposal(act.action)
    road = proposal.ratifications.get(municipality__name=act.of)
    at, sha256 = execution.calendar.moment(act.at), proposal.versions.get().sha256
    decision = decisions.record_decision(
        road,
        organ=Organ.COLLEGE,
        outcome=Outcome(act.outcome),
        decided_on=execution.calendar.day(act.on),
        evidence=act.evidence,
        remark=act.remark,
        next_on=execution.calendar.day(act.next_on) if act.next_on else None,
        seen_sha256=sha256,
        by=execution.parties.people[act.of, Role.SECRETARY],
        at=at,
    )
    decisions.confirm_decision(
        decision, seen_sha256=sha256, by=execution.official(act.of), at=at + timedelta(hours=1)
    )
