"""Raising a further proposal where an adopted plan asks more than a municipality has."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from celery import shared_task
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import Plan
from actions.services.acting import locked_action, tell_holders
from actions.store.ledger import MunicipalLine, adopted_plans, lines_of
from decisions.documents.further_text import Matter, Share, further_text, title_of
from decisions.documents.rows import item_rows, section_rows
from decisions.models import Concern, DictumItem, Proposal, ProposalVersion, Section
from decisions.rules.further import Figure, figures_of, needs_word, why
from decisions.tasks.telling import tell_plan
from dutch.moments import local_date, moment_at
from jobs.services import enqueue
from jobs.tasks import Claim, work
from municipalities.access import Permission
from municipalities.models import Municipality, Organisation, Region
from trail.services import record

TIME_TO_DECIDE = timedelta(weeks=8)  # until somebody says otherwise at the offer
END_OF_DAY = time(23, 59)
FEW = 5
NO_LONGER = "Het plan vraagt niet meer dan deze gemeente heeft."

Lines = Mapping[Municipality, list[MunicipalLine]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was put before the colleges about a plan, and the concept that nobody saw yet."""

    concept: ProposalVersion | None
    figures: Mapping[int, list[Figure]]


@shared_task(name="decisions.further_hourly")
def further_hourly() -> None:
    """Queue the sweep of this hour; beat asks more often, so that an hour is seldom missed."""
    now = timezone.now()
    enqueue(kind="further_proposals", key=f"further_proposals:{now:%Y-%m-%dT%H}", at=now)


@work("further_proposals")
def sweep_plans(claim: Claim) -> None:
    """Look at every adopted plan again, so that nothing slips while a worker was away."""
    now = timezone.now()
    with claim.completing(at=now):
        sweep(at=now)


@work("further_proposal")
def raise_one(claim: Claim) -> None:
    """Look at the plan that the key names: `further:<plan>:<anything>`."""
    now = timezone.now()
    plan = Plan.objects.filter(pk=int(claim.key.split(":")[1])).first()
    with claim.completing(at=now):
        if plan:
            raise_further(plan, at=now)


def sweep(*, at: datetime) -> None:
    """Raise what is lacking for every adopted plan, in the order in which they were adopted."""
    for region in Region.objects.order_by("pk"):
        waiting = {each.plan.pk for each in lines_of(region, at=at) if not each.line.is_cleared}
        concepts = Proposal.objects.filter(
            plan__action__theme__profile__region=region, versions__frozen_at=None
        ).values_list("plan", flat=True)
        for plan in adopted_plans(region, at=at):
            if plan.pk in {*waiting, *concepts}:
                raise_further(plan, at=at)


@transaction.atomic
def raise_further(plan: Plan, *, at: datetime) -> Proposal | None:
    """
    Put what the plan asks beyond capacity into a further proposal, and return it if it changed.

    It goes into the concept that is there already, or else into a new proposal for those that were
    not asked before. Two at once take turns; doing it again changes nothing.
    """
    action = locked_action(plan.action_id)
    plan.action = action
    lines = _lines(plan, at=at)
    asked = _asked_before(plan)
    wanted = {
        municipality: [Figure.of(entry) for entry in entries]
        for municipality, entries in lines.items()
        if needs_word(entries, asked.figures.get(municipality.pk))
    }
    if asked.concept:
        return _update(asked.concept, wanted, plan, at=at)
    return _create(wanted, plan, at=at) if wanted else None


def is_replaced(proposal: Proposal, *, at: datetime) -> bool:
    """Tell whether a further proposal is about a plan that is no longer the adopted one."""
    if proposal.plan is None:
        return False
    region = proposal.plan.action.theme.profile.region
    return proposal.plan not in adopted_plans(region, at=at)


def _lines(plan: Plan, *, at: datetime) -> Lines:
    """Return what the plan takes of each municipality; nothing unless it is the adopted one."""
    found: dict[Municipality, list[MunicipalLine]] = defaultdict(list)
    for entry in lines_of(plan.action.theme.profile.region, at=at):
        if entry.plan.pk == plan.pk:
            found[entry.municipality].append(entry)
    return found


def _asked_before(plan: Plan) -> _Asked:
    """Return what the proposals about the plan ask; a concept that was never offered is locked."""
    first = ProposalVersion.objects.concepts().filter(proposal__plan=plan, number=1)
    concept = first.select_for_update().first()
    asked: dict[int, list[Figure]] = defaultdict(list)
    for proposal in plan.further_proposals.order_by("pk"):
        if concept is None or proposal.pk != concept.proposal_id:
            for concern in proposal.standing_concerns:
                asked[concern.municipality_id] += figures_of(concern.figures)
    return _Asked(concept, asked)


def _create(wanted: Mapping[Municipality, list[Figure]], plan: Plan, *, at: datetime) -> Proposal:
    action = plan.action
    proposal = Proposal.objects.create(
        profile=action.theme.profile,
        plan=plan,
        title=title_of(_matter(plan, wanted)),
        closes_at=moment_at(local_date(at) + TIME_TO_DECIDE, END_OF_DAY),
        created_at=at,
        created_by=None,
    )
    concerns = _concern(proposal, wanted, at=at)
    version = ProposalVersion.objects.create(proposal=proposal, number=1)
    read = further_text(_matter(plan, wanted))
    DictumItem.objects.bulk_create(item_rows(version, read.items))
    Section.objects.bulk_create(section_rows(version, read.sections))
    _write_down(proposal, concerns, "gemaakt", at=at)
    tell_plan(plan, proposal, concerns, at=at)
    return proposal


