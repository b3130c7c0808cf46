"""Keeping the execution agenda: which actions there are, and who leads them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from actions.models import Action
from actions.rules.agenda import (
    FIELDS,
    blockers_to_keep,
    changes,
    next_number,
    said_changed,
    seen_action,
)
from actions.services.acting import Rewritten, locked_action, refuse_if, tell_holders
from municipalities.access import Permission
from municipalities.models import Membership
from profiles.models import Theme
from trail.services import record

LONGEST_SENTENCE = 300


@transaction.atomic
def add_action(
    theme: Theme, *, fields: Mapping[str, object], by: Membership, at: datetime
) -> Action:
    """
    Add an action at the end of a theme; without a number it gets the next one.

    `fields` are those of `actions.rules.agenda.FIELDS`. :raises Refused:
    """
    theme = Theme.objects.select_related("profile").select_for_update(of=("self",)).get(pk=theme.pk)
    numbers = list(theme.actions.values_list("number", flat=True))
    last = theme.actions.order_by("position").last()
    action = Action(
        theme=theme, position=last.position + 1 if last else 1, added_at=at, added_by=by.user
    )
    _fill(action, {**fields, "number": fields["number"] or next_number(theme, numbers)})
    refuse_if(blockers_to_keep(action, taken=numbers))
    action.save()
    record(
        act="added_action",
        sentence=f"Actie {action.number} toegevoegd.",
        of=action,
        by=by,
        at=at,
        facts={"added": {name: str(getattr(action, name) or "geen") for name in FIELDS}},
    )
    _tell_lead(action, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    action: Action,
    *,
    fields: Mapping[str, object],
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> Action:
    """Write these fields over those that were on the screen. :raises Rewritten:, Refused:"""
    action = locked_action(action.pk)
    if seen_action(action) != seen_sha256:
        raise Rewritten(action)
    before = {name: getattr(action, name) for name in FIELDS}
    _fill(action, fields)
    others = action.theme.actions.exclude(pk=action.pk)
    refuse_if(blockers_to_keep(action, taken=others.values_list("number", flat=True)))
    changed = changes(before, {name: getattr(action, name) for name in FIELDS})
    if not changed:
        return action
    action.save(update_fields=list(FIELDS))
    sentence = f"Actie {action.number} gewijzigd: {said_changed(changed)}."
    record(
        act="changed_action",
        sentence=sentence[:LONGEST_SENTENCE],
        of=action,
        by=by,
        at=at,
        facts={"changed": changed},
    )
    if "lead" in changed:
        _tell_lead(action, by=by, at=at)
    return action


def _fill(action: Action, fields: Mapping[str, object]) -> None:
    for name in FIELDS:
        setattr(action, name, fields[name])


def _tell_lead(action: Action, *, by: Membership, at: datetime) -> None:
    """Tell the officials of the municipality that leads from now on, if there is one."""
    if action.lead is None:
        return
    tell_holders(
        Permission.ANSWER_ACTION,
        at_organisations=[action.lead.pk],
        event=f"leads:{action.pk}:{at.timestamp()}",
        subject=f"{action.lead} is trekker van actie {action.number}",
        path=action.get_absolute_url(),
        by=by,
        at=at,
    )
