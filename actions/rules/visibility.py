"""
Who reads why a municipality does not join. Pure.

The answer itself is for all parties. The reason is for whom the municipality shared it with; on
what it would look again is for its own people, since that tells the reason too.
"""

from dataclasses import dataclass

from actions.models import ReasonAudience


@dataclass(frozen=True, slots=True)
class Reader:
    """
    For whom somebody reads: an organisation, or (None) the region.

    `is_coordinator` is whether they keep the actions of the region, `reads_actions` whether they
    read actions at all.
    """

    organisation_id: int | None
    is_coordinator: bool = False
    reads_actions: bool = True


def may_read_reason(
    audience: ReasonAudience, reader: Reader, *, municipality_id: int, lead_id: int | None
) -> bool:
    """Tell whether this reader is among those the municipality shares its reason with."""
    if not reader.reads_actions:
        return False
    if is_own(reader, municipality_id):
        return True
    if audience is ReasonAudience.PARTIES:
        return True
    is_lead = lead_id is not None and reader.organisation_id == lead_id
    return audience is ReasonAudience.LEAD and (is_lead or reader.is_coordinator)


def is_own(reader: Reader, municipality_id: int) -> bool:
    """Tell whether somebody reads for this municipality; who is employed there is not enough."""
    return reader.organisation_id == municipality_id
