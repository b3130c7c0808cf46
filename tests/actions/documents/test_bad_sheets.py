"""Every bad spreadsheet of the list is read right, or gets a Dutch message with cell or cause."""

import io
import runpy
import time
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actions.documents.sheet_refusals import UnreadableSheet
from actions.documents.sheet_rows import table_of
from actions.documents.sheets_in import read_sheets
from actions.documents.tables import SheetFormat
from actions.rules.sheet_answers import outcome_of
from actions.rules.sheet_lines import Known, Own
from actions.rules.sheets import Column
from tests.actions.documents.workbooks import (
    HEADS,
    SHEET,
    book,
    drawn,
    edited,
    parts_of,
    values,
    zipped,
)

pytestmark = pytest.mark.corpus
LISTED = Path(__file__).parents[4] / "shared" / "testdata" / "bad_inputs_list.py"
OWN = Own(
    "GM9141",
    "Almelo",
    [Known(1, "1.3", "Makers aan het werk"), Known(2, "1.4", "Nieuw"), Known(3, "1.10", "Tien")],
)
ELSEWHERE = {"same file imported twice"}  # tests/actions/services/test_reading_in.py
SECONDS = 12
AMOUNT, DAY, TEXT, REASON, WITHIN = "M2", "F2", "N2", "I2", "Q2"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEAD_PLACES = {column: place for place, column in enumerate(Column)}


@dataclass
class Seen:
    """What comes of a file: the answers, or the messages."""

    answers: list
    said: list[str]
    notes: list[str]
    unanswered: int = 0

    @property
    def first(self):
        return self.answers[0].contributions[0]


def seen(data: bytes) -> Seen:
    began = time.monotonic()
    try:
        table = table_of(read_sheets(data))
    except UnreadableSheet as refusal:
        return Seen([], [str(refusal)], [])
    finally:
        assert time.monotonic() - began < SECONDS
    outcome = outcome_of(table.rows, table.letters, own=OWN, said={}, today=date(2026, 11, 23))
    return Seen(
        [change.after for change in outcome.changes],
        [f"{each.place}: {each.sentence}" for each in [*table.faults, *outcome.faults]],
        [f"{each.place}: {each.sentence}" for each in table.notes],
        outcome.unanswered,
    )


def raw(reference: str, cell: str, *, data: bytes = b"") -> bytes:
    """Return a file in which a cell is this XML."""
    parts = parts_of(data or book())
    xml = parts[SHEET].decode()
    start = xml.index(f'<c r="{reference}"')
    self_closed = xml.index("/>", start) if "/>" in xml[start:] else len(xml)
    closed = xml.find("</c>", start)
    end = closed + 4 if 0 <= closed < self_closed or closed >= 0 else self_closed + 2
    return zipped(parts | {SHEET: (xml[:start] + cell + xml[end:]).encode()})


def formula(reference: str, inside: str, kind: str = "") -> bytes:
    return raw(reference, f'<c r="{reference}"{kind}>{inside}</c>')


def formatted(reference: str, value: float, code: str) -> bytes:
    def draw(workbook, sheet):
        sheet.write_number(reference, value, workbook.add_format({"num_format": code}))

    return drawn(draw)


def plus(name: str, content: bytes = b"<x/>") -> bytes:
    """Return a file with one part more."""
    return zipped(parts_of(book()) | {name: content})


def doctype(part: str, definition: str) -> bytes:
    return edited(part, ("?>\n", f"?>\n<!DOCTYPE x [{definition}]>"))


def twice_the_same_entry() -> bytes:
    file = io.BytesIO(book())
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET, b"<worksheet/>")
    return file.getvalue()


def sheets(draw) -> bytes:
    """Return a file with a sheet beside the right one."""
    return drawn(lambda workbook, sheet: draw(workbook.add_worksheet("Anders"), sheet))


def with_state(state: str) -> bytes:
    def draw(other, sheet):
        other.write_string(0, 0, "iets")
        getattr(other, state)()

    return sheets(draw)


def replaced(**by: str) -> list[str]:
    """Return the heads, some of them otherwise."""
    return [by.get(column.name.lower(), column.value) for column in Column]


def million(row: str, *, count: int = 1_000_000) -> bytes:
    """Return a file with this row, in which {} is its number, again and again."""
    rows = "".join([row.replace("{}", str(number)) for number in range(3, count + 3)])
    return edited(SHEET, ("</sheetData>", f"{rows}</sheetData>"))


