"""The board: every municipality under one proposal, at one moment."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import Proposal, Ratification
from decisions.rules.coalition import Consent, Position, standing
from decisions.rules.road import Road, road_at
from decisions.rules.stages import StepState, for_others, since, stage, steps, waits_for
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality

HIDDEN = "Onder embargo."
OPTIONAL = {StepState.LEFT_OUT, StepState.SKIPPED}


@dataclass(frozen=True, slots=True)
class Tile:
    """Where the municipality lies on the tile map, in columns and rows from 0."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Row:
    """
    One municipality. `position` is None while the reader may not know it.

    `url` is empty where the reader may not open the road.
    """

    code: str
    name: str
    stage: str
    since: datetime | None
    waits: list[str]
    position: Position | Consent | None
    explanation: str
    steps_done: int
    steps_total: int
    is_own: bool
    url: str
    tile: Tile | None


@dataclass(frozen=True, slots=True)
class Board:
    """`counts`: a position, its number of municipalities and its words; empty while hidden."""

    proposal: Proposal
    at: datetime
    is_public: bool
    sees_outcomes: bool
    rows: list[Row]
    counts: list[tuple[Position | Consent, int, str]]


def board(proposal: Proposal, *, at: datetime, viewer: Membership, now: datetime) -> Board:
    """
    Return the board as it was known at `at`, for this reader.

    Whether the embargo has ended is asked of `now`: an earlier board shows no more than today's.
    """
    is_open = Proposal.objects.open_to_parties(now).filter(pk=proposal.pk).exists()
    sees_all = is_open or may(viewer, Permission.READ_OUTCOMES)
    ratifications = proposal.ratifications.with_facts().by_name()
    rows = [_row(road_at(r, at=at), viewer=viewer, sees_all=sees_all) for r in ratifications]
    return Board(
        proposal=proposal,
        at=at,
        is_public=is_open and not proposal.is_further,
        sees_outcomes=sees_all,
        rows=rows,
        counts=_counts(rows, Consent if proposal.is_further else Position) if sees_all else [],
    )


def may_open(ratification: Ratification, viewer: Membership) -> bool:
    """Tell whether this reader may open the road of this municipality."""
    return ratification.municipality_id == viewer.acting_organisation_id or may(
        viewer, Permission.READ_RATIFICATIONS
    )


def tile_of(municipality: Municipality) -> Tile | None:
    """Return where the municipality lies on the tile map, if it has a place there."""
    column, row = municipality.tile_column, municipality.tile_row
    return None if column is None or row is None else Tile(column, row)


def _row(road: Road, *, viewer: Membership, sees_all: bool) -> Row:
    municipality = road.ratification.municipality
    is_own = municipality.pk == viewer.acting_organisation_id
    sees = sees_all or is_own
    result = standing(road)
    told = road if sees else for_others(road)
    taken = [step for step in steps(road) if step.state not in OPTIONAL]
    return Row(
        code=municipality.code,
        name=municipality.name,
        stage=stage(told),
        since=since(told),
        waits=waits_for(road) if sees else [],
        position=result.position if sees else None,
        explanation=result.explanation if sees else HIDDEN,
        steps_done=sum(step.state is StepState.DONE for step in taken) if sees else 0,
        steps_total=len(taken) if sees else 0,
        is_own=is_own,
        url=road.ratification.get_absolute_url() if may_open(road.ratification, viewer) else "",
        tile=tile_of(municipality),
    )


def _counts(
    rows: list[Row], positions: type[Position] | type[Consent]
) -> list[tuple[Position | Consent, int, str]]:
    counted = {position: sum(row.position is position for row in rows) for position in positions}
    return [(position, count, position.of(count)) for position, count in counted.items()]
