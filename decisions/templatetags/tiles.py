"""The tile map of the board."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from decisions.rules.coalition import Position
from decisions.selectors.board import Row

register = template.Library()

SIZE = 64
STEP = SIZE + 6
LETTERS = 9

LOOKS = {
    Position.OFFERS: ("offers", "✓"),
    Position.OPEN: ("open", "…"),
    Position.OUT: ("out", "✕"),
    None: ("hidden", "·"),
}


@dataclass(frozen=True, slots=True)
class PlacedTile:
    """A tile with its place in the drawing, in its own units from the upper left corner."""

    x: int
    y: int
    kind: str
    sign: str
    short: str
    is_own: bool

    @property
    def middle(self) -> int:
        return self.x + SIZE // 2

    @property
    def name_y(self) -> int:
        return self.y + SIZE * 2 // 5

    @property
    def sign_y(self) -> int:
        return self.y + SIZE * 4 // 5


@dataclass(frozen=True, slots=True)
class TileMap:
    tiles: list[PlacedTile]
    width: int
    height: int
    size: int = SIZE


@register.simple_tag
def tile_map(rows: Sequence[Row]) -> TileMap:
    """Place the municipalities that have a tile; the others are only in the table."""
    tiles = [_placed(row) for row in rows if row.tile]
    return TileMap(
        tiles=tiles,
        width=max((tile.x for tile in tiles), default=0) + SIZE,
        height=max((tile.y for tile in tiles), default=0) + SIZE,
    )


def _placed(row: Row) -> PlacedTile:
    assert row.tile is not None
    kind, sign = LOOKS[row.position]
    return PlacedTile(
        x=row.tile.column * STEP,
        y=row.tile.row * STEP,
        kind=kind,
        sign=sign,
        short=row.name if len(row.name) <= LETTERS else f"{row.name[: LETTERS - 1]}.",
        is_own=row.is_own,
    )
