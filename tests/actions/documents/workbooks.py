"""Spreadsheets made in code: plain ones, and the same ones with a part of their zip replaced."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import xlsxwriter

from actions.documents.tables import Sheet, SheetFormat, written
from actions.rules.sheets import Column

HEADS = list(Column)
JOINS = {
    Column.CODE: "GM9141",
    Column.MUNICIPALITY: "Almelo",
    Column.ACTION: "1.3",
    Column.TITLE: "Makers aan het werk",
    Column.ANSWER: "Doet mee",
    Column.VALID_FROM: date(2027, 1, 1),
    Column.PACE: "Voorop",
    Column.AUDIENCE: "Alleen de eigen gemeente",
    Column.KIND: "Menskracht",
    Column.UNIT: "uren",
    Column.AMOUNT: Decimal("120.50"),
    Column.DESCRIPTION: "Een projectleider",
    Column.FIRST_YEAR: 2027,
    Column.LAST_YEAR: 2028,
    Column.WITHIN: "ja",
}
SHEET = "xl/worksheets/sheet1.xml"


def values(**changed) -> list:
    """Return the cells of a row; `amount=…` changes the column of that name."""
    row = JOINS | {Column[name.upper()]: value for name, value in changed.items()}
    return [row.get(column) for column in Column]


def book(*rows, heads=HEADS, file_format=SheetFormat.XLSX, more=()) -> bytes:
    """Return a file with these rows, or with one that is right."""
    table = Sheet("Deelname", heads, [list(row) for row in rows or [values()]])
    return written([table, *more], file_format)


def drawn(draw: Callable[[xlsxwriter.Workbook, object], None], *rows) -> bytes:
    """Return an .xlsx in which `draw(workbook, sheet)` goes on where the rows end."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Deelname")
        day = workbook.add_format({"num_format": "d-m-yyyy"})
        for number, cells in enumerate([HEADS, *(rows or [values()])]):
            for place, value in enumerate(cells):
                put(sheet, number, place, value, day)
        draw(workbook, sheet)
    return file.getvalue()


def put(sheet, row, column, value, day=None) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(part: str, *swaps: tuple[str, str], data: bytes = b"") -> bytes:
    """Return a file of which one part reads otherwise; every swap must be found."""
    parts = parts_of(data or book())
    text = parts[part].decode()
    for old, new in swaps:
        assert old in text, (old, text[:3000])
        text = text.replace(old, new, 1)
    return zipped(parts | {part: text.encode()})


def cell(column: Column, row: int = 2) -> str:
    """Return the reference of a cell of a column in the order of the template."""
    return f"{chr(ord('A') + HEADS.index(column))}{row}"
