"""How an offer is named everywhere: in the notices, the mails and the proof. Pure."""

from decisions.models import ProposalVersion


def offered_event(version: ProposalVersion) -> str:
    """Return the name of the event that this version was put before the colleges."""
    return f"offered:{version.pk}"
