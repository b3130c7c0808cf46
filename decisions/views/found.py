"""Finding what an address names, within what the reader may know of: anything else is a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from decisions.models import Decision, Proposal, Ratification
from decisions.querysets import RatificationQuerySet
from decisions.selectors.board import may_open
from municipalities.access import MemberRequest


def own_proposal(request: MemberRequest, proposal: int) -> Proposal:
    """Return a proposal that the reader may read."""
    proposals = Proposal.objects.readable_by(request.membership)
    proposals = proposals.select_related("profile__region", "embargo", "plan__action")
    return get_object_or_404(proposals, pk=proposal)


def profile_proposal(request: MemberRequest, proposal: int) -> Proposal:
    """
    Return a proposal about a profile that the reader may read.

    A further proposal has no embargo, no coalition and nothing to offer to a minister.
    """
    found = own_proposal(request, proposal)
    if found.is_further:
        raise Http404
    return found


def readable_ratification(request: MemberRequest, proposal: int, code: str) -> Ratification:
    """Return the road of the reader's own municipality, or of any for who may read them all."""
    roads = own_proposal(request, proposal).ratifications.with_facts().with_local()
    return _readable(request, roads, code)


def planned_ratification(request: MemberRequest, proposal: int, code: str) -> Ratification:
    """Return the same, with the calendar of its college."""
    roads = own_proposal(request, proposal).ratifications.with_plan().with_local()
    return _readable(request, roads, code)


def _readable(request: MemberRequest, roads: RatificationQuerySet, code: str) -> Ratification:
    found = get_object_or_404(roads, municipality__code=code)
    if not may_open(found, request.membership):
        return get_object_or_404(Ratification.objects.none())
    return found


def own_ratification(request: MemberRequest, proposal: int, code: str) -> Ratification:
    """Return the road of the reader's own municipality, to act on."""
    own = Ratification.objects.own(request.membership).with_facts()
    return get_object_or_404(own, proposal=proposal, municipality__code=code)


def own_decision(request: MemberRequest, proposal: int, code: str, decision: int) -> Decision:
    """Return a decision of the reader's own municipality."""
    ratification = own_ratification(request, proposal, code)
    return get_object_or_404(ratification.decisions.select_related("ratification"), pk=decision)
