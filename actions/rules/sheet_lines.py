"""Read one row of a table: about which action, with which answer and which contribution. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from actions.models import ReasonAudience, Unit
from actions.rules import sheet_cells
from actions.rules.participation import (
    LONGEST_DESCRIPTION,
    LONGEST_REASON,
    AnswerDraft,
    ContributionDraft,
)
from actions.rules.sheet_cells import UnreadableCell
from actions.rules.sheets import (
    OF_ANSWER,
    OF_CONTRIBUTION,
    WORDS,
    Cell,
    Column,
    Message,
    Row,
    holds_bsn,
)

Value = TypeVar("Value")
BSN = (
    "Hier staat een getal dat een burgerservicenummer kan zijn. Dat mag niet in dit bestand staan "
    "(AVG): haal het weg."
)


@dataclass(frozen=True, slots=True)
class Known:
    """An action of the region as rows refer to it."""

    pk: int
    number: str
    title: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """For whom rows may answer, and about what."""

    code: str
    name: str
    actions: Sequence[Known]


@dataclass(frozen=True, slots=True)
class Line:
    """
    A row that was read. `answer` has no contributions yet, and is None where nothing is answered.

    `about` and `answer` are None as well where a message says why.
    """

    number: int
    about: Known | None
    answer: AnswerDraft | None
    contribution: ContributionDraft | None


def place(letters: Mapping[Column, str], column: Column, row: int) -> str:
    """Return how people call the cell."""
    return f"cel {letters[column]}{row}"


def read_line(row: Row, own: Own, letters: Mapping[Column, str]) -> tuple[Line, list[Message]]:
    """Return the row as read, and what is wrong in its cells."""
    reading = _Reading(row, letters)
    about = _action(reading, own)
    reading.take(Column.CODE, partial(_own_code, own=own))
    reading.take(Column.MUNICIPALITY, partial(_own_name, own=own))
    answer, contribution = _answer(reading), _contribution(reading)
    return Line(row.number, about, answer, contribution), reading.faults


class _Reading:
    """Takes values from the cells of a row, and keeps what is wrong with them."""

    def __init__(self, row: Row, letters: Mapping[Column, str]) -> None:
        self.row, self.letters = row, letters
        self.faults: list[Message] = []

    def take(self, column: Column, read: Callable[[Cell], Value]) -> Value | None:
        cell = self.row.cells.get(column)
        try:
            sheet_cells.refuse_odd(cell, self.row.oddities.get(column, ""))
            if column is not Column.AMOUNT and holds_bsn(cell):
                raise UnreadableCell(BSN)
            return read(cell)
        except ValueError as fault:
            self.fault(column, str(fault))
            return None

    def choose(self, column: Column) -> object:
        return self.take(column, lambda cell: sheet_cells.choice(cell, WORDS[column]))

    def needed(self, column: Column) -> object:
        """Take a word that may not be missing."""
        before = len(self.faults)
        found = self.choose(column)
        if found is None and len(self.faults) == before:
            words = sheet_cells.listed(str(each.label) for each in WORDS[column])
            self.fault(column, f"Vul hier iets in. Kies uit: {words}.")
        return found

    def fault(self, column: Column, sentence: str) -> None:
        self.faults.append(Message(place(self.letters, column, self.row.number), sentence))

    def says_any(self, columns: Sequence[Column]) -> bool:
        return any(self.row.says(column) for column in columns)


def _action(reading: _Reading, own: Own) -> Known | None:
    title = reading.take(Column.TITLE, sheet_cells.label) or ""
    return reading.take(Column.ACTION, lambda cell: _meant(cell, title, own.actions))


def _meant(cell: Cell, title: str, actions: Sequence[Known]) -> Known:
    """Return the action: by its number, with the title to tell it from another."""
    if cell is None or cell == "":
        raise UnreadableCell("Vul het nummer van de actie in.")
    numbers = set(sheet_cells.numbers_meant(cell, [each.number for each in actions]))
    meant = [each for each in actions if each.number in numbers]
    if not meant:
        raise UnreadableCell(f"Actie {_shown(cell)} staat niet in het cultuurprofiel.")
    titled = [each for each in meant if not title or sheet_cells.label(each.title) == title]
    if not titled:
        raise UnreadableCell(
            f"De titel hoort niet bij actie {meant[0].number}: die heet “{meant[0].title}”."
        )
    if len(titled) > 1:
        numbers_said = sheet_cells.listed(each.number for each in titled)
        raise UnreadableCell(
            f"Dit kan actie {numbers_said} zijn. Vul ook de titel in, en zet een apostrof (') voor "
            "het nummer."
        )
    return titled[0]


def _shown(cell: Cell) -> str:
    return f"{cell:g}" if isinstance(cell, float) else f"“{str(cell)[:20]}”"


def _own_code(cell: Cell, *, own: Own) -> None:
    code = sheet_cells.label(cell)
    if code != own.code.casefold():
        said = f"van een andere gemeente ({code[:20].upper()})" if code else "zonder gemeentecode"
        raise UnreadableCell(
            f"Deze regel is {said}. U leest alleen regels van {own.name} in: {own.code}."
        )


def _own_name(cell: Cell, *, own: Own) -> None:
    name = sheet_cells.label(cell)
    if name and name != own.name.casefold():
        raise UnreadableCell(f"Deze regel noemt een andere gemeente dan {own.name}.")


def _answer(reading: _Reading) -> AnswerDraft | None:
    if not reading.says_any([*OF_ANSWER, *OF_CONTRIBUTION]):
        return None
    before = len(reading.faults)
    values = {
        "answer": reading.needed(Column.ANSWER),
        "valid_from": reading.take(Column.VALID_FROM, sheet_cells.day),
        "pace": reading.choose(Column.PACE),
        "reason_kind": reading.choose(Column.REASON_KIND),
        "reason": reading.take(
            Column.REASON, partial(sheet_cells.text, longest=LONGEST_REASON, multiline=True)
        ),
        "reason_audience": reading.choose(Column.AUDIENCE) or ReasonAudience.OWN,
    }
    if len(reading.faults) > before:
        return None
    return AnswerDraft(**values)  # type: ignore[arg-type]  # each was read as its kind


def _contribution(reading: _Reading) -> ContributionDraft | None:
    if not reading.says_any(OF_CONTRIBUTION):
        return None
    before = len(reading.faults)
    unit = reading.needed(Column.UNIT)
    values = {
        "kind": reading.needed(Column.KIND),
        "unit": unit,
        "amount": reading.take(
            Column.AMOUNT, partial(sheet_cells.amount, is_money=unit == Unit.EURO)
        ),
        "description": reading.take(
            Column.DESCRIPTION, partial(sheet_cells.text, longest=LONGEST_DESCRIPTION)
        ),
        "first_year": reading.take(Column.FIRST_YEAR, sheet_cells.year),
        "last_year": reading.take(Column.LAST_YEAR, sheet_cells.year),
        "is_within_capacity": reading.take(Column.WITHIN, sheet_cells.yes_or_no),
    }
    if len(reading.faults) > before:
        return None
    return ContributionDraft(**values)  # type: ignore[arg-type]  # likewise
