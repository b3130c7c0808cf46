"""The tile map of the board."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django import template

from decisions.rules.coalition import Consent, Position
from decisions.selectors.board import Tile

register = template.Library()

WIDTH, HEIGHT, GAP = 100, 72, 6
LINE = 18

LOOKS = {
    "success": ("offers", "✓"),
    "info": ("open", "…"),
    "error": ("out", "✕"),
    "": ("hidden", "·"),
}


class Row(Protocol):
    """A municipality on the map; `position` is None while the reader may not know it."""

    @property
    def name(self) -> str: ...
    @property
    def is_own(self) -> bool: ...
    @property
    def position(self) -> Position | Consent | None: ...
    @property
    def tile(self) -> Tile | None: ...


@dataclass(frozen=True, slots=True)
class PlacedTile:
    """
    A tile with its place in the drawing, in its own units from the upper left corner.

    `name` are its lines, each with the height at which it stands.
    """

    x: int
    y: int
    kind: str
    sign: str
    name: list[tuple[str, int]]
    is_own: bool

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def sign_y(self) -> int:
        return self.y + HEIGHT - 8


@dataclass(frozen=True, slots=True)
class TileMap:
    tiles: list[PlacedTile]
    width: int
    height: int
    tile_width: int = WIDTH
    tile_height: int = HEIGHT


@register.simple_tag
def tile_map(rows: Sequence[Row]) -> TileMap:
    """Place the municipalities that have a tile; the others are only in the table."""
    tiles = [_placed(row) for row in rows if row.tile]
    return TileMap(
        tiles=tiles,
        width=max((tile.x for tile in tiles), default=0) + WIDTH,
        height=max((tile.y for tile in tiles), default=0) + HEIGHT,
    )


def _placed(row: Row) -> PlacedTile:
    assert row.tile is not None
    kind, sign = LOOKS[row.position.kind if row.position else ""]
    y = row.tile.row * (HEIGHT + GAP)
    return PlacedTile(
        x=row.tile.column * (WIDTH + GAP),
        y=y,
        kind=kind,
        sign=sign,
        name=[(line, y + LINE * number) for number, line in enumerate(_lines(row.name), start=1)],
        is_own=row.is_own,
    )


def _lines(name: str) -> list[str]:
    """Return the name in lines that fit, broken after a blank or a hyphen."""
    return textwrap.wrap(name, 12)
