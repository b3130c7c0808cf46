"""Papers as office documents: what went out comes back the same."""

import io
import zipfile
from dataclasses import replace

import pytest

from decisions.documents.papers import (
    DICTUM,
    Paper,
    Paragraph,
    Piece,
    college_proposal,
    decision_list_text,
)
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import read_document, read_file
from decisions.documents.returned import differences
from decisions.documents.writing import OfficeKind, write_office
from decisions.models import Audience, DictumItem, Organ, Section, SectionKind
from tests.decisions.documents.texts import REAL, WRAPPED

SHA256 = "3f2a" * 16


def paper_of(read, make=college_proposal) -> Paper:
    return make(
        title="Samen cultuur maken",
        note="Versie 1, voor Almelo.",
        items=[DictumItem(number=i.number, organ=i.organ, text=i.text) for i in read.items],
        sections=[
            Section(kind=s.kind, audience=s.audience, under=s.under, heading=s.heading, text=s.text)
            for s in read.sections
        ],
        sha256=SHA256,
    )


@pytest.fixture(scope="module")
def read():
    return read_proposal(WRAPPED)


@pytest.mark.parametrize("kind", OfficeKind)
def test_a_proposal_comes_back_as_it_went_out(read, kind):
    returned = read_proposal(read_document(f"voorstel.{kind}", write_office(paper_of(read), kind)))

    assert differences(read.items, returned.items) == []
    assert returned.items == read.items
    placed = [s for s in returned.sections if s.kind != SectionKind.UNPLACED]  # not title and note
    known = [(s.kind, s.heading) for s in read.sections]
    assert [(s.kind, s.heading) for s in placed][: len(known)] == known


@pytest.mark.parametrize("kind", OfficeKind)
def test_the_real_proposal_comes_back_as_it_went_out(kind):
    if not REAL.exists():
        pytest.skip("the real document is not beside this checkout")
    real = read_proposal(read_file(REAL))

    returned = read_proposal(read_document(f"echt.{kind}", write_office(paper_of(real), kind)))

    assert returned.items == real.items


@pytest.mark.parametrize("kind", OfficeKind)
def test_the_same_paper_is_the_same_file(read, kind):
    assert write_office(paper_of(read), kind) == write_office(paper_of(read), kind)


@pytest.mark.parametrize(
    ("kind", "properties", "page"),
    [
        (OfficeKind.DOCX, "docProps/custom.xml", ("word/document.xml", 'w:w="11906"')),
        (OfficeKind.ODT, "meta.xml", ("styles.xml", 'fo:page-width="21.0cm"')),
    ],
)
def test_the_hash_travels_inside_and_the_page_is_a4(read, kind, properties, page):
    archive = zipfile.ZipFile(io.BytesIO(write_office(paper_of(read), kind)))

    assert SHA256 in archive.read(properties).decode()
    assert page[1] in archive.read(page[0]).decode()


def test_mark_up_in_a_text_stays_text(read):
    text = "<script>alert(1)</script> & <b>vet</b> *niet schuin*"
    paper = replace(paper_of(read), pieces=(Piece("Kop", 1, (Paragraph(text),)),))

    assert text in read_document("a.docx", write_office(paper, OfficeKind.DOCX))


def test_the_dictum_stands_after_the_public_explanation(read):
    headings = [piece.heading for piece in paper_of(read).pieces]

    assert headings[:3] == ["Toelichting voor de openbare besluitenlijst", DICTUM, "Inleiding"]
    assert headings.count(DICTUM) == 1


def test_a_heading_stands_once_above_its_entries(read):
    pieces = paper_of(read).pieces
    place = next(n for n, piece in enumerate(pieces) if piece.heading == "Argumenten")

    assert pieces[place].paragraphs == ()
    assert [piece.level for piece in pieces[place : place + 3]] == [1, 2, 2]


def test_what_the_decision_list_says_is_public(read):
    pieces = paper_of(read, decision_list_text).pieces

    assert [piece.heading for piece in pieces] == [
        "Toelichting voor de openbare besluitenlijst",
        DICTUM,
    ]
    assert not any(piece.is_internal for piece in pieces)


def test_the_mayor_is_named_once():
    items = [
        DictumItem(number="1", organ=Organ.MAYOR, text="De wethouder te machtigen."),
        DictumItem(number="2", organ=Organ.MAYOR, text="De burgemeester besluit: te tekenen."),
    ]
    paper = college_proposal(title="T", note="N", items=items, sections=[], sha256=SHA256)

    assert [paragraph.text for paragraph in paper.pieces[0].paragraphs] == [
        "1. De burgemeester besluit: De wethouder te machtigen.",
        "2. De burgemeester besluit: te tekenen.",
    ]


def test_a_section_without_its_own_heading_stands_under_that_of_its_kind():
    section = Section(
        kind=SectionKind.COSTS, audience=Audience.PARTIES, text="Geen kosten.\n\nEcht\nniet."
    )
    paper = college_proposal(title="T", note="N", items=[], sections=[section], sha256=SHA256)

    assert paper.pieces[1] == Piece(
        "Kosten, opbrengsten en dekking", 1, (Paragraph("Geen kosten."), Paragraph("Echt niet."))
    )
