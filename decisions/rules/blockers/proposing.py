"""When the shared text may be frozen, offered and acknowledged, and why not yet."""

from collections.abc import Sequence
from datetime import datetime

from decisions.models import Organ, PreparationKind, ProposalVersion
from decisions.rules.blockers.checks import applying, is_stranger
from decisions.rules.blockers.labels import Blocker
from decisions.rules.drafting import Drafting
from decisions.rules.road import Road
from municipalities.access import Permission, may
from municipalities.models import Membership


def blockers_to_freeze(
    version: ProposalVersion,
    *,
    drafting: Drafting,
    concerned: Sequence[str] = (),
    by: Membership,
) -> list[Blocker]:
    """
    Return what stands between this concept and a frozen version; its items were fetched.

    `concerned` are the names of the municipalities that a further proposal concerns.
    """
    organs = {item.organ for item in version.items.all()}
    blockers = applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.FREEZE_PROPOSAL),
            Blocker.FROZEN: version.frozen_at is not None,
            Blocker.NO_ITEMS: not organs,
            Blocker.NO_COLLEGE_ITEM: bool(organs) and Organ.COLLEGE not in organs,
            Blocker.LOST_REFERENCE: bool(drafting.lost),
            Blocker.CO_CREATION_OPEN: drafting.is_open,
            Blocker.UNANSWERED: bool(drafting.unanswered),
            Blocker.NO_LEGAL_CHECK: drafting.lacks(PreparationKind.LEGAL_CHECK),
            Blocker.NO_CONSULTATION: drafting.lacks(PreparationKind.CONSULTATION),
        }
    )
    return [*blockers, *_of_further(version, concerned)]


def _of_further(version: ProposalVersion, concerned: Sequence[str]) -> list[Blocker]:
    """Return what a further proposal lacks: whom it concerns, all of them named, and no mayor."""
    if not version.proposal.is_further:
        return []
    items = version.items.all()
    return applying(
        {
            Blocker.NO_MAYOR: any(item.organ == Organ.MAYOR for item in items),
            Blocker.NOBODY: not concerned,
            Blocker.UNNAMED: not all(any(n in item.text for item in items) for n in concerned),
        }
    )


def blockers_to_offer(  # noqa: PLR0913  # by what an offer is judged
    version: ProposalVersion,
    *,
    is_offered: bool,
    closes_at: datetime | None,
    lacks_second_person: bool,
    is_replaced: bool = False,
    by: Membership,
    at: datetime,
) -> list[Blocker]:
    """
    Return what stands between this version and the colleges; no closing was chosen if None.

    `is_replaced`: it is about a plan of which a newer version was adopted.
    """
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.OFFER_PROPOSAL),
            Blocker.NOT_FROZEN: version.frozen_at is None,
            Blocker.OFFERED: is_offered,
            Blocker.REPLACEMENT: lacks_second_person,
            Blocker.PLAN_REPLACED: is_replaced,
            Blocker.CLOSED: closes_at is not None and at >= closes_at,
        }
    )


def blockers_to_acknowledge(road: Road, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot confirm that the proposal was received."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.ACKNOWLEDGE_OFFER),
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.ACKNOWLEDGED: road.receipt is not None,
        }
    )
