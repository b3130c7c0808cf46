"""What changed when the text on somebody's screen is not the one that is offered any more."""

from dataclasses import dataclass

from decisions.documents.versions import Change
from decisions.models import ProposalVersion
from decisions.rules.road import Road
from decisions.selectors.differences import changes_of, summary_of
from municipalities.models import Membership


@dataclass(frozen=True, slots=True)
class TextChange:
    """
    From the version that was `seen` to the one that is offered `now`.

    `seen` is None when the hash is of no version that was ever put before this college.
    """

    seen: ProposalVersion | None
    now: ProposalVersion
    summary: str
    items: list[Change]
    sections: list[Change]


def text_change(road: Road, *, seen_sha256: str, viewer: Membership) -> TextChange | None:
    """Return what changed since the text with this hash; None when that is still offered."""
    if road.offer is None or road.offer.version.sha256 == seen_sha256:
        return None
    now = road.offer.version
    offered = [offer.version for offer in road.ratification.offers.all()]
    seen = next((version for version in offered if version.sha256 == seen_sha256), None)
    items, sections = changes_of(seen, now, viewer=viewer) if seen else ([], [])
    return TextChange(seen, now, summary_of(items, sections), items, sections)
