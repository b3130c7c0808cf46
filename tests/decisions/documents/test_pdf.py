"""PDFs read back: what a printer does makes no difference, what a person does is named."""

import io
import time
import zlib
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Name

from decisions.documents import pdf, pdf_child
from decisions.documents.papers import Copy
from decisions.documents.pdf import BROKEN, pdf_to_text
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import UnreadableDocument, read_decided, read_document, read_file
from decisions.documents.returned import differences
from decisions.documents.writing import PaperFormat, Press
from printing.pdf import Limits, Renderer
from tests.decisions.documents.papers import proposal_paper
from tests.decisions.documents.texts import REAL, WRAPPED

ITEMS = read_proposal(WRAPPED).items
TEXTS = {item.number: item.text for item in ITEMS}


@pytest.fixture(scope="module")
def renderer():
    with Renderer(Limits(cpu_seconds=20, seconds=60)) as it:
        yield it


@pytest.fixture(scope="module")
def press():
    with Press() as it:
        yield it


def printed(press, items, *, copy=Copy.EXTERNAL):
    """Return the PDF of our proposal as a college would print it, with these items."""
    return press.write(
        proposal_paper(replace(read_proposal(WRAPPED), items=items), copy=copy), PaperFormat.PDF
    )


def found(content, dictum=ITEMS):
    returned = read_proposal(read_decided("besluit.pdf", content)).items
    return [each.sentence for each in differences(dictum, returned)]


def changed(number, **facts):
    return tuple(replace(item, **facts) if item.number == number else item for item in ITEMS)


CHANGES = {
    "nothing": (ITEMS, []),
    "5 became 4": (
        (*(item for item in ITEMS[:-1] if item.number != "4"), replace(ITEMS[-1], number="4")),
        ["Beslispunt 4 ontbreekt in het document.", "Beslispunt 5 staat in het document als 4."],
    ),
    "a word": (
        changed("3b", text=TEXTS["3b"].replace("meer mensen", "minder mensen")),
        ["Beslispunt 3b heeft andere woorden."],
    ),
    "a letter item less": (
        tuple(item for item in ITEMS if item.number != "3b"),
        ["Beslispunt 3b ontbreekt in het document."],
    ),
    "an item more": (
        (*ITEMS, replace(ITEMS[0], number="6", text="Een eigen fonds in te stellen.")),
        ["Het document heeft een punt 6 dat niet in het dictum staat."],
    ),
}


@pytest.mark.parametrize(("items", "sentences"), CHANGES.values(), ids=CHANGES)
def test_what_a_college_changed_is_named(press, items, sentences):
    assert found(printed(press, items)) == sentences


HEAD = '<html lang="nl"><link rel="stylesheet" href="asset:bundle.css">'
LAYOUTS = {
    "narrow, broken words": "body{width:62mm;hyphens:auto}",
    "narrow and justified": "body{width:90mm;text-align:justify}",
    "large on small pages": "@page{size:A5;margin:12mm} body{font-size:15pt}",
    "no room between paragraphs": "p{margin:0}",
    "far apart": "body{line-height:2.4}",
}
RUNNING = """
@page{@top-center{content:"Gemeente Ons Dorp, zaak 2018/441"}
@bottom-right{content:counter(page)}}
"""


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_how_it_was_laid_out_makes_no_difference(renderer, layout):
    content = renderer.render("Besluit", page(WRAPPED, RUNNING + layout))

    assert found(content) == []


def page(text, style):
    """Return a text as a municipality's own system prints it: every paragraph by itself."""
    pieces = "\n\n".join(line for line in rejoined(text)).split("\n\n")
    body = "".join(f"<p>{piece}</p>" for piece in pieces)
    return f"{HEAD}<style>{style}</style><body>{body}"


def rejoined(text):
    read = read_proposal(text)
    yield "Voorgesteld besluit"
    for item in read.items:
        yield f"{item.number[-1] if item.number[-1].isalpha() else item.number}. {item.text}"
    yield "Inleiding"
    for section in read.sections:
        yield section.text or section.heading


def test_the_real_document_printed_as_it_was_typed_has_no_differences(renderer):
    if not REAL.exists():
        pytest.skip("the real document is not beside this checkout")
    real = read_proposal(read_file(REAL)).items
    lines = "\n".join(line for line in REAL.read_text().splitlines() if line.strip())

    style = f"{RUNNING} body{{font-size:8pt;white-space:pre-wrap}}"
    content = renderer.render("Echt", f"{HEAD}<style>{style}</style><body>{lines}")

    assert found(content, real) == []


