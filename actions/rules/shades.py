"""How where a municipality stands looks on the map: a filling, a sign and words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from actions.rules.joining import JOINED, Joining


class Filling(StrEnum):
    """A pattern of the map, from full to nothing."""

    SOLID = "solid"
    HATCHED = "hatched"
    DOTTED = "dotted"
    LINED = "lined"
    CROSSED = "crossed"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Shade:
    """One way to draw a municipality, and what it means."""

    filling: Filling
    sign: str
    words: str


OF_ACTION = {
    Joining.JOINS: Shade(Filling.SOLID, "✓", Joining.JOINS.label),
    Joining.RESERVED: Shade(Filling.HATCHED, "(✓)", Joining.RESERVED.label),
    Joining.LATER: Shade(Filling.HATCHED, "→", Joining.LATER.label),
    Joining.REQUESTED: Shade(Filling.HATCHED, "?", Joining.REQUESTED.label),
    Joining.FOLLOWS: Shade(Filling.DOTTED, "○", Joining.FOLLOWS.label),
    Joining.NOT_NOW: Shade(Filling.LINED, "–", Joining.NOT_NOW.label),
    Joining.NO: Shade(Filling.CROSSED, "✕", Joining.NO.label),
    Joining.LEFT: Shade(Filling.CROSSED, "‹", Joining.LEFT.label),
    Joining.ASKED: Shade(Filling.BLANK, "…", Joining.ASKED.label),
    Joining.NOT_ASKED: Shade(Filling.BLANK, "·", Joining.NOT_ASKED.label),
}
ALL = Shade(Filling.SOLID, "", "Doet mee aan alle acties")
MANY = Shade(Filling.HATCHED, "", "Doet mee aan de helft of meer")
FEW = Shade(Filling.DOTTED, "", "Doet mee aan minder dan de helft")
NONE = Shade(Filling.BLANK, "", "Doet nergens mee")
OF_ACTIONS = [ALL, MANY, FEW, NONE]


def shade_of_actions(joinings: Sequence[Joining]) -> tuple[Shade, int]:
    """Return how much of these actions a municipality joins, and how many that are."""
    count = sum(joining in JOINED for joining in joinings)
    if not count:
        return NONE, count
    if count == len(joinings):
        return ALL, count
    return (MANY if 2 * count >= len(joinings) else FEW), count
