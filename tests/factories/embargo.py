"""Requests about an embargo, and what came of them."""

from datetime import datetime, timedelta

from decisions.models import EmbargoChange, Move, Proposal
from municipalities.models import Municipality, Role
from tests.factories.decisions import NOW
from tests.factories.people import person

REASON = "Alle colleges zijn eerder klaar dan gedacht."


def ask_to_lift(
    proposal: Proposal, municipality: Municipality | None = None, *, at=NOW
) -> EmbargoChange:
    """Return a request to lift the embargo that waits for another municipality."""
    return _asked(proposal, municipality, Move.LIFT, at=at)


def ask_to_extend(
    proposal: Proposal,
    not_before: datetime,
    ends_at_latest: datetime,
    municipality: Municipality | None = None,
    *,
    at=NOW,
) -> EmbargoChange:
    """Return a request to extend the embargo that waits for another municipality."""
    moments = {"not_before": not_before, "ends_at_latest": ends_at_latest}
    return _asked(proposal, municipality, Move.EXTEND, at=at, **moments)


def agreed(change: EmbargoChange, *, at=None) -> EmbargoChange:
    """Let another municipality agree; only the database judges it."""
    roads = change.proposal.ratifications.exclude(municipality=change.asked_for)
    other = roads.order_by("pk").first().municipality
    change.agreed_at = at or change.asked_at + timedelta(hours=1)
    change.agreed_by = person(Role.ALDERMAN, other).user
    change.agreed_for = other
    change.save()
    return change


def _asked(proposal, municipality, move, *, at, **moments) -> EmbargoChange:
    asking = municipality or proposal.ratifications.order_by("pk").last().municipality
    return EmbargoChange.objects.create(
        proposal=proposal,
        move=move,
        reason=REASON,
        asked_at=at,
        asked_by=person(Role.ALDERMAN, asking).user,
        asked_for=asking,
        **moments,
    )
