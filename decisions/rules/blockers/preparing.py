"""When a municipality may prepare its decision, and why not. The order of the steps is its own."""

from decisions.rules.blockers.checks import applying, is_other_text, is_stranger
from decisions.rules.blockers.labels import Blocker
from decisions.rules.road import Road
from municipalities.access import Permission, may
from municipalities.models import Membership


def blockers_to_prepare(road: Road, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot write, record advices or place it on the agenda here."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.PREPARE_DECISION),
            Blocker.NOT_OFFERED: road.offer is None,
        }
    )


def blockers_to_agree(road: Road, *, by: Membership, seen_sha256: str) -> list[Blocker]:
    """Return why this person cannot agree to the text. `seen_sha256` is of the text on screen."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.AGREE_TEXT),
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.TEXT_CHANGED: is_other_text(road, seen_sha256),
            Blocker.AGREED_ALREADY: road.agreement is not None,
        }
    )
