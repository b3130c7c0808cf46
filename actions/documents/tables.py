"""
Tables as files: CSV, XLSX and ODS with the same content, in which text is never a formula.

Values keep their kind: an amount is a number to the cent, a day a date, a moment a date with the
time in Amsterdam.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from actions.documents.open_tables import open_workbook
from dutch.moments import format_typed_date, local
from trail.selectors.exporting import BOM, FORMULA

Value = str | int | Decimal | date | datetime | bool | None

LONGEST_CELL = 32_767  # characters that a spreadsheet keeps in one cell
NARROWEST, WIDEST = 8, 60  # characters of a column
OF_ONE_SHEET = 400  # characters that all columns share before text goes on more lines
ENOUGH = 16  # characters that a column gets in the widest table
LINE, MOST_LINES = 15, 27  # points of a line of text; a spreadsheet allows rows of 409 points
LOOKED_AT = 200  # rows that say how wide a column must be
LONGEST_TITLE = 31  # characters of the name of a sheet
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
NOT_IN_FILES = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SheetFormat(StrEnum):
    """The kinds of file in which a table is handed out; the value ends the file's name."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """What the file is, for a browser."""
        return {
            SheetFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            SheetFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
            SheetFormat.CSV: "text/csv; charset=utf-8",
        }[self]

    @property
    def label(self) -> str:
        """How people call it."""
        names = {SheetFormat.XLSX: "Excel", SheetFormat.ODS: "OpenDocument", SheetFormat.CSV: "CSV"}
        return names[self]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: the heads of its columns and its rows, of the same length."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]

    @property
    def name(self) -> str:
        """The title as a spreadsheet allows it."""
        return NOT_IN_TITLES.sub(" ", self.title).strip("' ")[:LONGEST_TITLE]

    def widths(self) -> list[int]:
        """Return for each column how many characters it is wide."""
        columns = zip(self.heads, *self.rows[:LOOKED_AT], strict=True)
        widest = min(WIDEST, max(ENOUGH, OF_ONE_SHEET // max(1, len(self.heads))))
        return [_width(column, widest) for column in columns]


def about_file(
    what: str, *, by: str, at: datetime, more: Sequence[tuple[str, Value]] = ()
) -> Sheet:
    """Return the sheet that says what the file holds, who made it, and on which state."""
    facts: list[tuple[str, Value]] = [
        ("Inhoud", what),
        ("Gemaakt door", by),
        ("Gemaakt op", at),
        *more,
        ("Let op", "Dit is een momentopname. De actuele stand staat in het portaal."),
    ]
    return Sheet("Over dit bestand", ("Wat", "Waarde"), facts)


def written(sheets: Sequence[Sheet], file_format: SheetFormat) -> bytes:
    """Return the file with these sheets; a CSV holds the first one alone."""
    return _WRITERS[file_format]([_readable(sheet) for sheet in sheets])


def _readable(sheet: Sheet) -> Sheet:
    """Return the sheet with values that every kind of file holds."""
    heads = [_plain(head) for head in sheet.heads]
    rows = [[_held(value) for value in row] for row in sheet.rows]
    return Sheet(sheet.title, heads, rows)


def _held(value: Value) -> Value:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return local(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def _plain(text: str) -> str:
    plain = NOT_IN_FILES.sub("", text)
    return plain if len(plain) <= LONGEST_CELL else f"{plain[: LONGEST_CELL - 1]}…"


def _width(column: Sequence[Value], widest: int) -> int:
    longest = max(len(line) for value in column for line in (_shown(value).splitlines() or [""]))
    return min(widest, max(NARROWEST, longest + 2))


def _lines(values: Sequence[Value], widths: Sequence[int]) -> int:
    """Return how many lines a row needs when text goes on at the end of its column."""
    return max(
        sum(max(1, -(-len(line) // width)) for line in _shown(value).splitlines() or [""])
        for value, width in zip(values, widths, strict=True)
    )


def _shown(value: Value) -> str:
    """Write a value as a Dutch spreadsheet reads it back: a comma before the cents."""
    if isinstance(value, datetime):
        return f"{format_typed_date(value)} {value:%H:%M}"
    if isinstance(value, date):
        return format_typed_date(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return "" if value is None else str(value)


def _csv(sheets: Sequence[Sheet]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_no_formula(head) for head in sheets[0].heads])
    writer.writerows([_no_formula(value) for value in row] for row in sheets[0].rows)
    return (BOM + text.getvalue()).encode()


def _no_formula(value: Value) -> str:
    """Return the text of a cell; what a person typed is marked as text where it could count."""
    shown = _shown(value)
    return f"'{shown}" if isinstance(value, str) and shown.startswith(FORMULA) else shown


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        styles = {
            "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "money": workbook.add_format({"num_format": "#,##0.00", "valign": "top"}),
            "day": workbook.add_format({"num_format": "d-m-yyyy", "valign": "top"}),
            "moment": workbook.add_format({"num_format": "d-m-yyyy h:mm", "valign": "top"}),
            "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets:
            _xlsx_sheet(workbook.add_worksheet(sheet.name), sheet, styles)
    return file.getvalue()


def _xlsx_sheet(into: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    into.freeze_panes(1, 1)
    into.set_landscape()
    into.set_paper(8)  # A3
    into.fit_to_pages(1, 0)
    into.repeat_rows(0)
    widths = sheet.widths()
    into.set_row(0, LINE * min(_lines(sheet.heads, widths), MOST_LINES))
    for column, (head, width) in enumerate(zip(sheet.heads, widths, strict=True)):
        into.set_column(column, column, width)
        into.write_string(0, column, head, styles["head"])
    for row, values in enumerate(sheet.rows, start=1):
        if (lines := _lines(values, widths)) > 1:
            into.set_row(row, LINE * min(lines, MOST_LINES))
        for column, value in enumerate(values):
            _xlsx_cell(into, row, column, value, styles)


def _xlsx_cell(
    into: Worksheet, row: int, column: int, value: Value, styles: dict[str, Format]
) -> None:
    """Write a value as what it is; text goes in as text, whatever it begins with."""
    if isinstance(value, str):
        into.write_string(row, column, value, styles["text"])
    elif isinstance(value, date):
        style = styles["moment" if isinstance(value, datetime) else "day"]
        into.write_datetime(row, column, value, style)
    elif isinstance(value, Decimal):
        into.write_number(row, column, float(value), styles["money"])
    elif value is not None:
        into.write_number(row, column, value)


def _ods(sheets: Sequence[Sheet]) -> bytes:
    return open_workbook(
        [(sheet.name, sheet.widths(), [list(sheet.heads), *sheet.rows]) for sheet in sheets]
    )


_WRITERS: dict[SheetFormat, Callable[[Sequence[Sheet]], bytes]] = {
    SheetFormat.CSV: _csv,
    SheetFormat.XLSX: _xlsx,
    SheetFormat.ODS: _ods,
}
