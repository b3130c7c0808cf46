"""Tables as files: the same content in each, and text that is never a formula."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from actions.documents.tables import (
    LONGEST_CELL,
    LONGEST_TITLE,
    Sheet,
    SheetFormat,
    about_file,
    written,
)

SUMMER = datetime(2019, 7, 2, 12, 5, tzinfo=UTC)
SUMMER_HERE = datetime(2019, 7, 2, 14, 5)  # noqa: DTZ001  # a spreadsheet knows no zones
SPREADSHEETS = [SheetFormat.XLSX, SheetFormat.ODS]
DANGEROUS = ["=1+1", "+31", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://a.example")']


def a_sheet(*values, heads=None):
    return Sheet("Blad", heads or [f"Kop {n}" for n in range(len(values))], [values])


def read_back(sheets, file_format):
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(sheets, file_format)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def lines(sheets):
    text = written(sheets, SheetFormat.CSV).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("file_format", SPREADSHEETS)
def test_a_spreadsheet_holds_each_value_as_what_it_is(file_format):
    sheet = a_sheet("Almelo", 3, Decimal("9999999999.99"), date(2019, 3, 1), SUMMER, *[True, None])

    rows = read_back([sheet], file_format)["Blad"]

    assert rows[1] == [
        "Almelo",
        3.0,
        9999999999.99,
        date(2019, 3, 1),
        SUMMER_HERE,
        "ja",
        "",
    ]


def test_csv_is_what_a_dutch_spreadsheet_opens():
    sheet = a_sheet("Almelo; Borne", Decimal("-12.50"), date(2019, 3, 1), SUMMER, *[False, None])

    content = written([sheet], SheetFormat.CSV)

    assert content.startswith(b"\xef\xbb\xbf")
    row = ["Almelo; Borne", "-12,50", "01-03-2019", "02-07-2019 14:05", "nee", ""]
    assert lines([sheet])[1] == row


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_in_csv_is_never_a_formula(text):
    sheet = a_sheet(text, heads=[text])

    assert lines([sheet]) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("file_format", SPREADSHEETS)
@pytest.mark.parametrize("text", DANGEROUS)
def test_text_in_a_spreadsheet_is_never_a_formula(text, file_format):
    content = written([a_sheet(text, heads=[text])], file_format)

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = b"".join(package.read(name) for name in package.namelist())
    assert b"<f>" not in parts and b"table:formula" not in parts and b"hyperlink" not in parts
    rows = read_back([a_sheet(text, heads=[text])], file_format)["Blad"]
    assert rows[0][0].strip() == rows[1][0].strip() == text.strip()


@pytest.mark.parametrize("file_format", SPREADSHEETS)
def test_lines_marks_and_blanks_come_back(file_format):
    rows = read_back([a_sheet('a < b & "c"\ntwee  blanks', "x\x01\ufffe")], file_format)["Blad"]

    assert rows[1] == ['a < b & "c"\ntwee  blanks', "x"]


@pytest.mark.parametrize("file_format", SPREADSHEETS)
def test_what_is_too_long_for_a_cell_says_so(file_format):
    (_, (text,)) = read_back([a_sheet("a" * 50_000)], file_format)["Blad"]

    assert len(text) == LONGEST_CELL and text.endswith("a…")


@pytest.mark.parametrize("file_format", SPREADSHEETS)
def test_a_sheet_is_called_as_a_spreadsheet_allows(file_format):
    sheet = Sheet("'Plan [1]: a/b?' en een heel lange naam", ["Kop"], [["waarde"]])

    (name,) = read_back([sheet], file_format)

    assert name.startswith("Plan  1   a b") and len(name) <= LONGEST_TITLE


@pytest.mark.parametrize("file_format", SPREADSHEETS)
def test_a_table_without_rows_has_its_heads(file_format):
    assert read_back([Sheet("Leeg", ["Gemeente"], [])], file_format) == {"Leeg": [["Gemeente"]]}


@pytest.mark.parametrize("file_format", SPREADSHEETS)
def test_the_file_says_what_it_is_who_made_it_and_when(file_format):
    about = about_file("Deelname", by="ambtenaar, Almelo", at=SUMMER, more=[("Stand", "nu")])

    rows = dict(read_back([a_sheet("x"), about], file_format)["Over dit bestand"])

    assert rows["Inhoud"] == "Deelname" and rows["Stand"] == "nu"
    assert rows["Gemaakt door"] == "ambtenaar, Almelo"
    assert rows["Gemaakt op"] == SUMMER_HERE


def test_each_row_is_as_long_as_the_heads():
    with pytest.raises(ValueError, match="zip"):
        Sheet("Blad", ["een", "twee"], [["alleen een"]]).widths()


def test_a_column_is_as_wide_as_its_text_within_limits():
    sheet = Sheet("Blad", ["a", "b", "c"], [["kort", "x" * 30, "x" * 500]])

    assert sheet.widths() == [8, 32, 60]


def test_the_more_columns_the_narrower_each_is():
    sheet = Sheet("Blad", ["x" * 50] * 40, [["y" * 50] * 40])

    assert set(sheet.widths()) == {16}


@pytest.mark.parametrize(("length", "height"), [(300, 75), (30_000, 405)])
def test_a_row_is_as_high_as_its_text_needs(length, height):
    content = written([a_sheet("x" * length, "kort")], SheetFormat.XLSX)  # columns of 60

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert f'ht="{height}" customHeight="1"' in sheet
