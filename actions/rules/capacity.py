"""
What is asked of a municipality against what it has, in the order in which plans were adopted.

Hours and fte are one measure, so that a need cannot slip under the capacity by being written in
two units, in small parts, or under other kinds: everything is summed per year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from actions.models import Unit, Word

HOURS_PER_FTE = Decimal(1350)  # hours a year that somebody can work, leave and illness taken off
NOTHING = Decimal("0.00")
GONE = {Word.DECLINED, Word.WITHDRAWN}


class Measure(StrEnum):
    """What is summed: time in hours, money in euro."""

    TIME = "time"
    MONEY = "money"


MEASURES = {Unit.FTE: Measure.TIME, Unit.HOURS: Measure.TIME, Unit.EURO: Measure.MONEY}


@dataclass(frozen=True, slots=True)
class Load:
    """What one plan takes of a municipality in a year, and what its college said to that."""

    plan_id: int
    amount: Decimal
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """
    One plan against the capacity: what was taken before, what it takes, and what is too much.

    `declared` is None while the municipality declared nothing; then all of it is too much, for
    what is not known is never a yes.
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
        return not self.beyond or self.word is Word.AGREED


def measured(unit: Unit, amount: Decimal) -> Decimal:
    """Return the amount in hours or euro."""
    return amount * HOURS_PER_FTE if unit is Unit.FTE else amount


def ledger(loads: Sequence[Load], *, declared: Decimal | None) -> list[Line]:
    """
    Return a line for each load of one municipality, year and measure, in the order of adoption.

    What a college agreed to beyond the capacity adds to it; what it declined is not taken.
    """
    lines, before, room = [], NOTHING, declared or NOTHING
    for load in loads:
        beyond = min(load.amount, max(NOTHING, before + load.amount - room))
        lines.append(Line(load.plan_id, declared, before, load.amount, beyond, load.word))
        if load.word in GONE:
            continue
        before += load.amount
        if load.word is Word.AGREED:
            room += beyond
    return lines
