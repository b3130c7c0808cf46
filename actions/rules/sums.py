"""Adding up what is asked, declared and committed, to the cent and without rounding. Pure."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from actions.models import ContributionKind, Unit
from actions.rules.capacity import MEASURES, NOTHING, Measure, measured
from actions.rules.plans import said_amount

Key = TypeVar("Key", bound=Hashable)
UNIT_OF = {Measure.TIME: Unit.HOURS, Measure.MONEY: Unit.EURO}


class Side(StrEnum):
    """Whether a plan asks it or a municipality brings it."""

    ASKED = "asked"
    COMMITTED = "committed"


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount in hours or euro, of one party, action, calendar year and kind."""

    side: Side
    party: int
    action: int
    year: int
    kind: ContributionKind
    measure: Measure
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Sums:
    """What was asked and committed of some entries together, per kind."""

    asked: Mapping[ContributionKind, Decimal] = field(default_factory=dict)
    committed: Mapping[ContributionKind, Decimal] = field(default_factory=dict)

    @property
    def total_asked(self) -> Decimal:
        return sum(self.asked.values(), NOTHING)

    @property
    def total_committed(self) -> Decimal:
        return sum(self.committed.values(), NOTHING)

    @property
    def lacking(self) -> Decimal:
        """What is asked and not committed; less than nothing where more is brought than asked."""
        return self.total_asked - self.total_committed


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared together; `unknown` counts what was not, and is never a nought."""

    amount: Decimal = NOTHING
    known: int = 0
    unknown: int = 0


def entry(  # noqa: PLR0913  # the columns of one row
    side: Side, *, party: int, action: int, year: int, kind: str, unit: str, amount: Decimal
) -> Entry:
    """Return a countable row as an entry."""
    return Entry(
        side,
        party,
        action,
        year,
        ContributionKind(kind),
        MEASURES[unit],
        measured(unit, amount),
    )


def sums_by(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, Sums]:
    """Return the sums of the entries with the same key."""
    found: dict[Key, dict[Side, dict[ContributionKind, Decimal]]] = {}
    for each in entries:
        kinds = found.setdefault(key(each), {Side.ASKED: {}, Side.COMMITTED: {}})[each.side]
        kinds[each.kind] = kinds.get(each.kind, NOTHING) + each.amount
    return {
        key: Sums(asked=sides[Side.ASKED], committed=sides[Side.COMMITTED])
        for key, sides in found.items()
    }


def sums_of(entries: Iterable[Entry]) -> Sums:
    """Return the sums of all entries."""
    return sums_by(entries, lambda _: None).get(None, Sums())


def declared_together(amounts: Iterable[Decimal | None]) -> Declared:
    """Return what was declared; None is unknown and counts apart."""
    given = list(amounts)
    known = [amount for amount in given if amount is not None]
    return Declared(sum(known, NOTHING), len(known), len(given) - len(known))


def said_short(measure: Measure, amount: Decimal) -> str:
    """Return an amount for before the same unit, such as "120" in "120 van 200 uren"."""
    return said(measure, amount).removesuffix(f"\N{NO-BREAK SPACE}{UNIT_OF[measure].label}")


def said(measure: Measure, amount: Decimal) -> str:
    """Return an amount as people write it, such as "120 uren" or "€ 10.000"."""
    return said_amount(UNIT_OF[measure], amount)
