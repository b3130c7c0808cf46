import codecs
import io
import os
import subprocess
import zipfile

import pytest

from decisions.documents import office
from decisions.documents.reading import (
    LARGEST,
    MOST_TEXT,
    UnreadableDocument,
    read_document,
    read_file,
)
from printing import pandoc
from tests.decisions.documents.texts import WRAPPED, to_office

TEXT = "Thema’s: één café – “Tijd”."


@pytest.fixture(scope="module")
def docx(tmp_path_factory):
    return to_office(WRAPPED, tmp_path_factory.mktemp("office") / "proposal.docx")


@pytest.fixture(scope="module")
def odt(tmp_path_factory):
    return to_office(WRAPPED, tmp_path_factory.mktemp("office") / "proposal.odt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_in_the_alphabets_of_offices(encoding):
    assert read_document("voorstel.txt", TEXT.encode(encoding)) == TEXT


def test_big_endian_text_is_read_by_its_mark():
    data = codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")

    assert read_document("voorstel.txt", data) == TEXT


def test_line_ends_of_windows_and_page_ends_stay_where_they_matter():
    assert read_document("voorstel.txt", b"een\r\ntwee\fdrie") == "een\ntwee\fdrie"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is leeg"),
        (b" \n\t\r\n", "is leeg"),
        (codecs.BOM_UTF8, "is leeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is geen leesbare tekst"),
        (b"besluit\x00\x01\x02", "is geen leesbare tekst"),
        (b"\x81\x8d\x8f", "is geen leesbare tekst"),
        (codecs.BOM_UTF16_LE + b"a", "is geen leesbare tekst"),
        ("onder\u202eaarutsebmo".encode(), "is geen leesbare tekst"),
        (b"%PDF-1.7\n", "is een PDF"),
        (b"{\\rtf1 tekst}", "is een RTF-bestand"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is een oud Word-bestand"),
        (b"PK\x03\x04 en dan niets", "is beschadigd"),
        (b"a" * (LARGEST + 1), "is te groot"),
        (b"a " * MOST_TEXT, "bevat te veel tekst"),
    ],
)
def test_bad_files_get_one_sentence(data, reason):
    with pytest.raises(UnreadableDocument, match=reason) as refusal:
        read_document("voorstel", data)

    sentence = str(refusal.value)
    assert sentence.startswith("voorstel ") and sentence.endswith((".", ".docx", ".txt"))
    assert "\n" not in sentence


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_half_a_document_is_damaged(kind, share, request):
    data = request.getfixturevalue(kind)

    with pytest.raises(UnreadableDocument, match="is beschadigd"):
        read_document("half", data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_with_broken_contents_is_damaged(kind, request):
    broken = with_entries(
        request.getfixturevalue(kind), {"word/document.xml": b"<w:", "content.xml": b"<"}
    )

    with pytest.raises(UnreadableDocument, match="is beschadigd"):
        read_document("stuk", broken)


def test_a_zip_of_something_else_is_refused():
    with pytest.raises(UnreadableDocument, match="is geen tekstdocument"):
        read_document("blad.xlsx", a_zip({"xl/workbook.xml": b"<workbook/>"}))


def test_a_locked_odt_is_refused(odt):
    locked = with_entries(odt, {"META-INF/manifest.xml": b"<manifest:encryption-data/>"})

    with pytest.raises(UnreadableDocument, match="met een wachtwoord"):
        read_document("dicht.odt", locked)


@pytest.mark.parametrize(
    "entries",
    [
        {"word/document.xml": b"\0" * (office.LARGEST_UNPACKED + 1)},
        {f"word/{number}.xml": b"" for number in range(office.MOST_ENTRIES + 1)},
    ],
    ids=["size", "entries"],
)
def test_a_bomb_is_refused_by_its_directory(entries):
    bomb = a_zip(entries)
    assert len(bomb) < LARGEST

    with pytest.raises(UnreadableDocument, match="uitgepakt te groot"):
        read_document("bom.docx", bomb)


def test_a_document_that_takes_too_long_is_given_up(docx, monkeypatch):
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)

    with pytest.raises(UnreadableDocument, match="te ingewikkeld"):
        read_document("traag.docx", docx)


def test_a_small_file_that_unpacks_to_endless_text_is_stopped_by_its_processor_time(
    docx, monkeypatch
):
    monkeypatch.setattr(
        pandoc, "_LIMITS", pandoc._LIMITS.replace(f"-t {pandoc.PROCESSOR_SECONDS}", "-t 1")
    )
    monkeypatch.setattr(pandoc, "SECONDS", 60)  # on the clock
    body = b"<w:p><w:r><w:t>Mee te doen.</w:t></w:r></w:p>" * 200_000
    many = with_entries(docx, {"word/document.xml": document_xml(body)})
    assert len(many) < 100_000

    with pytest.raises(UnreadableDocument, match="te ingewikkeld"):
        read_document("veel.docx", many)


def test_no_document_holds_its_reader_for_long():
    assert pandoc.PROCESSOR_SECONDS <= 5
    assert pandoc.SECONDS <= 10


def test_the_shell_takes_every_limit_of_the_child():
    shell = ["/bin/sh", "-c", f"{pandoc._LIMITS} && ulimit -t && ulimit -v && ulimit -n"]

    told = subprocess.run(shell, capture_output=True, text=True, check=True)

    assert told.stdout.split() == [str(pandoc.PROCESSOR_SECONDS), "1500000", "64"]


def test_lists_keep_their_numbers_and_tables_are_read_cell_by_cell(tmp_path):
    source = (
        "| Kop | Besluit |\n|---|---|\n| Links | Rechts |\n\n3) drie\n4) vier\n\n    a. onder\n"
    )

    text = read_document("lijst.docx", to_office(source, tmp_path / "list.docx"))

    assert text.split("\n\n")[:4] == ["Kop", "Besluit", "Links", "Rechts"]
    assert [line.strip() for line in text.splitlines() if line][4:] == [
        "3)  drie",
        "4)  vier",
        "a.  onder",
    ]


def test_formatting_does_not_change_the_words(tmp_path):
    source = "*Schuin* **vet** [KLEIN kapitaal]{.smallcaps} x^2^ [hier](http://example.nl)"

    text = read_document("op.docx", to_office(source, tmp_path / "marked.docx"))

    assert text == "Schuin vet KLEIN kapitaal x2 hier"


def test_a_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: reading it would take all memory

    with pytest.raises(UnreadableDocument, match="is te groot"):
        read_file(path)


def test_a_file_that_is_not_there_or_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pijp")

    assert refusal(tmp_path / "weg.txt") == "Het bestand weg.txt bestaat niet."
    assert refusal(tmp_path).endswith("is een map; geef een bestand op.")
    assert refusal(tmp_path / "pijp") == "pijp is geen gewoon bestand."


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "dicht.txt"
    path.symlink_to("/proc/self/mem")  # refuses every reader, the administrator too

    assert refusal(path) == "Het bestand dicht.txt kan niet gelezen worden; hebt u er toegang toe?"


def refusal(path):
    with pytest.raises(UnreadableDocument) as reason:
        read_file(path)
    return str(reason.value)


def a_zip(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_entries(data, changes):
    """Return the zip with other contents for those of its entries that are named."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return a_zip({name: changes.get(name, archive.read(name)) for name in archive.namelist()})


def document_xml(body):
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)
