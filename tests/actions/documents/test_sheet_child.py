"""The child in which a spreadsheet is read: what it may not do, and what a file cannot make it."""

import contextlib
import subprocess
import sys
import time

import pytest

from actions.documents import sheets_in
from actions.documents.sheet_refusals import Refusal, UnreadableSheet
from actions.documents.sheets_in import read_sheets
from actions.documents.tables import SheetFormat
from tests.actions.documents.workbooks import SHEET, book, edited, parts_of, zipped

ATTEMPTS = {
    "a connection": "import socket; socket.socket()",
    "a file to read": "open('/etc/passwd')",
    "a file to write": "open('/tmp/x', 'w')",
    "a program": "import subprocess; subprocess.run(['/bin/true'])",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_child_opens_nothing(attempt):
    ready = "import socket, subprocess; from actions.documents.sheet_child import limit"
    code = (
        f"{ready}; limit(5, 700 << 20)\ntry:\n    {ATTEMPTS[attempt]}\nexcept OSError: print('no')"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.stdout == b"no\n", done.stderr


def refusal_of(data):
    with pytest.raises(UnreadableSheet) as refused:
        read_sheets(data)
    return refused.value.refusal


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(
        sheets_in, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(60)")
    )
    monkeypatch.setattr(sheets_in, "_SECONDS", 0.5)
    began = time.monotonic()

    assert refusal_of(b"a;b") is Refusal.TOO_MUCH
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Refusal.TOO_MUCH),
        ("raise SystemExit(1)", Refusal.UNREADABLE),
    ],
)
def test_a_child_that_dies_is_a_sentence(monkeypatch, script, refusal):
    monkeypatch.setattr(sheets_in, "_COMMAND", (sys.executable, "-c", script))

    assert refusal_of(b"a;b") is refusal


@pytest.mark.parametrize("memory", [700 << 20, 300 << 20])
def test_one_long_text_in_many_cells_is_too_much(monkeypatch, memory):
    monkeypatch.setattr(sheets_in, "MEMORY", memory)
    shared = f'<sst xmlns="{{}}"><si><t>{"x" * 30_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    parts = parts_of(book())
    head, _, rest = parts[SHEET].decode().partition("<sheetData>")
    sheet = f"{head}<sheetData>{cells}</sheetData>{rest.partition('</sheetData>')[2]}"
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = shared.replace("{}", namespace)

    data = zipped(parts | {SHEET: sheet.encode(), "xl/sharedStrings.xml": strings.encode()})

    assert refusal_of(data) is Refusal.TOO_MUCH


@pytest.mark.parametrize("repeat", ["rows", "columns"])
def test_a_value_repeated_a_million_times_is_refused(repeat):
    row, cell = "<table:table-row>", '<table:table-cell table:style-name="text"'
    swap = {
        "rows": (
            "</table:table-header-rows>" + row,
            '</table:table-header-rows><table:table-row table:number-rows-repeated="1000000">',
        ),
        "columns": (cell, f'{cell} table:number-columns-repeated="16384"'),
    }[repeat]

    data = edited("content.xml", swap, data=book(file_format=SheetFormat.ODS))

    assert refusal_of(data) is Refusal.FAR


def test_a_blank_rest_of_an_open_sheet_is_no_data():
    blank = (
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )

    (sheet,) = read_sheets(
        edited("content.xml", ("</table:table>", blank), data=book(file_format=SheetFormat.ODS))
    )

    assert len([row for row in sheet.rows if any(row)]) == 2


@pytest.mark.parametrize(
    ("inside", "oddity"),
    [
        ('table:formula="of:=1+1"', "unworked"),
        ('table:formula="of:=1-1" office:value-type="float" office:value="0"', "unworked"),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "formula"),
        ('office:value-type="percentage" office:value="0.5"', "percent"),
    ],
)
def test_what_is_odd_in_an_open_sheet_is_known(inside, oddity):
    money = 'table:style-name="money" office:value-type="float" office:value="120.50"'
    old = f"<table:table-cell {money}/>"
    data = edited(
        "content.xml",
        (old, f"<table:table-cell {inside}/>"),
        data=book(file_format=SheetFormat.ODS),
    )

    (sheet,) = read_sheets(data)

    assert sheet.oddities == {(2, 13): oddity}


@pytest.mark.parametrize(
    ("swap", "refusal"),
    [
        (("<office:spreadsheet>", "<office:spreadsheet><table:dde-links/>"), Refusal.LINKED),
        (("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>"), Refusal.TAMPERED),
    ],
)
def test_an_open_sheet_that_reaches_out_is_refused(swap, refusal):
    assert (
        refusal_of(edited("content.xml", swap, data=book(file_format=SheetFormat.ODS))) is refusal
    )


def test_hidden_parts_of_an_open_sheet_are_known():
    data = edited(
        "content.xml",
        (
            "</table:table-header-rows><table:table-row>",
            '</table:table-header-rows><table:table-row table:visibility="filter">',
        ),
        ("<table:table-column ", '<table:table-column table:visibility="collapse" '),
        data=book(file_format=SheetFormat.ODS),
    )

    (sheet,) = read_sheets(data)

    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1})


def test_an_encrypted_open_sheet_is_locked():
    parts = parts_of(book(file_format=SheetFormat.ODS))
    manifest = parts["META-INF/manifest.xml"].replace(b"/>", b"><encryption-data/></x>", 1)

    assert refusal_of(zipped(parts | {"META-INF/manifest.xml": manifest})) is Refusal.LOCKED


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_part_that_is_cut_off_is_damaged(part, cut):
    parts = parts_of(book())
    parts[part] = parts[part][: int(len(parts[part]) * cut)]

    assert refusal_of(zipped(parts)) is Refusal.UNREADABLE


@pytest.mark.corpus
def test_flipped_bytes_never_do_more_than_a_sentence():
    data = book()
    for place in range(0, len(data), len(data) // 40):
        flipped = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        with contextlib.suppress(UnreadableSheet):
            read_sheets(flipped)
