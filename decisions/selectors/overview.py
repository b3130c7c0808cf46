"""The first page: the proposals of the region, and what waits for the reader's own organisation."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import Proposal, Ratification
from decisions.rules.road import road_at
from decisions.rules.stages import stage, waits_for
from municipalities.models import Membership


@dataclass(frozen=True, slots=True)
class OwnRoad:
    """How far the own municipality is under one proposal."""

    proposal: Proposal
    stage: str
    waits: list[str]
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    proposals: list[Proposal]
    own_roads: list[OwnRoad]


def overview(viewer: Membership, *, at: datetime) -> Overview:
    """Return what this reader comes for, newest proposal first."""
    proposals = Proposal.objects.readable_by(viewer).select_related("profile", "plan__action")
    ratifications = (
        Ratification.objects.own(viewer).with_facts().order_by("-proposal__created_at", "pk")
    )
    return Overview(
        proposals=list(proposals),
        own_roads=[_own_road(ratification, at=at) for ratification in ratifications],
    )


def _own_road(ratification: Ratification, *, at: datetime) -> OwnRoad:
    road = road_at(ratification, at=at)
    return OwnRoad(
        proposal=ratification.proposal,
        stage=stage(road),
        waits=waits_for(road),
        url=ratification.get_absolute_url(),
    )
