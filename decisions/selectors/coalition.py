"""The page "coalitie": who offers and who goes on, at one moment, and how that was counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from decisions.models import Proposal
from decisions.rules.blockers import blockers_to_be_signed
from decisions.rules.coalition import (
    Consent,
    Continuation,
    Course,
    Position,
    Standing,
    continuation,
    standing,
)
from decisions.rules.road import Road, road_at
from decisions.selectors.board import Tile, may_open, tile_of
from decisions.selectors.recount import Recount, recount_of
from municipalities.access import Permission, may
from municipalities.models import Membership


@dataclass(frozen=True, slots=True)
class Party:
    """
    One municipality; `standing` and `continuation` are None while the reader may not know them.

    `not_signing` says why one that offers cannot sign yet. `url` is empty where the reader may not
    open the road.
    """

    name: str
    is_own: bool
    url: str
    tile: Tile | None
    standing: Standing | None
    continuation: Continuation | None
    is_signed: bool
    not_signing: list[str]

    @property
    def position(self) -> Position | Consent | None:
        return self.standing.position if self.standing else None


@dataclass(frozen=True, slots=True)
class CoalitionPage:
    """
    `offering` and `going_on`: the words, their number and a phrase; empty while hidden.

    `recount` is for who may know all: the number of acts alone would tell of a revocation.
    """

    proposal: Proposal
    at: datetime
    sees_outcomes: bool
    parties: list[Party]
    offering: list[tuple[Position, int, str]]
    going_on: list[tuple[Course, int, str]]
    recount: Recount | None

    @property
    def is_closed(self) -> bool:
        return self.at >= self.proposal.closes_at


def coalition_page(
    proposal: Proposal, *, at: datetime, viewer: Membership, now: datetime
) -> CoalitionPage:
    """
    Return the coalitions as they were known at `at`, for this reader.

    Whether the embargo has ended is asked of `now`: an earlier moment shows no more than today's.
    """
    is_public = Proposal.objects.public(now).filter(pk=proposal.pk).exists()
    sees_all = is_public or may(viewer, Permission.READ_OUTCOMES)
    roads = [road_at(r, at=at) for r in proposal.ratifications.with_facts().by_name()]
    parties = [_party(road, viewer=viewer, sees_all=sees_all) for road in roads]
    return CoalitionPage(
        proposal=proposal,
        at=at,
        sees_outcomes=sees_all,
        parties=parties,
        offering=_offering(each.standing for each in parties) if sees_all else [],
        going_on=_going_on(each.continuation for each in parties) if sees_all else [],
        recount=recount_of(roads) if sees_all else None,
    )


def _party(road: Road, *, viewer: Membership, sees_all: bool) -> Party:
    municipality = road.ratification.municipality
    is_own = municipality.pk == viewer.acting_organisation_id
    sees = sees_all or is_own
    stands = standing(road)
    is_signed = road.signature is not None and stands.offers
    waits = stands.offers and not is_signed
    return Party(
        name=municipality.name,
        is_own=is_own,
        url=road.ratification.get_absolute_url() if may_open(road.ratification, viewer) else "",
        tile=tile_of(municipality),
        standing=stands if sees else None,
        continuation=continuation(road) if sees else None,
        is_signed=sees and is_signed,
        not_signing=[str(b.label) for b in blockers_to_be_signed(road)] if sees and waits else [],
    )


def _offering(standings: Iterable[Standing | None]) -> list[tuple[Position, int, str]]:
    found = [each.position for each in standings if each]
    return [
        (position, found.count(position), position.of(found.count(position)))
        for position in Position
    ]


def _going_on(continuations: Iterable[Continuation | None]) -> list[tuple[Course, int, str]]:
    found = [each.course for each in continuations if each]
    return [(course, found.count(course), course.of(found.count(course))) for course in Course]
