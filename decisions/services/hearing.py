"""The word of a college on its share, carried to the plan in the act from which it follows."""

from datetime import datetime

from django.urls import reverse

from actions.services.college import hear
from decisions.models import Ratification
from decisions.rules.further import said_on
from decisions.rules.road import road_at
from municipalities.models import Membership


def carry_word(ratification_id: int, *, by: Membership, at: datetime) -> None:
    """
    Let the plan know what the college says now; only a further proposal has a plan to tell.

    It is always derived from the decisions that count, so that it can never say anything else.
    """
    ratification = (
        Ratification.objects.with_facts()
        .select_related("proposal__plan__action")
        .get(pk=ratification_id)
    )
    plan = ratification.proposal.plan
    said = said_on(road_at(ratification, at=at)) if plan else None
    if plan and said:
        hear(
            plan,
            ratification.municipality,
            word=said.word,
            decided_on=said.on,
            path=reverse("decisions:board", args=[ratification.proposal_id]),
            by=by,
            at=at,
        )
