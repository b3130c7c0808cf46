"""The page on which a municipality says what it has, and what is asked of it against that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from actions.models import Capacity, Unit
from actions.models.capacity import COUNTED
from actions.rules.capacity import NOTHING, Measure
from actions.rules.sums import said
from actions.store.ledger import MunicipalLine, adopted_plans, lines_of
from municipalities.models import Membership, Municipality

__all__ = ["MunicipalLine", "adopted_plans", "lines_of"]

AHEAD = 3  # years after this one that are always on the page


@dataclass(frozen=True, slots=True)
class DeclaredYear:
    """A calendar year with the last declaration in each unit; None is not declared yet."""

    year: int
    units: list[tuple[Unit, Capacity | None]]

    @property
    def is_declared(self) -> bool:
        return any(declared for _, declared in self.units)


@dataclass(frozen=True, slots=True)
class NeededYear:
    """What adopted plans need in one year and measure, with the lines plan by plan."""

    year: int
    measure: Measure
    lines: list[MunicipalLine]

    @property
    def declared(self) -> Decimal | None:
        return self.lines[0].line.declared

    @property
    def needed(self) -> Decimal:
        return sum((each.line.here for each in self.lines), NOTHING)

    @property
    def beyond(self) -> Decimal:
        return sum((each.line.beyond for each in self.lines), NOTHING)

    @property
    def is_cleared(self) -> bool:
        return all(each.line.is_cleared for each in self.lines)


@dataclass(frozen=True, slots=True)
class CapacityPage:
    """`history` is latest first."""

    municipality: Municipality
    years: list[DeclaredYear]
    needed: list[NeededYear]
    history: list[Capacity]


def own_municipality(viewer: Membership) -> Municipality | None:
    """Return the municipality for which this person acts, if it is one."""
    own = Municipality.objects.filter(organisation_ptr=viewer.acting_organisation_id)
    return own.select_related("region").first()


def capacity_page(municipality: Municipality, *, at: datetime) -> CapacityPage:
    """Return what this municipality declared, and what adopted plans take of that."""
    rows = Capacity.objects.filter(municipality=municipality, declared_at__lte=at)
    history = list(rows.select_related("declared_by").order_by("-declared_at", "-pk"))
    lines = own_lines(municipality, at=at)
    years = _years(history, lines, at=at)
    return CapacityPage(municipality, years, needed_in(lines), history)


def needed_in(lines: Iterable[MunicipalLine]) -> list[NeededYear]:
    """Return the lines by year and measure, in which order they are already."""
    grouped = groupby(lines, key=lambda each: (each.year, each.measure))
    return [NeededYear(year, measure, list(each)) for (year, measure), each in grouped]


def own_lines(municipality: Municipality, *, at: datetime) -> list[MunicipalLine]:
    """Return the lines of the ledger of one municipality."""
    return [
        each for each in lines_of(municipality.region, at=at) if each.municipality == municipality
    ]


def differences(before: Iterable[MunicipalLine], after: Iterable[MunicipalLine]) -> list[str]:
    """Return in sentences where more or less goes beyond the capacity than before."""
    was = {_key(each): each.line.beyond for each in before}
    now = [(each, was.get(_key(each), NOTHING)) for each in after]
    return [_sentence(each, before) for each, before in now if each.line.beyond != before]


def _key(each: MunicipalLine) -> tuple[int, int, str]:
    return each.plan.pk, each.year, each.measure


def _sentence(each: MunicipalLine, was: Decimal) -> str:
    now, before = said(each.measure, each.line.beyond), said(each.measure, was)
    return (
        f"Actie {each.plan.action.number} in {each.year}: {now} boven uw capaciteit (was {before})."
    )


def _years(
    history: list[Capacity], lines: list[MunicipalLine], *, at: datetime
) -> list[DeclaredYear]:
    coming = range(at.year, at.year + AHEAD + 1)
    years = {*coming, *(row.year for row in history), *(each.year for each in lines)}
    last = {(row.year, row.unit): row for row in reversed(history)}
    return [
        DeclaredYear(year, [(unit, last.get((year, unit))) for unit in COUNTED])
        for year in sorted(years)
    ]