def _update(
    concept: ProposalVersion,
    wanted: Mapping[Municipality, list[Figure]],
    plan: Plan,
    *,
    at: datetime,
) -> Proposal | None:
    """Let whom the concept concerns, and its text where nobody wrote, follow the figures."""
    proposal = Proposal.objects.get(pk=concept.proposal_id)
    before = {row.municipality: figures_of(row.figures) for row in proposal.standing_concerns}
    gone: dict[Municipality, list[Figure]] = {each: [] for each in before if each not in wanted}
    changed = {
        municipality: figures
        for municipality, figures in {**wanted, **gone}.items()
        if figures != before.get(municipality, [])
    }
    if not changed:
        return None
    written = _matter(plan, _last_concerned(proposal))
    concerns = _concern(proposal, changed, at=at)
    if wanted:
        _rewrite(concept, written, _matter(plan, wanted))
    _write_down(proposal, concerns, "bijgewerkt", at=at)
    tell_plan(plan, proposal, concerns, at=at)
    return proposal


def _concern(
    proposal: Proposal, figures: Mapping[Municipality, list[Figure]], *, at: datetime
) -> list[Concern]:
    return Concern.objects.bulk_create(
        Concern(
            proposal=proposal,
            municipality=municipality,
            figures=[figure.kept() for figure in each],
            reason=why(each) or NO_LONGER,
            raised_at=at,
        )
        for municipality, each in figures.items()
    )


def _last_concerned(proposal: Proposal) -> Mapping[Municipality, list[Figure]]:
    """Return whom the text of the portal was last about; of nobody it writes none."""
    rows = proposal.concerns.select_related("municipality").order_by("raised_at", "pk")
    state: dict[Municipality, list[Figure]] = {}
    last = state
    for _, together in groupby(rows, key=lambda row: row.raised_at):
        state = {**state, **{row.municipality: figures_of(row.figures) for row in together}}
        state = {municipality: figures for municipality, figures in state.items() if figures}
        last = state or last
    return last


def _matter(plan: Plan, figures: Mapping[Municipality, list[Figure]]) -> Matter:
    by_name = sorted(figures.items(), key=lambda each: each[0].name)
    return Matter(
        number=plan.action.number,
        title=plan.action.title,
        goals=plan.goals,
        result=plan.result,
        dependencies=plan.dependencies,
        plan_number=plan.number,
        plan_sha256=plan.sha256,
        others_may_start=plan.others_may_start,
        shares=tuple(Share(municipality.name, tuple(each)) for municipality, each in by_name),
    )


def _rewrite(concept: ProposalVersion, before: Matter, after: Matter) -> None:
    """
    Write the text anew wherever it still is what the portal wrote.

    What a person wrote stays; a dictum that does not name everybody cannot be frozen.
    """
    old, new = further_text(before), further_text(after)
    items = list(concept.items.all())
    if [(each.number, each.text) for each in items] == [(i.number, i.text) for i in old.items]:
        concept.items.all().delete()
        DictumItem.objects.bulk_create(item_rows(concept, new.items))
    texts = {a.text: b.text for a, b in zip(old.sections, new.sections, strict=True)}
    sections = list(concept.sections.all())
    for section in sections:
        section.text = texts.get(section.text, section.text)
    Section.objects.bulk_update(sections, ["text"])


def _write_down(proposal: Proposal, concerns: list[Concern], done: str, *, at: datetime) -> None:
    sentence = f"Nader voorstel {done} om wat het plan vraagt van {_whom(concerns)}."
    assert proposal.plan is not None
    for about, rows in ((proposal, concerns), (proposal.plan.action, [])):
        record(
            act="raised_proposal",
            sentence=sentence,
            of=about,
            by=None,
            at=at,
            sha256=proposal.plan.sha256,
            rows=rows,
            region_id=proposal.profile.region_id,
        )
    _tell(proposal, concerns, at=at)


def _whom(concerns: list[Concern]) -> str:
    """Name a few municipalities, or count them: a sentence of the trail has its length."""
    names = sorted(row.municipality.name for row in concerns)
    return ", ".join(names) if len(names) <= FEW else f"{len(names)} gemeenten"


def _tell(proposal: Proposal, concerns: list[Concern], *, at: datetime) -> None:
    """Tell who writes the proposal, and those who lead the action."""
    assert proposal.plan is not None
    action = proposal.plan.action
    region = Organisation.objects.filter(region=proposal.profile.region_id)
    event = f"further:{proposal.pk}:{max(row.pk for row in concerns)}"
    subject = "Het portaal heeft een nader voorstel klaargezet"
    path = proposal.get_absolute_url()
    tell_holders(
        Permission.EDIT_PROPOSAL,
        at_organisations=region,
        event=event,
        subject=subject,
        path=path,
        by=None,
        at=at,
    )
    if action.lead_id:
        tell_holders(
            Permission.WRITE_PLAN,
            at_organisations=[action.lead_id],
            event=event,
            subject=subject,
            path=reverse("decisions:further", args=[action.pk]),
            by=None,
            at=at,
        )