def bomb() -> bytes:
    cells = "".join(f'<c r="{chr(65 + n % 26)}{{}}"><v>1</v></c>' for n in range(20))
    return million(f'<row r="{{}}">{cells}</row>', count=100_000)


def csv(encoding: str = "utf-8-sig", delimiter: str = ";", before: str = "", *, row=None) -> bytes:
    line = [shown(cell) for cell in row or values(description="Café")]
    return (f"{before}{delimiter.join(HEADS)}\r\n{delimiter.join(line)}\r\n").encode(encoding)


def shown(cell) -> str:
    text = f"{cell:%d-%m-%Y}" if isinstance(cell, date) else str("" if cell is None else cell)
    return text.replace(".", ",") if isinstance(cell, Decimal) else text


def columns_swapped() -> bytes:
    order = list(reversed(HEADS))
    row = dict(zip(HEADS, values(), strict=True))
    return book([row[head] for head in order], heads=order)


def hidden(what: str) -> bytes:
    def draw(_, sheet):
        if what == "filter":
            sheet.autofilter(0, 0, 1, 16)
            sheet.set_row(1, None, None, {"hidden": True})
        elif what == "columns":
            sheet.set_column(12, 12, None, None, {"hidden": True})
        else:
            sheet.set_row(1, None, None, {"level": 1, "hidden": True})

    return drawn(draw)


