"""Asking municipalities to answer to an action; what they say is for themselves alone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from actions.models import Action, Asking, Participation
from actions.rules.requests import blockers_to_ask
from actions.services.acting import locked_action, refuse_if, tell_holders
from actions.services.standings import keep_standing
from dutch.moments import local_date
from municipalities.access import Permission
from municipalities.models import Membership, Municipality
from trail.services import record


@transaction.atomic
def ask(
    action: Action, codes: Collection[str], *, note: str = "", by: Membership, at: datetime
) -> list[Asking]:
    """
    Ask the municipalities with these CBS codes; who answered or was asked today is passed over.

    :raises Refused: when nobody is left to ask.
    """
    locked = locked_action(action.pk)
    wanted = [each for each in still_to_ask(locked, at=at) if each.code in set(codes)]
    refuse_if(blockers_to_ask(wanted, note=note))
    rows = Asking.objects.bulk_create(
        [
            Asking(action=locked, municipality=each, note=note, asked_at=at, asked_by=by.user)
            for each in wanted
        ]
    )
    record(
        act="asked_to_join",
        sentence=f"{_counted(wanted)} gevraagd te antwoorden op actie {locked.number}.",
        of=locked,
        by=by,
        at=at,
        facts={"municipalities": [each.code for each in wanted]},
        rows=rows,
    )
    for row in rows:
        _tell(row, by=by)
    keep_standing(locked, at=at)
    return rows


def still_to_ask(action: Action, *, at: datetime) -> list[Municipality]:
    """Return who has not answered yet and was not asked today, by name."""
    answered = Participation.objects.filter(action=action).values("municipality")
    municipalities = Municipality.objects.filter(region=action.theme.profile.region_id)
    asked = Asking.objects.filter(action=action).values_list("municipality", "asked_at")
    today = {pk for pk, asked_at in asked if local_date(asked_at) == local_date(at)}
    return list(
        municipalities.exclude(pk__in=answered).exclude(pk__in=today).order_by("name", "pk")
    )


def _tell(row: Asking, *, by: Membership) -> None:
    tell_holders(
        Permission.ANSWER_ACTION,
        at_organisations=[row.municipality_id],
        event=f"asked:{row.pk}",
        subject=f"Doet uw gemeente mee aan actie {row.action.number}?",
        path=_path(row),
        by=by,
        at=row.asked_at,
    )


def _path(row: Asking) -> str:
    return Participation(action=row.action, municipality=row.municipality).get_absolute_url()


def _counted(wanted: Collection[Municipality]) -> str:
    return "1 gemeente" if len(wanted) == 1 else f"{len(wanted)} gemeenten"
