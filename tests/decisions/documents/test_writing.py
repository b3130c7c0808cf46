"""Papers as files: what went out comes back the same, and the hash travels along."""

import io
import json
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from decisions.documents import writing
from decisions.documents.letters import council_letter, covering_letter
from decisions.documents.papers import DICTUM, Copy, Paper, Paragraph, Piece
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import read_decided, read_document, read_file
from decisions.documents.returned import differences
from decisions.documents.writing import PaperFormat, Press, write
from decisions.models import SectionKind
from printing.pdf import Limits, Renderer, RenderingFailed
from tests.decisions.documents.papers import (
    CANARY,
    DECIDED,
    SHA256,
    SIGNING,
    proposal_paper,
    subject,
    with_canaries,
)
from tests.decisions.documents.texts import REAL, WRAPPED
from tests.submissions.bundle.test_standards import verapdf

OFFICE = (PaperFormat.DOCX, PaperFormat.ODT)
PRINTED = (*OFFICE, PaperFormat.PDF)


@pytest.fixture(scope="module")
def press():
    with Press() as it:
        yield it


@pytest.fixture(scope="module")
def read():
    return read_proposal(WRAPPED)


def a_letter(read):
    return covering_letter(subject(read.items), decided=DECIDED, signing=SIGNING)


def text_of(content, kind):
    if kind is PaperFormat.JSON:
        return json.dumps(json.loads(content), ensure_ascii=False)
    return read_decided(f"stuk.{kind}", content)


@pytest.mark.parametrize("kind", PRINTED)
def test_a_proposal_comes_back_as_it_went_out(press, read, kind):
    content = press.write(proposal_paper(read), kind)

    returned = read_proposal(read_decided(f"voorstel.{kind}", content))

    assert differences(read.items, returned.items) == []
    assert returned.items == read.items


@pytest.mark.parametrize("kind", OFFICE)
def test_sections_come_back_under_their_headings(press, read, kind):
    returned = read_proposal(read_document("v", press.write(proposal_paper(read), kind)))

    came_back = [(section.kind, section.heading) for section in returned.sections]
    sent = [(s.kind, s.heading) for s in read.sections if s.kind != SectionKind.UNPLACED]
    assert [each for each in came_back if each in sent] == sent


@pytest.mark.parametrize("kind", PRINTED)
def test_the_real_proposal_comes_back_as_it_went_out(press, kind):
    if not REAL.exists():
        pytest.skip("the real document is not beside this checkout")
    real = read_proposal(read_file(REAL))

    content = press.write(proposal_paper(real), kind)

    returned = read_proposal(read_decided(f"echt.{kind}", content))
    assert differences(real.items, returned.items) == []


@pytest.mark.parametrize("kind", PaperFormat)
def test_the_same_paper_is_the_same_file(press, read, kind, monkeypatch):
    first = press.write(proposal_paper(read), kind)

    monkeypatch.setattr(writing, "_KEPT", writing._Kept(most=1))
    assert write(proposal_paper(read), kind) == first


def test_a_paper_that_was_just_made_is_not_made_again(press, read, monkeypatch):
    kept = writing._Kept(most=2)
    monkeypatch.setattr(writing, "_KEPT", kept)
    made = [kept.file(PaperFormat.PDF, html, str.encode) for html in ("a", "b", "a", "c")]

    def refuse(html):
        pytest.fail(f"{html} is made again")

    assert made == [b"a", b"b", b"a", b"c"]
    assert [kept.file(PaperFormat.PDF, html, refuse) for html in ("a", "c")] == [b"a", b"c"]
    assert kept.file(PaperFormat.PDF, "b", lambda _html: b"anew") == b"anew"
    assert kept.file(PaperFormat.DOCX, "b", lambda _html: b"another kind") == b"another kind"


@pytest.mark.parametrize(
    ("kind", "properties", "page"),
    [
        (PaperFormat.DOCX, "docProps/custom.xml", ("word/document.xml", 'w:w="11906"')),
        (PaperFormat.ODT, "meta.xml", ("styles.xml", 'fo:page-width="21.0cm"')),
    ],
)
def test_the_hash_travels_inside_and_the_page_is_a4(press, read, kind, properties, page):
    archive = zipfile.ZipFile(io.BytesIO(press.write(proposal_paper(read), kind)))

    assert SHA256 in archive.read(properties).decode()
    assert page[1] in archive.read(page[0]).decode()