def in_1904() -> bytes:
    """Return a file that counts its days from 1904."""
    days = (date(2027, 1, 1) - date(1904, 1, 1)).days
    parts = parts_of(formatted(DAY, days, "d-m-yyyy"))
    workbook = parts["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"')
    return zipped(parts | {"xl/workbook.xml": workbook})


def header_in_row_3() -> bytes:
    blank: list = [None] * 16
    return book([None, *blank], HEADS, values(), heads=["Deelname 2027", *[""] * 16])


NOT_FOUND = "De kolomkoppen zijn niet gevonden"
# name: (the file, what a message says; or what is read, and what is noted on the way)
REFUSED = {
    "not a zip": (lambda: b"geen zip maar wel tekst", NOT_FOUND),
    "BIFF .xls renamed": (lambda: OLE + b"Workbook", "Bewaar het bestand als gewone .xlsx"),
    "xlsb": (lambda: zipped({"xl/workbook.bin": b"x"}), "binair Excel-bestand (.xlsb)"),
    "xlsm with macro": (lambda: plus("xl/vbaProject.bin"), "zitten macro’s"),
    "HTML table named .xls": (lambda: b"<html><table><tr><td>1", "webpagina"),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "met een wachtwoord"),
    "bomb 237 KB → 2 M cells (>40 s CPU !)": (bomb, "uitgepakt te groot om te lezen"),
    "cells A1 and XFD1048576, 1.4 KB (full mode out of memory, read_only 0.5 s !)": (
        lambda: drawn(lambda _, sheet: sheet.write_number(1_048_575, 16_383, 1)),
        "cel XFD1048576 van blad “Deelname”",
    ),
    "entity bomb in the sheet": (
        lambda: doctype(SHEET, '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">'),
        "eigen verwijzingen (DOCTYPE)",
    ),
    "external entity": (
        lambda: doctype("xl/workbook.xml", '<!ENTITY a SYSTEM "file:///etc/passwd">'),
        "eigen verwijzingen (DOCTYPE)",
    ),
    "entity in sharedStrings": (
        lambda: doctype("xl/sharedStrings.xml", '<!ENTITY a "b">'),
        "eigen verwijzingen (DOCTYPE)",
    ),
    "sharedStrings missing": (
        lambda: zipped({k: v for k, v in parts_of(book()).items() if "sharedS" not in k}),
        "beschadigd",
    ),
    "entry name ../": (lambda: plus("../xl/x.xml"), "een onderdeel heeft een vreemde naam"),
    "duplicate zip entries": (twice_the_same_entry, "twee keer hetzelfde onderdeel"),
    "1,000 sheets": (
        lambda: drawn(lambda workbook, _: [workbook.add_worksheet() for _ in range(999)]),
        "te veel onderdelen of bladen",
    ),
    "merged header": (
        lambda: drawn(lambda _, sheet: sheet.merge_range("C1:D1", "actie")),
        "De cellen C1 tot en met D1 zijn samengevoegd",
    ),
    "renamed header": (
        lambda: book(heads=replaced(amount="hoeveelheid")),
        "rij 1: De kolom “hoeveelheid per jaar” ontbreekt. Is dat kolom M (“hoeveelheid”)?",
    ),
    "header twice": (
        lambda: book([*values(), "x"], heads=[*HEADS, "Tempo"]),
        "cel R1: De kop “tempo” staat ook in cel G1",
    ),
    "column missing": (
        lambda: book(values()[:-1], heads=HEADS[:-1]),
        "rij 1: De kolom “binnen bestaande capaciteit” ontbreekt. Neem de koppen",
    ),
    "10^6 formatted blank rows": (
        lambda: million('<row r="{}"><c r="A{}" s="1"/></row>'),
        "Verwijder lege opgemaakte rijen",
    ),
    "merged data cells": (
        lambda: drawn(
            lambda _, sheet: sheet.merge_range("C2:C3", "1.3"), values(), values(action=None)
        ),
        "cel C2: De cellen C2 tot en met C3 zijn samengevoegd",
    ),
    "formula without cached value": (
        lambda: formula(AMOUNT, "<f>1+1</f>"),
        "cel M2: Hier staat een formule zonder uitkomst",
    ),
    "#DIV/0!": (
        lambda: formula(AMOUNT, "<f>1/0</f><v>#DIV/0!</v>", ' t="e"'),
        "cel M2: Hier staat de fout #DIV/0!",
    ),
    "#N/A": (
        lambda: formula(AMOUNT, "<v>#N/A</v>", ' t="e"'),
        "cel M2: Hier staat de fout #N/A",
    ),
    "#REF!": (
        lambda: formula(TEXT, "<f>#REF!</f><v>#REF!</v>", ' t="e"'),
        "cel N2: Hier staat de fout #REF!",
    ),
    "external link": (
        lambda: plus("xl/externalLinks/externalLink1.xml"),
        "Verbreek de koppelingen",
    ),
    "DDE": (
        lambda: plus("xl/externalLinks/externalLink1.xml", b'<externalLink><ddeLink a="cmd"/>'),
        "Verbreek de koppelingen",
    ),
    "1.5E+10": (
        lambda: formula(AMOUNT, "<v>1.5E+10</v>"),
        "cel M2: Vul een getal in van 0 tot en met 9.999.999.999,99",
    ),
    "KvK 01234567 as number": (
        lambda: formula(TEXT, "<v>1234567</v>"),
        "cel N2: Hier staat een getal. Zet een apostrof",
    ),
    "a BSN (must be refused, AVG)": (
        lambda: book(values(description="Mevrouw X, 123456782")),
        "cel N2: Hier staat een getal dat een burgerservicenummer kan zijn",
    ),
    "date as serial": (
        lambda: formula(DAY, "<v>46388</v>"),
        "cel F2: Hier staat een getal. Geef de cel een datumnotatie",
    ),
    "1900-02-29": (
        lambda: formatted(DAY, 60, "d-m-yyyy"),
        "cel F2: Kies een dag van 2000 tot en met 2100",
    ),
    "time only": (lambda: formatted(DAY, 0.25, "hh:mm"), "cel F2: Hier staat een tijd."),
    "negative date": (lambda: formatted(DAY, -5, "d-m-yyyy"), "cel F2: Hier staat een tijd."),
    "50% stored as 0.5": (
        lambda: formatted(AMOUNT, 0.5, "0%"),
        "cel M2: Dit staat er als percentage",
    ),
    "32,767 characters": (
        lambda: book(values(description="x" * 32_767)),
        "cel N2: Gebruik ten hoogste 500 tekens. Deze tekst heeft er 32.767",
    ),
    "32,768": (
        lambda: formula(TEXT, f"<is><t>{'x' * 32_768}</t></is>", ' t="inlineStr"'),
        "Deze tekst heeft er 32.768",
    ),
    "newline in a cell": (
        lambda: book(values(description="een\ntwee")),
        "cel N2: Zet deze tekst op één regel",
    ),
    "_x0000_": (
        lambda: formula(TEXT, "<is><t>a_x0000_b</t></is>", ' t="inlineStr"'),
        "cel N2: In deze tekst staat een teken dat niet te zien is",
    ),
    "data only in a comment": (
        lambda: drawn(
            lambda _, sheet: sheet.write_comment(AMOUNT, "120 uren"), values(amount=None)
        ),
        "cel M2: Vul een hoeveelheid in",
    ),
    "only a pivot": (
        lambda: zipped(
            parts_of(book(["Som van uren", 10], heads=["Rijlabels", "Som"]))
            | {"xl/pivotTables/pivotTable1.xml": b"<x/>"}
        ),
        NOT_FOUND,
    ),
    "picture in a cell": (
        lambda: formula(TEXT, "<v>#VALUE!</v>", ' t="e" vm="1"'),
        "cel N2: Hier staat de fout #VALUE!",
    ),
    "duplicate rows": (
        lambda: book(values(), values()),
        "rij 3: Deze regel is gelijk aan rij 2",
    ),
    "row of another municipality": (
        lambda: book(values(), values(code="GM0153", municipality="Enschede")),
        "cel A3: Deze regel is van een andere gemeente (GM0153)",
    ),
    "half valid (all or nothing)": (
        lambda: book(values(), values(action="1.4", title="Nieuw", answer="Misschien")),
        "cel E3: Kies uit: Doet mee, Volgt, Nu niet of Nee",
    ),
    "CSV open quote": (
        lambda: csv(row=values(description='"een zin die nooit eindigt')),
        "In rij 2 begint een aanhalingsteken dat nergens eindigt",
    ),
}
READ = {
    "ods renamed": (lambda: book(file_format=SheetFormat.ODS), {}, ""),
    "csv renamed": (lambda: book(file_format=SheetFormat.CSV), {}, ""),
    "wrong content types": (
        lambda: zipped(parts_of(book()) | {"[Content_Types].xml": b"<Types/>"}),
        {},
        "",
    ),
    "hidden sheet with data": (lambda: with_state("hide"), {}, "verborgen blad “Anders” is niet"),
    "very hidden sheet": (lambda: with_state("very_hidden"), {}, "blad “Anders” is niet gelezen"),
    "first sheet empty": (
        lambda: edited(
            "xl/workbook.xml",
            ('<sheet name="Anders"', '<sheet name="Eerst"'),
            data=sheets(lambda other, _: other.set_first_sheet()),
        ),
        {},
        "Gelezen is het blad “Deelname”",
    ),
    "odd sheet name": (
        lambda: edited(
            "xl/workbook.xml", ('name="Deelname"', 'name="Blad &apos;1 &amp; &lt;é&gt;"')
        ),
        {},
        "",
    ),
    "header in row 3": (header_in_row_3, {}, ""),
    "header with trailing NBSP": (
        lambda: book(heads=replaced(amount=" Hoeveelheid\N{NO-BREAK SPACE}per jaar\u00a0")),
        {},
        "",
    ),
    "columns swapped": (columns_swapped, {}, ""),
    "extra column": (
        lambda: book([*values(), "let op"], heads=[*HEADS, "Opmerking"]),
        {},
        "kolom R: De kolom “opmerking” wordt niet gelezen",
    ),
    "blank rows between": (lambda: book([None] * 17, ["  "] * 17, values()), {}, ""),
    "total row at the end": (
        lambda: book(values(), ["Totaal", *[None] * 11, Decimal("120.50"), *[None] * 4]),
        {},
        "rij 3: Dit is een totaalregel; die is niet gelezen",
    ),
    "formula with cached value": (
        lambda: formula(AMOUNT, "<f>100+20.5</f><v>120.5</v>"),
        {},
        "cel M2: Van de formule is de laatst bewaarde uitkomst gelezen",
    ),
    "=HYPERLINK": (
        lambda: formula(TEXT, '<f>HYPERLINK("http://evil")</f><v>Klik</v>', ' t="str"'),
        {"description": "Klik"},
        "cel N2: Van de formule",
    ),
    "text starting with = (openpyxl writes it back as a formula !)": (
        lambda: book(values(description="=1+1")),
        {"description": "=1+1"},
        "",
    ),
    "number as text": (lambda: book(values(amount="1.000")), {"amount": Decimal(1000)}, ""),
    "0.1+0.2": (
        lambda: formula(AMOUNT, "<v>0.30000000000000004</v>"),
        {"amount": Decimal("0.3")},
        "",
    ),
    "1904 system": (in_1904, {}, ""),
    "date as text": (lambda: book(values(valid_from="1 januari 2027")), {}, ""),
    "€ only in the format": (
        lambda: formatted(AMOUNT, 1000, "€ #,##0.00"),
        {"amount": Decimal(1000)},
        "",
    ),
    "thousands only in the format": (
        lambda: formatted(AMOUNT, 1_250_000, "#,##0"),
        {"amount": Decimal(1_250_000)},
        "",
    ),
    "boolean": (
        lambda: formula(WITHIN, "<v>0</v>", ' t="b"'),
        {"is_within_capacity": False},
        "",
    ),
    "rich text": (
        lambda: formula(
            TEXT,
            '<is><r><t xml:space="preserve">Een </t></r><r><t>zin</t></r></is>',
            ' t="inlineStr"',
        ),
        {"description": "Een zin"},
        "",
    ),
    "_x0041_": (
        lambda: formula(TEXT, "<is><t>_x0041_lmelo</t></is>", ' t="inlineStr"'),
        {"description": "Almelo"},
        "",
    ),
    "emoji and RTL": (
        lambda: book(values(description="👩‍👩‍👧 مرحبا שלום")),
        {"description": "👩‍👩‍👧 مرحبا שלום"},
        "",
    ),
    "validation list broken": (
        lambda: edited(
            SHEET,
            (
                "</sheetData>",
                '</sheetData><dataValidations count="1"><dataValidation type="list" sqref="E2">'
                "<formula1>#REF!</formula1></dataValidation></dataValidations>",
            ),
        ),
        {},
        "",
    ),
    "rows hidden by filter": (lambda: hidden("filter"), {}, "rij 2: Verborgen of weggefilterd"),
    "hidden columns": (
        lambda: hidden("columns"),
        {},
        "kolom M: De kolom “hoeveelheid per jaar” is",
    ),
    "grouped rows": (lambda: hidden("group"), {}, "rij 2: Verborgen of weggefilterd"),
    "CSV ; with BOM": (csv, {"description": "Café"}, ""),
    "CSV cp1252": (lambda: csv("cp1252"), {"description": "Café"}, ""),
    "CSV UTF-16": (lambda: csv("utf-16"), {"description": "Café"}, ""),
    "CSV sep=;": (lambda: csv(before="sep=;\r\n"), {"description": "Café"}, ""),
}
LARGE = {"10,000 rows"}  # test_ten_thousand_rows


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_sheet_is_refused_with_cell_or_cause(name):
    make, sentence = REFUSED[name]

    found = seen(make())

    assert any(sentence in each for each in found.said), found


