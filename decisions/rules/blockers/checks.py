"""What more than one act asks before it may run."""

from collections.abc import Mapping

from decisions.rules.blockers.labels import Blocker
from decisions.rules.road import Road
from municipalities.models import Membership


def applying(checks: Mapping[Blocker, bool]) -> list[Blocker]:
    """Return those blockers that apply, in their order."""
    return [blocker for blocker, applies in checks.items() if applies]


def is_stranger(road: Road, by: Membership) -> bool:
    """Tell whether this person acts for another municipality than that of the road."""
    return bool(by.acting_organisation_id != road.ratification.municipality_id)


def is_other_text(road: Road, seen_sha256: str) -> bool:
    """Tell whether the text on screen is not the one that is offered now."""
    return road.offer is not None and road.offer.version.sha256 != seen_sha256
