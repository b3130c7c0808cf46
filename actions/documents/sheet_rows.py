"""Find the table in a file that somebody filled in: its heads, its rows, and what surrounds it."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from actions.documents.sheet_facts import LAST_ROW
from actions.documents.sheet_facts import letters as letters_of
from actions.documents.sheets_in import Sheet
from actions.rules.sheet_lines import BSN
from actions.rules.sheets import Cell, Column, Message, Oddity, Row, holds_bsn

LOOKED_AT = 30  # rows in which the heads may stand
FEWEST_HEADS = 5
MOST_NAMED = 10
_TOTAL = re.compile(r"(eind|sub)?totaal\b|som\b|total\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file; `letters` names the columns, `notes` is what was done on the way."""

    rows: list[Row] = field(default_factory=list)
    letters: Mapping[Column, str] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    faults: list[Message] = field(default_factory=list)


def table_of(sheets: Sequence[Sheet]) -> Table:
    """Return the table; without heads to go by it has faults alone."""
    if personal := [message for sheet in sheets for message in _personal(sheet)]:
        return Table(faults=personal)
    headed = [(sheet, row) for sheet in sheets if (row := _head_row(sheet))]
    visible = [(sheet, row) for sheet, row in headed if not sheet.is_hidden]
    if len(visible) != 1:
        return Table(faults=[_which(headed, visible)])
    sheet, head_row = visible[0]
    columns, faults = _columns(sheet, head_row)
    if missing := list(_missing(sheet, head_row, columns)):
        return Table(faults=[*faults, *missing])
    rows, notes = _rows(sheet, head_row, columns)
    letters = {column: letters_of(place) for column, place in columns.items()}
    return Table(
        rows=rows,
        letters=letters,
        notes=[
            *_about_sheets(sheets, sheet),
            *_unread(sheet, head_row),
            *_hidden(sheet, columns, rows),
            *_worked_out(rows, letters),
            *notes,
        ],
        faults=[*faults, *_merged(sheet, {head_row, *(row.number for row in rows)}, columns)],
    )


def _head_row(sheet: Sheet) -> int:
    """Return the first row that holds heads, 0 for none."""
    for number, cells in enumerate(sheet.rows[:LOOKED_AT], start=1):
        if len({_head(cell) for cell in cells} & set(Column)) >= FEWEST_HEADS:
            return number
    return 0


def _head(cell: Cell) -> str:
    """Return a head as it is compared: any blank is a blank, capitals do not count."""
    said = unicodedata.normalize("NFKC", cell) if isinstance(cell, str) else ""
    return " ".join(said.split()).casefold().rstrip(" :*")


def _which(headed: Sequence[tuple[Sheet, int]], visible: Sequence[tuple[Sheet, int]]) -> Message:
    if visible:
        names = " en ".join(f"“{sheet.name}”" for sheet, _ in visible)
        sentence = f"Op meer bladen staan regels: {names}. Zet ze op één blad."
    elif headed:
        sentence = f"Het blad “{headed[0][0].name}” is verborgen. Maak het zichtbaar."
    else:
        sentence = (
            "De kolomkoppen zijn niet gevonden. Gebruik het sjabloon; de eerste kolom heet "
            f"“{Column.CODE}” en de koppen staan in een van de eerste {LOOKED_AT} rijen."
        )
    return Message("", sentence)


def _columns(sheet: Sheet, head_row: int) -> tuple[dict[Column, int], list[Message]]:
    columns: dict[Column, int] = {}
    faults = []
    for place, cell in enumerate(sheet.rows[head_row - 1], start=1):
        if (head := _head(cell)) not in set(Column):
            continue
        column = Column(head)
        if column in columns:
            first = f"{letters_of(columns[column])}{head_row}"
            sentence = f"De kop “{column}” staat ook in cel {first}. Haal één kolom weg."
            faults.append(Message(f"cel {letters_of(place)}{head_row}", sentence))
        columns.setdefault(column, place)
    return columns, faults


def _missing(sheet: Sheet, head_row: int, columns: Mapping[Column, int]) -> Iterator[Message]:
    others = {
        head: place
        for place, cell in enumerate(sheet.rows[head_row - 1], start=1)
        if (head := _head(cell)) and head not in set(Column)
    }
    for column in Column:
        if column not in columns:
            close = difflib.get_close_matches(column, others, n=1)
            meant = (
                f" Is dat kolom {letters_of(others[close[0]])} (“{close[0]}”)? Geef die deze kop."
                if close
                else " Neem de koppen van het sjabloon over."
            )
            yield Message(f"rij {head_row}", f"De kolom “{column}” ontbreekt.{meant}")