@pytest.mark.parametrize("name", READ)
def test_a_strange_sheet_is_read_right(name):
    make, expected, note = READ[name]

    found = seen(make())

    assert not found.said, found
    (answer,) = found.answers
    assert (answer.answer, answer.valid_from) == ("joins", date(2027, 1, 1))
    (contribution,) = answer.contributions
    whole = {"amount": Decimal("120.50"), "first_year": 2027, "last_year": 2028} | expected
    assert {key: getattr(contribution, key) for key in whole} == whole
    assert any(note in each for each in [*found.notes, ""] if note or not each), found.notes


def test_every_name_of_the_list_has_a_case():
    if not LISTED.exists():
        pytest.skip("the list of bad inputs is not here")
    names = set(runpy.run_path(str(LISTED))["K"]["XLSX"].split("|"))

    assert names - set(REFUSED) - set(READ) - ELSEWHERE - LARGE == set()
    assert set(REFUSED) | set(READ) <= names


AMOUNTS = {
    "1000": "1000",
    "1.000": "1000",
    "10.000": "10000",
    "1.000,00": "1000",
    "1 000,00": "1000",
    "with NBSP": None,
    "1,5": "1.5",
    ",50": "0.50",
    "+5": "5",
    "-0": "0",
    "010": "10",
    "9999999999,99": "9999999999.99",
    "1.000.000": "1000000",
}
IN_EURO = {"€ 5": "5", "5 €": "5", "EUR 5": "5", "5,-": "5", "5,--": "5"}
DAYS = {
    "2028-02-29": date(2028, 2, 29),
    "2038-01-19": date(2038, 1, 19),
    "31-12-2026": date(2026, 12, 31),
    "01.02.2026": date(2026, 2, 1),
    "1 januari 2026": date(2026, 1, 1),
    "1 mrt. 2026": date(2026, 3, 1),
    "2026-1-1": date(2026, 1, 1),
}


