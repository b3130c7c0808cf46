"""Municipalities as shapes on a picture: their borders, or tiles if those are unknown. Pure."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

WIDTH = 1000  # of every picture, so that letters have one size whatever the borders are drawn in
TILE_WIDTH, TILE_HEIGHT, GAP = 180, 130, 8
MARGIN = 10
LETTERS = 14  # of a name on one line
CORNER = re.compile(r"[ML](-?\d+) (-?\d+)")
RING = re.compile(r"M[^M]*")

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A municipality as it is drawn: its path before the transform, and the middle after that."""

    path: str
    x: int
    y: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """What to draw on: `transform` brings the paths into the picture, `shapes` are by code."""

    height: int
    transform: str
    shapes: Mapping[str, Shape]
    is_tiled: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of where a municipality lies; a border is "" and a tile None if unknown."""

    code: str
    name: str
    border: str
    tile: Corner | None


def ground(places: Sequence[Place]) -> Ground | None:
    """
    Return the ground of these municipalities: borders if all are known, else tiles if all are.

    None says that there is nothing to draw: a map on which somebody is missing is no map.
    """
    if places and all(place.border for place in places):
        return _ground(places, [place.border for place in places], is_tiled=False)
    tiles = [_tile(place.tile) for place in places if place.tile]
    return _ground(places, tiles, is_tiled=True) if tiles and len(tiles) == len(places) else None


def corners(path: str) -> list[Corner]:
    """Return the corners of a path of M, L and Z."""
    return [(int(x), int(y)) for x, y in CORNER.findall(path)]


def middle(path: str) -> tuple[float, float]:
    """Return the centre of gravity of the largest ring of a path."""
    rings = [_weighed(corners(ring)) for ring in RING.findall(path)]
    return max(rings, key=itemgetter(0))[1]


def _weighed(ring: Sequence[Corner]) -> tuple[float, tuple[float, float]]:
    """Return the area of a ring and its centre of gravity."""
    area, x, y = 0.0, 0.0, 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross / 2, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area), (x / (6 * area), y / (6 * area))) if area else (0.0, ring[0])


def _tile(tile: Corner) -> str:
    left, top = tile[0] * (TILE_WIDTH + GAP), tile[1] * (TILE_HEIGHT + GAP)
    right, bottom = left + TILE_WIDTH, top + TILE_HEIGHT
    return f"M{left} {top}L{right} {top}L{right} {bottom}L{left} {bottom}Z"


def _ground(places: Sequence[Place], paths: Sequence[str], *, is_tiled: bool) -> Ground:
    known = [corner for path in paths for corner in corners(path)]
    left, width = _reach(x for x, _ in known)
    top, height = _reach(y for _, y in known)
    scale = WIDTH / width

    def shape(place: Place, path: str) -> Shape:
        x, y = middle(path)
        return Shape(path, round((x - left) * scale), round((y - top) * scale), _lines(place.name))

    return Ground(
        height=round(height * scale),
        transform=f"scale({scale:.5f}) translate({-left} {-top})",
        shapes={place.code: shape(place, path) for place, path in zip(places, paths, strict=True)},
        is_tiled=is_tiled,
    )


def _reach(numbers: Iterable[int]) -> Corner:
    """Return where numbers begin, with a margin, and how far they reach from there."""
    found = list(numbers)
    return min(found) - MARGIN, max(found) - min(found) + 2 * MARGIN


def _lines(name: str) -> list[str]:
    """Return the name in lines that fit, broken after a blank or a hyphen."""
    return textwrap.wrap(name, LETTERS)
