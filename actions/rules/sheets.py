"""The table of a municipality's answers as a spreadsheet: its columns, words and messages. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices

from actions.models import Answer, ContributionKind, Pace, ReasonAudience, ReasonKind, Unit


class Column(StrEnum):
    """The heads, in the order of the template."""

    CODE = "gemeentecode"
    MUNICIPALITY = "gemeente"
    ACTION = "actie"
    TITLE = "titel"
    ANSWER = "antwoord"
    VALID_FROM = "geldt vanaf"
    PACE = "tempo"
    REASON_KIND = "reden"
    REASON = "toelichting"
    AUDIENCE = "reden delen met"
    KIND = "soort bijdrage"
    UNIT = "eenheid"
    AMOUNT = "hoeveelheid per jaar"
    DESCRIPTION = "omschrijving"
    FIRST_YEAR = "eerste jaar"
    LAST_YEAR = "laatste jaar"
    WITHIN = "binnen bestaande capaciteit"


OF_ANSWER = (
    Column.ANSWER,
    Column.VALID_FROM,
    Column.PACE,
    Column.REASON_KIND,
    Column.REASON,
    Column.AUDIENCE,
)
OF_CONTRIBUTION = (
    Column.KIND,
    Column.UNIT,
    Column.AMOUNT,
    Column.DESCRIPTION,
    Column.FIRST_YEAR,
    Column.LAST_YEAR,
    Column.WITHIN,
)
WORDS: Mapping[Column, type[TextChoices]] = {
    Column.ANSWER: Answer,
    Column.PACE: Pace,
    Column.REASON_KIND: ReasonKind,
    Column.AUDIENCE: ReasonAudience,
    Column.KIND: ContributionKind,
    Column.UNIT: Unit,
}
YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class NoValue:
    """What a cell holds that is no value here, such as "een tijd"."""

    what: str


Cell = str | float | bool | date | NoValue | None


class Oddity(StrEnum):
    """What a value is beside itself; any other word is the error that stands in the cell."""

    FORMULA = "formula"
    UNWORKED = "unworked"
    PERCENT = "percent"
    SCALED = "scaled"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: what stands in its cells, and what is odd about them."""

    number: int
    cells: Mapping[Column, Cell]
    oddities: Mapping[Column, str]

    def says(self, column: Column) -> bool:
        """Tell whether there is anything in the cell."""
        value = self.cells.get(column)
        is_blank = value is None or (isinstance(value, str) and not value.strip())
        return not is_blank or column in self.oddities


@dataclass(frozen=True, slots=True)
class Message:
    """Something to know about a place in the file; `place` is empty for the file as a whole."""

    place: str
    sentence: str


_NINE_DIGITS = re.compile(
    r"(?<![\d.,])(?:\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?![\d]|[.,]\d)"
)
_LOWEST, _HIGHEST = 10_000_000, 999_999_999  # a number loses the noughts in front
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def holds_bsn(value: Cell) -> bool:
    """Tell whether a citizen service number may stand in a cell: nine digits that pass its test."""
    if isinstance(value, str):
        found = _NINE_DIGITS.findall(value)
        return any(_passes(re.sub(r"\D", "", each)) for each in found)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return _LOWEST <= value <= _HIGHEST and value == int(value) and _passes(f"{value:09.0f}")


def _passes(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return total % 11 == 0 and digits != "000000000"
