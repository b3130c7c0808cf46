"""
What is asked of a municipality against what it has, in the order in which plans were adopted.

Hours and fte are one measure, so that a need cannot slip under the capacity by being written in
two units, in small parts, or under other kinds: everything is summed per year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices

from actions.models import Unit, Word

HOURS_PER_FTE = Decimal(1350)  # hours a year that somebody can work, leave and illness taken off
NOTHING = Decimal("0.00")
GONE = {Word.DECLINED}
FIRST_YEAR, LAST_YEAR = 2000, 2100


class CapacityBlocker(TextChoices):
    """Why a declaration of capacity cannot be written down."""

    NOT_OWN = "not_own", "Alleen een ambtenaar van de eigen gemeente geeft haar capaciteit op."
    YEAR = "year", f"Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}."
    SAME = "same", "Dit is al zo opgegeven; er is niets veranderd."


class Measure(StrEnum):
    """What is summed: time in hours, money in euro."""

    TIME = "time"
    MONEY = "money"


MEASURES: dict[str, Measure] = {
    Unit.FTE: Measure.TIME,
    Unit.HOURS: Measure.TIME,
    Unit.EURO: Measure.MONEY,
}


@dataclass(frozen=True, slots=True)
class Load:
    """
    What one plan takes of a municipality in a year, and what its college said to that.

    `marked` is the part that the municipality itself says goes beyond its capacity.
    """

    plan_id: int
    amount: Decimal
    word: Word | None = None
    marked: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Line:
    """
    One plan against the capacity: what was taken before, what it takes, and what is too much.

    `declared` is None while the municipality declared nothing; then all of it is too much, for
    what is not known is never a yes. `beyond` holds what the municipality marked so itself.
    """

    plan_id: int
    declared: Decimal | None
    before: Decimal
    here: Decimal
    beyond: Decimal
    word: Word | None

    @property
    def is_cleared(self) -> bool:
        """Whether nothing of it waits for the college."""
        return not self.beyond or self.word == Word.AGREED


def measured(unit: str, amount: Decimal) -> Decimal:
    """Return the amount in hours or euro."""
    return amount * HOURS_PER_FTE if unit == Unit.FTE else amount


def ledger(loads: Sequence[Load], *, declared: Decimal | None) -> list[Line]:
    """
    Return a line for each load of one municipality, year and measure, in the order of adoption.

    What a college agreed to beyond the capacity adds to it; of what it declined
    only what fits is taken. What a
    municipality marked as beyond goes beyond whatever the sums say, and takes no room.
    """
    lines, before, room = [], NOTHING, declared or NOTHING
    for load in loads:
        rest = load.amount - load.marked
        over = min(rest, max(NOTHING, before + rest - room))
        beyond = load.marked + over
        lines.append(Line(load.plan_id, declared, before, load.amount, beyond, load.word))
        before += rest - over if load.word in GONE else rest
        if load.word == Word.AGREED:
            room += over
    return lines
