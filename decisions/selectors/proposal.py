"""The text of a proposal: one version, its dictum, its sections, and what can happen to it now."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import DictumItem, Proposal, ProposalVersion, Replacement, Section
from decisions.rules.blockers import Blocker, blockers_to_freeze, blockers_to_offer
from decisions.rules.drafting import drafting_of
from decisions.selectors.drafting import Preparing, concept_of, preparing
from decisions.tasks import is_replaced
from municipalities.access import Permission, may
from municipalities.models import Membership
from trail.selectors import Line, history_of


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """
    `to_freeze` and `to_offer` hold what stands in the way; None when it is not the reader's.

    `preparing` is of a concept, for its writers; `replacement` of what comes in place of an offer.
    `can_begin`: the reader writes, and there is no concept yet.
    """

    proposal: Proposal
    version: ProposalVersion
    versions: list[ProposalVersion]
    items: list[DictumItem]
    sections: list[Section]
    is_offered: bool
    is_public: bool
    preparing: Preparing | None
    replacement: Replacement | None
    can_begin: bool
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
    versions = [v for v in proposal.versions.with_people() if writes or v.frozen_at]
    version = _chosen(versions, number)
    is_offered = version.offers.exists()
    concept = concept_of(proposal) if writes and version.frozen_at is None else None
    concerned = [str(row.municipality) for row in proposal.standing_concerns]
    return ProposalPage(
        proposal=proposal,
        version=version,
        versions=versions,
        items=list(version.items.all()),
        sections=list(version.sections.readable_by(viewer).order_by("position")),
        is_offered=is_offered,
        is_public=Proposal.objects.public(at).filter(pk=proposal.pk).exists(),
        preparing=preparing(concept) if concept else None,
        replacement=getattr(version, "replacement", None),
        can_begin=writes and all(v.frozen_at for v in versions),
        to_freeze=blockers_to_freeze(
            concept, drafting=drafting_of(concept), concerned=concerned, by=viewer
        )
        if concept
        else None,
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
    has_terms = version.proposal.has_terms  # until then the offer chooses the closing too
    closes_at = version.proposal.closes_at if has_terms else None
    return blockers_to_offer(
        version,
        is_offered=is_offered,
        closes_at=closes_at,
        lacks_second_person=version.lacks_second_person,
        is_replaced=is_replaced(version.proposal, at=at),
        by=viewer,
        at=at,
    )


def _chosen(versions: list[ProposalVersion], number: int | None) -> ProposalVersion:
    wanted = [v for v in versions if number is None or v.number == number]
    if not wanted:
        raise ProposalVersion.DoesNotExist
    return wanted[-1]