def _rows(
    sheet: Sheet, head_row: int, columns: Mapping[Column, int]
) -> tuple[list[Row], list[Message]]:
    rows, notes = [], []
    for number, cells in enumerate(sheet.rows[head_row:], start=head_row + 1):
        row = Row(
            number,
            {
                column: cells[place - 1] if place <= len(cells) else None
                for column, place in columns.items()
            },
            {
                column: oddity
                for column, place in columns.items()
                if (oddity := sheet.oddities.get((number, place)))
            },
        )
        if _is_total(row):
            notes.append(Message(f"rij {number}", "Dit is een totaalregel; die is niet gelezen."))
        elif any(row.says(column) for column in Column):
            rows.append(row)
    return rows, notes


def _is_total(row: Row) -> bool:
    texts = (cell for cell in row.cells.values() if isinstance(cell, str))
    return not row.says(Column.ACTION) and any(_TOTAL.match(text.strip()) for text in texts)


def _merged(sheet: Sheet, rows: set[int], columns: Mapping[Column, int]) -> Iterator[Message]:
    """Find merged cells among the heads and rows that are read: all but one of them are empty."""
    for first_row, first_column, last_row, last_column in sheet.merged:
        in_rows = not rows.isdisjoint(range(first_row, min(last_row, LAST_ROW) + 1))
        if in_rows and any(first_column <= place <= last_column for place in columns.values()):
            first, last = letters_of(first_column), letters_of(last_column)
            yield Message(
                f"cel {first}{first_row}",
                f"De cellen {first}{first_row} tot en met {last}{last_row} zijn samengevoegd. "
                "Splits ze en vul elke cel in.",
            )


def _about_sheets(sheets: Sequence[Sheet], read: Sheet) -> Iterator[Message]:
    if len(sheets) > 1:
        yield Message("", f"Gelezen is het blad “{read.name}”.")
    if any(sheet.remarks for sheet in sheets):
        yield Message("", "Opmerkingen bij cellen zijn niet gelezen.")
    hidden = [sheet for sheet in sheets if sheet.is_hidden and not sheet.is_blank]
    for sheet in hidden:
        yield Message("", f"Het verborgen blad “{sheet.name}” is niet gelezen.")


def _unread(sheet: Sheet, head_row: int) -> Iterator[Message]:
    for place, cell in enumerate(sheet.rows[head_row - 1], start=1):
        head = _head(cell)
        if head and head not in set(Column):
            yield Message(f"kolom {letters_of(place)}", f"De kolom “{head}” wordt niet gelezen.")


def _hidden(sheet: Sheet, columns: Mapping[Column, int], rows: Sequence[Row]) -> Iterator[Message]:
    for column, place in columns.items():
        if place in sheet.hidden_columns:
            sentence = f"De kolom “{column}” is verborgen en is wel gelezen."
            yield Message(f"kolom {letters_of(place)}", sentence)
    if hidden := [str(row.number) for row in rows if row.number in sheet.hidden_rows]:
        which = ", ".join(hidden[:MOST_NAMED]) + (" …" if len(hidden) > MOST_NAMED else "")
        yield Message(f"rij {which}", "Verborgen of weggefilterd, en wel gelezen.")


def _worked_out(rows: Sequence[Row], letters: Mapping[Column, str]) -> Iterator[Message]:
    for row in rows:
        for column, oddity in row.oddities.items():
            if oddity == Oddity.FORMULA:
                sentence = "Van de formule is de laatst bewaarde uitkomst gelezen."
                yield Message(f"cel {letters[column]}{row.number}", sentence)


def _personal(sheet: Sheet) -> Iterator[Message]:
    """Find what may be a citizen service number in any text, hidden or not: the file is kept."""
    for number, cells in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and holds_bsn(cell):
                yield Message(f"cel {letters_of(place)}{number}", BSN)
    for remark in sheet.remarks:
        if holds_bsn(remark):
            yield Message(f"blad “{sheet.name}”", f"In een opmerking bij een cel: {BSN}")
