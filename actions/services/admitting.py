"""The lead of an action that runs says whether a municipality that asks can still join."""

from datetime import datetime

from django.db import transaction

from actions.models import Admission, Participation
from actions.rules.requests import blockers_to_admit
from actions.services.acting import locked_action, refuse_if, tell_holders
from actions.services.participation import TICK, ask_college, last_answer
from actions.services.standings import keep_standing
from municipalities.access import Permission, may
from municipalities.models import Membership
from trail.services import record


@transaction.atomic
def admit(
    row: Participation, *, is_admitted: bool, reason: str = "", by: Membership, at: datetime
) -> Admission:
    """Answer to a request; the municipality is told. :raises Refused:"""
    action = locked_action(row.action_id)
    last = last_answer(action, row.municipality_id)
    refuse_if(
        blockers_to_admit(
            is_admitted=is_admitted,
            reason=reason,
            is_request=row.is_request,
            is_answered=last == row and hasattr(last, "admission"),
            is_replaced=last != row,
            is_by_lead=_is_of_lead(by, action.lead_id),
        )
    )
    admission = Admission.objects.create(
        participation=row,
        is_admitted=is_admitted,
        reason=reason,
        answered_at=max(at, row.answered_at + TICK),
        answered_by=by.user,
    )
    _record(admission, row, by=by)
    _tell(admission, row, by=by)
    ask_college(row, at=admission.answered_at)
    keep_standing(action, at=admission.answered_at)
    return admission


def _sentence(admission: Admission, row: Participation) -> str:
    return f"{row.municipality} {admission} tot actie {row.action.number}"


def _record(admission: Admission, row: Participation, *, by: Membership) -> None:
    record(
        act="admitted",
        sentence=f"{_sentence(admission, row)}.",
        of=admission,
        by=by,
        at=admission.answered_at,
        facts={"participation": row.pk, "is_admitted": admission.is_admitted},
        rows=[admission],
    )


def _tell(admission: Admission, row: Participation, *, by: Membership) -> None:
    tell_holders(
        Permission.ANSWER_ACTION,
        at_organisations=[row.municipality_id],
        event=f"admitted:{row.pk}",
        subject=_sentence(admission, row),
        path=row.get_absolute_url(),
        by=by,
        at=admission.answered_at,
    )


def _is_of_lead(by: Membership, lead_id: int | None) -> bool:
    """Tell whether this person may answer for the lead; the database asks for the same."""
    return (
        may(by, Permission.ADMIT) and lead_id is not None and by.acting_organisation_id == lead_id
    )