def listed(kind: str) -> list[str]:
    """Return the names of a list as texts to type, without what plain Django does with them."""
    if not LISTED.exists():
        pytest.skip("the list of bad inputs is not here")
    names = runpy.run_path(str(LISTED))["K"][kind].split("|")
    return [name.split(" (")[0] for name in names if name.strip()]


@pytest.mark.parametrize("file_format", [SheetFormat.XLSX, SheetFormat.CSV])
def test_amounts_are_read_in_one_way_only_or_refused_in_their_cell(file_format):
    texts = [text for text in listed("MONEY") if text not in {"empty", "space"}]
    rows = [values(amount=text, unit="fte") for text in texts]
    rows += [values(amount=text, kind="Budget", unit="euro") for text in IN_EURO]

    table = table_of(read_sheets(book(*rows, file_format=file_format)))
    outcomes = {
        text: outcome_of([row], table.letters, own=OWN, said={}, today=date(2026, 11, 23))
        for text, row in zip(
            [*texts, *(f"budget {text}" for text in IN_EURO)], table.rows, strict=True
        )
    }

    right = AMOUNTS | {f"budget {text}": value for text, value in IN_EURO.items()}
    for text, outcome in outcomes.items():
        if outcome.faults:
            assert all(each.place.startswith("cel M") for each in outcome.faults), text
        else:
            (change,) = outcome.changes
            assert change.after.contributions[0].amount == Decimal(right.get(text) or "NaN"), text
    assert {text for text, value in right.items() if value and text in outcomes} <= {
        text for text, outcome in outcomes.items() if not outcome.faults
    }