def test_running_heads_and_page_numbers_are_left_out(renderer):
    content = renderer.render("Besluit", page(WRAPPED * 3, RUNNING))

    text = pdf_to_text(content)

    assert text.count("\f") >= 1
    assert "Ons Dorp" not in text
    assert not [line for line in text.splitlines() if line.strip().isdigit()]


def test_the_same_words_in_the_middle_of_pages_stay(renderer):
    lines = "".join(f"<p>Regel {chr(97 + n)}</p>" for n in range(4))
    body = f"{lines}<p>Steeds dezelfde zin.</p>{lines}<hr style='break-after:page'>" * 3

    text = pdf_to_text(renderer.render("Besluit", f"{HEAD}<body>{body}"))

    assert text.count("Steeds dezelfde zin.") == 3


def test_a_hyphen_at_the_end_of_a_line_is_marked_as_unsure(renderer):
    lines = "samen-<br>werking, co-<br>creatie, kunst-<br>en cultuur, OCW-<br>Raad"

    text = pdf_to_text(renderer.render("Besluit", f"{HEAD}<body><p>{lines}"))

    assert f"samen{BROKEN}\n" in text
    assert f"co{BROKEN}\n" in text
    assert "kunst-\n" in text
    assert "OCW-\n" in text


def a_pdf(stream, *, filters=("/FlateDecode",), pages=1):
    """Return a PDF of so many pages that all have this one packed stream."""
    with pikepdf.new() as new:
        contents = new.make_stream(b"")
        contents.write(stream, filter=pikepdf.Array([pikepdf.Name(name) for name in filters]))
        fonts = pikepdf.Dictionary(
            F=pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for _ in range(pages):
            page = new.add_blank_page()
            page.obj.Contents = contents
            page.obj.Resources = pikepdf.Dictionary(Font=fonts)
        out = io.BytesIO()
        new.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def words_drawn(count):
    return zlib.compress(b"BT /F 12 Tf 50 700 Td " + b"(Besluit) Tj 0 -20 Td " * count + b"ET")


def zeros(count):
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(count)) + packer.flush()


def locked():
    with pikepdf.new() as new:
        new.add_blank_page()
        out = io.BytesIO()
        new.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return out.getvalue()


HOSTILE = {
    "a bomb": (lambda: a_pdf(zeros(300)), "is "),
    "a bomb in a bomb": (
        lambda: a_pdf(zlib.compress(zeros(300), 9), filters=("/FlateDecode", "/FlateDecode")),
        "is ",
    ),
    "endless drawing": (lambda: a_pdf(words_drawn(300_000)), "is te groot of te ingewikkeld"),
    "endless pages": (lambda: a_pdf(words_drawn(3), pages=3000), "is te groot of te ingewikkeld"),
    "cut off": (lambda: a_pdf(words_drawn(3))[:200], "is beschadigd"),
    "nothing but a name": (lambda: b"%PDF-1.7", "is beschadigd"),
    "a scan": (lambda: a_pdf(zlib.compress(b" ")), "is een scan zonder tekst"),
    "a password": (locked, "is met een wachtwoord beveiligd"),
}


@pytest.mark.parametrize(("make", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pdf_is_refused_in_time(monkeypatch, make, sentence):
    monkeypatch.setattr(pdf, "PROCESSOR_SECONDS", 2)
    started = time.monotonic()

    with pytest.raises(UnreadableDocument, match=f"^besluit.pdf {sentence}"):
        read_decided("besluit.pdf", make())

    assert time.monotonic() - started < 30


def test_a_small_pdf_of_the_same_make_is_read():
    assert "Besluit" in read_decided("besluit.pdf", a_pdf(words_drawn(3)))


def test_the_child_binds_itself_before_it_reads(monkeypatch):
    order = []
    monkeypatch.setattr(pdf_child, "limit", lambda *given: order.append(given))
    monkeypatch.setattr(pdf_child, "text_of", lambda _data: order.append("read") or "")
    monkeypatch.setattr(pdf_child.os, "_exit", order.append)
    monkeypatch.setattr(pdf_child.sys, "stdin", io.TextIOWrapper(io.BytesIO(b"%PDF")))
    monkeypatch.setattr(pdf_child.sys, "argv", ["pdf_child", "7", "8"])

    pdf_child.main()

    assert order == [(7, 8), "read", 0]


def test_a_proposal_is_not_imported_from_a_pdf():
    with pytest.raises(UnreadableDocument, match="is een PDF; sla het voorstel op"):
        read_document("voorstel.pdf", b"%PDF-1.7")


@pytest.mark.parametrize("kind", [PaperFormat.DOCX, PaperFormat.ODT])
def test_other_kinds_are_read_as_before(press, kind):
    content = press.write(proposal_paper(read_proposal(WRAPPED)), kind)

    assert read_decided(f"b.{kind}", content) == read_document(f"b.{kind}", content)
