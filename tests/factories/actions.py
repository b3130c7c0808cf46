"""Actions with their plans, consultations, steps and milestones, in the words of the domain."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from actions.models import (
    Action,
    ActionMilestone,
    AgendaItem,
    AgendaOutcome,
    Answer,
    Capacity,
    CollegeWord,
    Consultation,
    ConsultationKind,
    Contribution,
    ContributionKind,
    FieldMeeting,
    Guest,
    ItemOutcome,
    MilestoneNews,
    MilestoneState,
    Need,
    Pace,
    Participation,
    Plan,
    Step,
    StepKind,
    Unit,
    Word,
)
from actions.rules.plans import plan_sha256
from dutch.moments import local_date
from municipalities.models import Membership, Role
from profiles.models import Ambition, Theme
from tests.factories.decisions import ProfileFactory, coordinator
from tests.factories.people import MunicipalityFactory, RegionFactory, person

BEGUN_AT = datetime(2019, 1, 7, 9, tzinfo=UTC)
FROZEN_AT = datetime(2019, 2, 4, 9, tzinfo=UTC)
OFFICIAL_AT = datetime(2019, 2, 18, 9, tzinfo=UTC)
ADMINISTRATIVE_AT = datetime(2019, 3, 4, 9, tzinfo=UTC)
SAID_AT = datetime(2019, 3, 5, 9, tzinfo=UTC)
ANSWERED_AT = datetime(2019, 3, 11, 9, tzinfo=UTC)
STARTED_AT = datetime(2019, 4, 1, 9, tzinfo=UTC)
NOW = datetime(2019, 5, 14, 10, tzinfo=UTC)
HELD_AT = {
    ConsultationKind.OFFICIAL: OFFICIAL_AT,
    ConsultationKind.ADMINISTRATIVE: ADMINISTRATIVE_AT,
}


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    profile = factory.SubFactory(ProfileFactory)
    number = factory.LazyAttribute(lambda theme: theme.profile.themes.count() + 1)
    title = factory.LazyAttribute(lambda theme: f"Thema {theme.number}")
    text = "Waar het thema over gaat."


class AmbitionFactory(DjangoModelFactory):
    class Meta:
        model = Ambition

    theme = factory.SubFactory(ThemeFactory)
    number = factory.LazyAttribute(lambda ambition: ambition.theme.ambitions.count() + 1)
    title = factory.LazyAttribute(lambda ambition: f"Ambitie {ambition.number}")


class ActionFactory(DjangoModelFactory):
    """An action that came with the profile; its lead is a municipality of the same region."""

    class Meta:
        model = Action

    theme = factory.SubFactory(ThemeFactory)
    position = factory.LazyAttribute(lambda action: action.theme.actions.count() + 1)
    number = factory.LazyAttribute(lambda action: f"{action.theme.number}.{action.position}")
    title = factory.LazyAttribute(lambda action: f"Actie {action.number}")
    text = "Wat de regio samen gaat doen."
    lead = factory.LazyAttribute(
        lambda action: MunicipalityFactory(region=action.theme.profile.region)
    )


class PlanFactory(DjangoModelFactory):
    """
    A concept; `frozen=True` freezes it, `passed=True` takes it through both consultations too.

    `needs` are `(party, year, unit, amount)`, written before it is frozen; see `NeedFactory`.
    """

    class Meta:
        model = Plan

    action = factory.SubFactory(ActionFactory)
    number = factory.LazyAttribute(lambda plan: plan.action.plans.count() + 1)
    goals = "Meer makers aan het werk in de regio."
    result = "Een programma dat elk jaar terugkomt."
    begun_at = BEGUN_AT
    begun_by = factory.LazyAttribute(lambda plan: writer(plan.action).user)
    frozen = False
    passed = False
    needs = ()

    @classmethod
    def _create(cls, model_class, *args, frozen, passed, needs, frozen_at=FROZEN_AT, **fields):
        plan = super()._create(model_class, *args, **fields)
        for party, year, unit, amount in needs:
            NeedFactory(plan=plan, party=party, year=year, unit=unit, amount=amount)
        if frozen or passed:
            freeze(plan, at=frozen_at)
        if passed:
            consulted(plan, ConsultationKind.OFFICIAL)
            consulted(plan, ConsultationKind.ADMINISTRATIVE)
        return plan


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    plan = factory.SubFactory(PlanFactory)
    party = factory.LazyAttribute(lambda need: need.plan.action.lead)
    year = 2021
    unit = Unit.FTE
    kind = factory.LazyAttribute(
        lambda need: ContributionKind.BUDGET if need.unit == Unit.EURO else ContributionKind.PEOPLE
    )
    amount = factory.LazyAttribute(
        lambda need: None if need.unit == Unit.DESCRIPTION else Decimal("0.5")
    )
    description = factory.LazyAttribute(
        lambda need: "Een projectleider." if need.unit == Unit.DESCRIPTION else ""
    )


def writer(action) -> Membership:
    """Return the official of the lead, or the coordinator where nobody leads."""
    if action.lead:
        return person(Role.OFFICIAL, action.lead)
    return coordinator(action.theme.profile.region)


def freeze(plan, *, at=FROZEN_AT) -> Plan:
    """Freeze a concept as its service does."""
    plan.sha256 = plan_sha256(plan, plan.needs.all())
    plan.frozen_at, plan.frozen_by = at, writer(plan.action).user
    plan.save()
    return plan


def consultation(region, kind=ConsultationKind.OFFICIAL, *, on=None) -> Consultation:
    """Return the consultation of this kind on that day, the same one every time."""
    found, _ = Consultation.objects.get_or_create(
        region=region,
        kind=kind,
        on=on or local_date(HELD_AT[kind]),
        defaults={"called_at": FROZEN_AT, "called_by": coordinator(region).user},
    )
    return found


def agenda_item(plan, kind=ConsultationKind.OFFICIAL, *, on=None) -> AgendaItem:
    """Put a plan on the agenda of a consultation."""
    region = plan.action.theme.profile.region
    return AgendaItem.objects.create(
        consultation=consultation(region, kind, on=on),
        position=1,
        title=f"Plan van aanpak {plan.action.number}",
        action=plan.action,
        plan=plan,
        added_at=FROZEN_AT + timedelta(hours=1),
        added_by=coordinator(region).user,
    )


def consulted(
    plan, kind=ConsultationKind.OFFICIAL, outcome=ItemOutcome.PASSED, *, reason="", at=None
) -> AgendaOutcome:
    """Let a consultation say something about a plan, on the day of `at`."""
    at = at or HELD_AT[kind]
    return said_of(agenda_item(plan, kind, on=local_date(at)), outcome, reason=reason, at=at)


def said_of(item, outcome=ItemOutcome.PASSED, *, reason="", at=ADMINISTRATIVE_AT) -> AgendaOutcome:
    """Record an outcome of an agenda item; the last one counts."""
    if outcome == ItemOutcome.BACK:
        reason = reason or "De dekking ontbreekt."
    return AgendaOutcome.objects.create(
        item=item,
        outcome=outcome,
        reason=reason,
        recorded_at=at,
        recorded_by=coordinator(item.consultation.region).user,
    )


def college_said(plan, municipality, word=Word.ASKED, *, at=SAID_AT) -> CollegeWord:
    """Let the college of a municipality say something to its share of the plan."""
    decided = word not in {Word.ASKED, Word.WITHDRAWN}
    return CollegeWord.objects.create(
        plan=plan,
        municipality=municipality,
        word=word,
        decided_on=local_date(at) if decided else None,
        path="/",
        said_at=at,
    )


def answered(action, municipality, answer=Answer.JOINS, *, at=ANSWERED_AT, **fields):
    """Let a municipality answer to an action."""
    is_aside = answer in {Answer.NOT_NOW, Answer.NO}
    return Participation.objects.create(
        action=action,
        municipality=municipality,
        answer=answer,
        answered_at=at,
        answered_by=person(Role.OFFICIAL, municipality).user,
        **{
            "valid_from": local_date(at),
            "told_lead": action.lead,
            "pace": Pace.ALONG if answer == Answer.JOINS else "",
            "reason_kind": "other" if is_aside else "",
            **fields,
        },
    )


def took_step(action, kind=StepKind.STARTED, *, at=STARTED_AT, on=None, reason="") -> Step:
    """Let an action take a step."""
    return Step.objects.create(
        action=action,
        kind=kind,
        on=on or local_date(at),
        reason=reason or ("" if kind == StepKind.STARTED else "Er is een reden."),
        taken_at=at,
        taken_by=writer(action).user,
    )


class MilestoneFactory(DjangoModelFactory):
    """A milestone that nothing is told of; `reached=True` says it was."""

    class Meta:
        model = ActionMilestone

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Mijlpaal {n}")
    due_on = date(2019, 9, 1)
    added_at = FROZEN_AT
    added_by = factory.LazyAttribute(lambda milestone: writer(milestone.action).user)
    reached = False

    @classmethod
    def _create(cls, model_class, *args, reached, **fields):
        milestone = super()._create(model_class, *args, **fields)
        if reached:
            news(milestone)
        return milestone


def news(milestone, state=MilestoneState.REACHED, *, at=STARTED_AT, on=None) -> MilestoneNews:
    """Tell what became of a milestone."""
    return MilestoneNews.objects.create(
        milestone=milestone,
        state=state,
        on=on or local_date(at),
        reason="" if state == MilestoneState.REACHED else "Er is een reden.",
        told_at=at,
        told_by=writer(milestone.action).user,
    )


def contributed(participation, amount, unit=Unit.HOURS, *, years=(2021, 2021), **fields):
    """Let who joins bring an amount in each of these years; None is said in words."""
    in_words = amount is None
    return Contribution.objects.create(
        participation=participation,
        unit=Unit.DESCRIPTION if in_words else unit,
        amount=None if in_words else Decimal(amount),
        first_year=years[0],
        last_year=years[-1],
        **{
            "kind": ContributionKind.BUDGET if unit == Unit.EURO else ContributionKind.PEOPLE,
            "description": "Een lokaal voor de repetities." if in_words else "",
            "is_within_capacity": True,
            **fields,
        },
    )


def declared(municipality, amount, unit=Unit.HOURS, *, year=2021, at=FROZEN_AT) -> Capacity:
    """Let a municipality declare what it has; the last one counts."""
    return Capacity.objects.create(
        municipality=municipality,
        year=year,
        unit=unit,
        amount=Decimal(amount),
        declared_at=at,
        declared_by=person(Role.OFFICIAL, municipality).user,
    )


def topic(held, title="Rondvraag", *, position=1) -> AgendaItem:
    """Put a subject without a plan on the agenda of a consultation."""
    return AgendaItem.objects.create(
        consultation=held,
        position=position,
        title=title,
        added_at=FROZEN_AT,
        added_by=coordinator(held.region).user,
    )


class MeetingFactory(DjangoModelFactory):
    """A meeting with the cultural field that is still to come at NOW."""

    class Meta:
        model = FieldMeeting

    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Veldgesprek {n}")
    starts_at = NOW + timedelta(days=14)
    place = "Theater Concordia"
    programme = "Inloop, gesprek over de acties, borrel."
    called_at = STARTED_AT
    called_by = factory.LazyAttribute(lambda meeting: coordinator(meeting.region).user)


def guest_of(meeting, organisation) -> Guest:
    """Invite an organisation to a meeting."""
    return Guest.objects.create(
        meeting=meeting,
        organisation=organisation,
        invited_at=STARTED_AT,
        invited_by=coordinator(meeting.region).user,
    )