@pytest.mark.parametrize("file_format", [SheetFormat.XLSX, SheetFormat.ODS, SheetFormat.CSV])
def test_days_are_read_in_one_way_only_or_refused_in_their_cell(file_format):
    texts = listed("DATES")
    rows = [values(valid_from=text) for text in texts]

    table = table_of(read_sheets(book(*rows, file_format=file_format)))

    for text, row in zip(texts, table.rows, strict=True):
        outcome = outcome_of([row], table.letters, own=OWN, said={}, today=date(2026, 11, 23))
        if text in DAYS:
            assert outcome.changes[0].after.valid_from == DAYS[text], text
        elif outcome.faults:
            assert all(each.place.startswith("cel F") for each in outcome.faults), text
        else:
            assert str(outcome.changes[0].after.valid_from) == text, text


@pytest.mark.slow
@pytest.mark.parametrize("file_format", list(SheetFormat))
def test_ten_thousand_rows_add_up_to_the_cent(file_format):
    actions = [Known(n, f"{n}.1", f"Actie {n}") for n in range(500)]
    rows = [
        values(
            action=each.number,
            title=each.title,
            amount=Decimal("0.01"),
            unit="euro",
            kind="Budget",
            description=f"Deel {part}",
            last_year=2027,
        )
        for each in actions
        for part in range(20)
    ]
    data = book(*rows, file_format=file_format)

    began = time.monotonic()
    table = table_of(read_sheets(data))
    own = Own(OWN.code, OWN.name, actions)
    outcome = outcome_of(table.rows, table.letters, own=own, said={}, today=date(2026, 11, 23))
    took = time.monotonic() - began

    assert not outcome.faults and outcome.rows == 10_000
    (total,) = outcome.totals
    assert (total.amount, total.times) == (Decimal("100.00"), 10_000)
    assert took < SECONDS, took


@pytest.mark.parametrize(
    "make",
    [
        lambda: book([*values(), "bsn 123456782"], heads=[*HEADS, "Opmerking"]),
        lambda: drawn(lambda _, sheet: sheet.write_comment(TEXT, "bsn 123456782")),
        lambda: sheets(lambda other, _: (other.write_string(0, 0, "123456782"), other.hide())),
    ],
    ids=["in a column that is not read", "in a comment", "on a hidden sheet"],
)
def test_a_citizen_service_number_stands_nowhere_in_a_file_that_is_kept(make):
    assert any("burgerservicenummer" in each for each in seen(make()).said)
