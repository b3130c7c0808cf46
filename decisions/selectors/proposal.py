"""The text of a proposal: one version, its dictum, its sections, and what can happen to it now."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import DictumItem, Proposal, ProposalVersion, Section
from decisions.rules.blockers import Blocker, blockers_to_freeze, blockers_to_offer
from municipalities.access import Permission, may
from municipalities.models import Membership
from trail.selectors import Line, history_of


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """`to_freeze` and `to_offer` hold what stands in the way; None when it is not the reader's."""

    proposal: Proposal
    version: ProposalVersion
    versions: list[ProposalVersion]
    items: list[DictumItem]
    sections: list[Section]
    is_offered: bool
    is_public: bool
    to_freeze: list[Blocker] | None
    to_offer: list[Blocker] | None
    history: list[Line]


def proposal_page(
    proposal: Proposal, *, number: int | None, viewer: Membership, at: datetime
) -> ProposalPage:
    """
    Return one version of the proposal, the last one unless `number` says otherwise.

    A concept is only for those who write it. :raises ProposalVersion.DoesNotExist: if not there.
    """
    writes = may(viewer, Permission.FREEZE_PROPOSAL)
    versions = [
        v
        for v in proposal.versions.select_related("frozen_by", "proposal", "profile_version")
        if writes or v.frozen_at
    ]
    version = _chosen(versions, number)
    is_offered = version.offers.exists()
    is_concept = version.frozen_at is None
    return ProposalPage(
        proposal=proposal,
        version=version,
        versions=versions,
        items=list(version.items.all()),
        sections=list(version.sections.readable_by(viewer).order_by("position")),
        is_offered=is_offered,
        is_public=Proposal.objects.public(at).filter(pk=proposal.pk).exists(),
        to_freeze=blockers_to_freeze(version, by=viewer) if writes and is_concept else None,
        to_offer=_to_offer(version, is_offered=is_offered, viewer=viewer, at=at)
        if writes
        else None,
        history=history_of(proposal),
    )


def _to_offer(
    version: ProposalVersion, *, is_offered: bool, viewer: Membership, at: datetime
) -> list[Blocker] | None:
    if version.frozen_at is None or is_offered:
        return None
    return blockers_to_offer(version, is_offered=is_offered, by=viewer, at=at)


def _chosen(versions: list[ProposalVersion], number: int | None) -> ProposalVersion:
    wanted = [v for v in versions if number is None or v.number == number]
    if not wanted:
        raise ProposalVersion.DoesNotExist
    return wanted[-1]