def test_a_pdf_is_tagged_in_dutch_and_carries_the_hash_for_machines_and_people(press, read):
    content = press.write(proposal_paper(read), PaperFormat.PDF)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A"
            assert metadata["pdf:Keywords"] == f"dictum-sha256:{SHA256}"
            assert metadata["dc:title"] == "Samen cultuur maken"
    assert SHA256 in read_decided("stuk.pdf", content).splitlines()[-1]


@pytest.mark.verapdf
@pytest.mark.slow
@pytest.mark.parametrize("make", [proposal_paper, a_letter], ids=["proposal", "letter"])
def test_a_pdf_meets_the_standard_of_the_archive(press, read, tmp_path, make):
    file = tmp_path / "stuk.pdf"
    file.write_bytes(press.write(make(read), PaperFormat.PDF))

    assert verapdf(file, "3a") == {"3a": [True, []]}


@pytest.mark.parametrize("kind", PaperFormat)
def test_what_is_inside_the_house_is_in_the_own_copy_alone(press, read, kind):
    own = proposal_paper(read, copy=Copy.OWN, local=with_canaries())
    external = proposal_paper(read, copy=Copy.EXTERNAL, local=with_canaries())

    kept, shared = (press.write(paper, kind) for paper in (own, external))

    assert text_of(kept, kind).count(CANARY) == 5
    assert CANARY not in text_of(shared, kind)
    assert CANARY.encode() not in shared
    assert "niemand beschikbaar" in text_of(kept, kind)
    assert "niemand beschikbaar" not in text_of(shared, kind)
    for said in ("Past bij de eigen nota.", "Twee uur per week.", "Een bericht op de site."):
        assert said in text_of(shared, kind)


def test_no_packed_part_of_an_office_document_holds_what_stays_inside(press, read):
    external = proposal_paper(read, copy=Copy.EXTERNAL, local=with_canaries())

    for kind in OFFICE:
        archive = zipfile.ZipFile(io.BytesIO(press.write(external, kind)))
        assert not [n for n in archive.namelist() if CANARY.encode() in archive.read(n)]


@pytest.mark.parametrize("kind", PRINTED)
def test_a_letter_begins_with_who_writes_to_whom(press, read, kind):
    letter = council_letter(subject(read.items), decided=DECIDED)

    lines = [line for line in text_of(press.write(letter, kind), kind).splitlines() if line.strip()]

    assert "Gemeente Almelo" in lines[0]
    place = {said: n for n, line in enumerate(lines) for said in SAID if said in line}
    assert list(place) == SAID


SAID = [
    "Aan de raad van de gemeente Almelo",
    "Ons kenmerk",
    "Besluit over het collegevoorstel",
    "Geachte leden van de raad,",
    "ingestemd met het voorstel",
    "Met vriendelijke groet,",
    "Controlegetal",
]


@pytest.mark.parametrize("kind", PRINTED)
def test_the_dictum_in_a_covering_letter_is_that_of_the_version(press, read, kind):
    letter = a_letter(read)
    letter = replace(letter, pieces=(replace(letter.pieces[1], heading=DICTUM),))

    returned = read_proposal(read_decided(f"brief.{kind}", press.write(letter, kind)))

    assert differences(read.items, returned.items) == []


@pytest.mark.parametrize("kind", PRINTED)
def test_mark_up_in_a_text_stays_text(press, kind):
    text = "<script>alert(1)</script> & <b>vet</b> *niet schuin*"
    paper = Paper("<i>Titel</i>", subject(), (Piece("Kop", 1, (Paragraph(text),)),))

    came_back = text_of(press.write(paper, kind), kind)

    assert text in came_back
    assert "<i>Titel</i>" in came_back


def test_a_character_without_a_glyph_is_printed_as_its_code(press):
    paper = Paper("Titel", subject(), (Piece("Kop", 1, (Paragraph("a中b"),)),))

    assert "a[U+4E2D]b" in text_of(press.write(paper, PaperFormat.PDF), PaperFormat.PDF)


def test_a_paper_that_takes_too_much_is_refused_in_dutch(press, read, monkeypatch):
    monkeypatch.setattr(writing, "_KEPT", writing._Kept(most=1))
    small = Renderer(Limits(cpu_seconds=1, memory=64 << 20, seconds=20))
    monkeypatch.setattr(press, "_renderer", small)

    with small, pytest.raises(RenderingFailed, match="^Het onderdeel ‘Samen cultuur maken’ k"):
        press.write(proposal_paper(read), PaperFormat.PDF)
