"""Writing the plan of approach. Whoever saves says what was on the screen; no text is ever lost."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from actions.models import Action, Need, Plan
from actions.rules.plans import (
    FIELDS,
    MOST_NEEDS,
    PlanBlocker,
    blockers_to_begin,
    blockers_to_freeze,
    plan_sha256,
    said_need,
    seen_need,
    seen_plan,
)
from actions.rules.stages import ENDED, stage_at
from actions.services.acting import (
    Rewritten,
    locked_action,
    locked_facts,
    refuse_if,
    tell_holders,
)
from municipalities.access import Permission
from municipalities.models import Membership, Organisation
from trail.services import record


@transaction.atomic
def begin_plan(action: Action, *, by: Membership, at: datetime) -> Plan:
    """Begin a concept: a copy of the last version with its needs, or empty. :raises Refused:"""
    action, facts = locked_facts(action.pk)
    versions = list(action.plans.prefetch_related("needs"))
    refuse_if(blockers_to_begin(versions, is_ended=stage_at(facts, at).stage in ENDED))
    last = versions[-1] if versions else None
    plan = Plan(
        action=action,
        number=last.number + 1 if last else 1,
        begun_at=at,
        begun_by=by.user,
        **({name: getattr(last, name) for name in FIELDS} if last else {}),
    )
    plan.save()
    Need.objects.bulk_create(_copied(need, plan) for need in (last.needs.all() if last else ()))
    _record_act(
        "wrote_plan", f"Versie {plan.number} van het plan van aanpak begonnen.", plan, by, at
    )
    return plan


@transaction.atomic
def write_plan(
    action: Action, *, fields: Mapping[str, object], seen_sha256: str, by: Membership, at: datetime
) -> Plan:
    """Write the text of the concept over the one on the screen. :raises Rewritten:, Refused:"""
    plan = locked_concept(action)
    if seen_plan(plan) != seen_sha256:
        raise Rewritten(plan)
    for name, value in fields.items():
        setattr(plan, name, value)
    if seen_plan(plan) != seen_sha256:
        plan.save(update_fields=list(fields))
        sentence = f"Tekst van concept {plan.number} van het plan van aanpak gewijzigd."
        _record_act("wrote_plan", sentence, plan, by, at, sha256=seen_plan(plan))
    return plan


@transaction.atomic
def add_need(action: Action, *, fields: Mapping[str, object], by: Membership, at: datetime) -> Need:
    """Add a line to what the concept asks. :raises Refused:"""
    plan = locked_concept(action)
    refuse_if([PlanBlocker.TOO_MANY] if plan.needs.count() >= MOST_NEEDS else [])
    need = Need.objects.create(plan=plan, **fields)
    _record_need(need, "toegevoegd", by=by, at=at)
    return need


@transaction.atomic
def change_need(  # noqa: PLR0913  # which line, seen as what, becomes what
    action: Action,
    need_id: int,
    *,
    fields: Mapping[str, object],
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> Need:
    """Write a line over the one on the screen. :raises Rewritten:, Refused:"""
    need = _seen_need(locked_concept(action), need_id, seen_sha256=seen_sha256)
    for name, value in fields.items():
        setattr(need, name, value)
    if seen_need(need) != seen_sha256:
        need.save(update_fields=list(fields))
        _record_need(need, "gewijzigd", by=by, at=at)
    return need


@transaction.atomic
def remove_need(
    action: Action, need_id: int, *, seen_sha256: str, by: Membership, at: datetime
) -> None:
    """Take a line out of what the concept asks. :raises Rewritten:, Refused:"""
    need = _seen_need(locked_concept(action), need_id, seen_sha256=seen_sha256)
    _record_need(need, "verwijderd", by=by, at=at)
    need.delete()


@transaction.atomic
def freeze_plan(action: Action, *, seen_sha256: str, by: Membership, at: datetime) -> Plan:
    """
    Make the concept immutable, with the hash of all that was on the screen.

    :raises Rewritten: if it is another text now. :raises Refused: while something is missing.
    """
    action, facts = locked_facts(action.pk)
    plan = _concept(action)
    needs = list(plan.needs.all())
    if plan_sha256(plan, needs) != seen_sha256:
        raise Rewritten(plan)
    last = action.plans.exclude(pk=plan.pk).order_by("number").last()
    blockers = blockers_to_freeze(
        plan,
        needs,
        last_sha256=last.sha256 if last else "",
        has_lead=action.lead is not None,
        is_ended=stage_at(facts, at).stage in ENDED,
    )
    refuse_if(blockers)
    plan.sha256, plan.frozen_at, plan.frozen_by = seen_sha256, at, by.user
    plan.save(update_fields=["sha256", "frozen_at", "frozen_by"])
    record(
        act="froze_plan",
        sentence=f"Versie {plan.number} van het plan van aanpak vastgesteld.",
        of=action,
        by=by,
        at=at,
        sha256=plan.sha256,
        facts={"version": plan.number},
        rows=[plan, *needs],
    )
    _tell_coordinators(plan, by=by, at=at)
    return plan


def locked_concept(action: Action) -> Plan:
    """Lock the action and return the concept of its plan. :raises Refused: if there is none."""
    return _concept(locked_action(action.pk))


def _concept(action: Action) -> Plan:
    plan = action.plans.filter(frozen_at=None).first()
    refuse_if([] if plan else [PlanBlocker.NO_CONCEPT])
    assert plan is not None
    return plan


def _seen_need(plan: Plan, need_id: int, *, seen_sha256: str) -> Need:
    """:raises Rewritten: if the line on the screen is not the one that there is."""
    need = plan.needs.select_related("party").filter(pk=need_id).first()
    if need is None or seen_need(need) != seen_sha256:
        raise Rewritten(need)
    return need


def _copied(need: Need, plan: Plan) -> Need:
    return Need(
        plan=plan,
        party_id=need.party_id,
        year=need.year,
        kind=need.kind,
        unit=need.unit,
        amount=need.amount,
        description=need.description,
    )


def _tell_coordinators(plan: Plan, *, by: Membership, at: datetime) -> None:
    """Tell who puts plans on the agenda of a consultation that there is one."""
    region = plan.action.theme.profile.region
    tell_holders(
        Permission.HOLD_CONSULTATION,
        at_organisations=Organisation.objects.filter(region=region),
        event=f"froze_plan:{plan.pk}",
        subject=f"Plan van aanpak van actie {plan.action.number} is vastgesteld",
        path=plan.get_absolute_url(),
        by=by,
        at=at,
    )


def _record_need(need: Need, done: str, *, by: Membership, at: datetime) -> None:
    _record_act(
        "wrote_plan",
        f"Behoefte {done} in concept {need.plan.number} van het plan van aanpak, {need.party}.",
        need.plan,
        by,
        at,
        facts={"need": need.pk, "says": said_need(need)},
    )


def _record_act(  # noqa: PLR0913  # an act has this many sides
    act: str,
    sentence: str,
    plan: Plan,
    by: Membership,
    at: datetime,
    *,
    sha256: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Add the line to the history of the action."""
    record(
        act=act,
        sentence=sentence,
        of=plan.action,
        by=by,
        at=at,
        sha256=sha256,
        facts={"version": plan.number, **(facts or {})},
    )
