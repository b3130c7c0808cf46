"""The college proposal in the order of the real document, with the municipality's own parts."""

import pytest

from decisions.documents.college import (
    NO_ADVICE,
    NOT_AGREED,
    Local,
    LocalText,
    college_proposal,
    decision_list_text,
)
from decisions.documents.contents import ReadItem
from decisions.documents.papers import (
    DICTUM,
    Copy,
    Paragraph,
    Piece,
    Style,
    dictum_piece,
    for_copy,
)
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import read_file
from decisions.models import Audience, LocalKind, Organ, Section, SectionKind
from tests.decisions.documents.papers import proposal_paper, sections_of, subject, with_canaries
from tests.decisions.documents.texts import REAL, WRAPPED

ORDER = [
    "Toelichting voor de openbare besluitenlijst",
    DICTUM,
    "Inleiding",
    "Beoogd effect",
    "Argumenten",
    "Kanttekeningen",
    "Alternatieven",
    "Kosten, opbrengsten, dekking en preventief toezicht",
    "Uitvoering",
    "Bijlagen",
    "Procesinformatie",
]
PROCESS = [
    "Intern overleg",
    "Afstemming met portefeuillehouder",
    "Directie-advies",
    "Communicatie over het besluit",
]


@pytest.fixture(scope="module")
def read():
    return read_proposal(WRAPPED)


def under(paper, heading):
    """Return the text that stands under a heading."""
    piece = next(piece for piece in paper.pieces if piece.heading == heading)
    return [paragraph.printed for paragraph in piece.paragraphs]


def chapters(paper):
    return [piece.heading for piece in paper.pieces if piece.level == 1]


def a_proposal(*sections, copy=Copy.OWN, **local):
    return college_proposal(subject(), sections=sections, local=Local(**local), copy=copy)


def test_the_order_is_that_of_the_real_document(read):
    paper = proposal_paper(read)

    assert chapters(paper) == ORDER
    assert [piece.heading for piece in paper.pieces if piece.level == 2][-5:] == [
        *PROCESS,
        "Persbericht",
    ]


def test_the_real_document_keeps_its_own_order_and_headings():
    if not REAL.exists():
        pytest.skip("the real document is not beside this checkout")
    paper = proposal_paper(read_proposal(read_file(REAL)))

    argument = "Argumenten voor"
    assert chapters(paper) == [argument if each == "Argumenten" else each for each in ORDER]
    assert [p.heading for p in paper.pieces if p.heading in PROCESS] == PROCESS


def test_sections_that_were_moved_about_come_out_in_that_order(read):
    backwards = sections_of(read)[::-1]

    paper = college_proposal(subject(), sections=backwards, local=Local(), copy=Copy.OWN)

    assert chapters(paper) == ORDER


@pytest.mark.parametrize(
    ("kind", "above", "heading"),
    [
        (LocalKind.OWN_POLICY, "Argumenten", "Aansluiting bij eigen beleid"),
        (LocalKind.CAVEAT, "Kanttekeningen", "Eigen kanttekeningen"),
        (LocalKind.FINANCES, "Kosten, opbrengsten en dekking", "Eigen kosten en dekking"),
    ],
)
def test_an_own_part_stands_below_the_shared_part_or_makes_its_heading(kind, above, heading):
    own = LocalText("Van onszelf.", Audience.PARTIES)
    shared = Section(
        kind=next(k for k in SectionKind if k.label == above), audience="parties", text="Gedeeld."
    )

    alone = a_proposal(texts={kind: own})
    merged = a_proposal(shared, texts={kind: own})

    for paper in (alone, merged):
        place = chapters(paper).index(above)
        assert chapters(paper).count(above) == 1
        assert place > 0
        assert under(paper, heading) == ["Van onszelf."]
    assert under(merged, above) == ["Gedeeld."]


def test_what_nobody_recorded_is_never_a_yes():
    paper = a_proposal()

    assert under(paper, "Directie-advies") == [NO_ADVICE] == ["Geen advies vastgelegd."]
    assert under(paper, "Afstemming met portefeuillehouder") == [NOT_AGREED]
    assert under(paper, "Intern overleg") == []


def test_process_information_of_the_document_and_of_the_portal_stand_together():
    section = Section(kind=SectionKind.PROCESS, audience="own", heading="Intern overleg", text="A.")
    paper = a_proposal(
        section,
        texts={LocalKind.INTERNAL: LocalText("B.", Audience.OWN)},
        advices=("Financiën: akkoord.",),
        management="Negatief. Te duur.",
        agreement="Akkoord van de wethouder.",
    )

    assert under(paper, "Intern overleg") == ["A.", "B.", "Financiën: akkoord."]
    assert under(paper, "Directie-advies") == ["Negatief. Te duur."]
    assert under(paper, "Afstemming met portefeuillehouder") == ["Akkoord van de wethouder."]


def test_communication_that_others_may_read_stays_when_the_inside_leaves():
    section = Section(
        kind=SectionKind.PROCESS, audience="own", heading="Communicatie over het besluit", text="A."
    )
    texts = {LocalKind.COMMUNICATION: LocalText("B.", Audience.PARTIES)}

    own = a_proposal(section, texts=texts)
    external = a_proposal(section, texts=texts, copy=Copy.EXTERNAL)

    assert under(own, "Communicatie over het besluit: intern") == ["A."]
    assert under(own, "Communicatie over het besluit") == ["B."]
    assert chapters(external)[-1] == "Communicatie over het besluit"
    assert "Procesinformatie" not in chapters(external)
    assert "A." not in str(external.pieces)


def test_the_external_copy_holds_no_piece_for_the_own_municipality(read):
    external = proposal_paper(read, copy=Copy.EXTERNAL, local=with_canaries())
    own = proposal_paper(read, copy=Copy.OWN, local=with_canaries())

    assert {piece.audience for piece in external.pieces} == {Audience.PUBLIC, Audience.PARTIES}
    assert [piece for piece in own.pieces if piece.audience != Audience.OWN] == [
        piece if piece.heading != "Communicatie over het besluit" else shifted(piece)
        for piece in external.pieces
    ]


def shifted(piece):
    return Piece(piece.heading, 2, piece.paragraphs, piece.audience)


@pytest.mark.parametrize(
    ("levels", "audiences", "left"),
    [
        ((1, 2, 2), ("public", "own", "parties"), [1, 2]),
        ((1, 2, 2), ("own", "parties", "own"), [1]),
        ((1, 2, 1, 2), ("own", "own", "public", "public"), [1, 2]),
        ((1, 1), ("own", "own"), []),
    ],
)
def test_what_stood_under_a_heading_that_left_moves_up(levels, audiences, left):
    pieces = [
        Piece("K", level, (), Audience(a)) for level, a in zip(levels, audiences, strict=True)
    ]

    assert [piece.level for piece in for_copy(pieces, Copy.EXTERNAL)] == left
    assert for_copy(pieces, Copy.OWN) == tuple(pieces)


def test_the_decision_list_says_what_is_public_and_no_more(read):
    hidden = Section(
        kind=SectionKind.PUBLIC_EXPLANATION, audience="parties", heading="Kop", text="Verborgen."
    )
    paper = decision_list_text(subject(read.items), sections=[*sections_of(read), hidden])

    assert chapters(paper) == ORDER[:2]
    assert {piece.audience for piece in paper.pieces} == {Audience.PUBLIC}
    assert "Verborgen" not in str(paper)


def test_a_heading_stands_once_above_its_entries(read):
    pieces = proposal_paper(read).pieces
    place = next(n for n, piece in enumerate(pieces) if piece.heading == "Argumenten")

    assert pieces[place].paragraphs == ()
    assert [piece.level for piece in pieces[place : place + 3]] == [1, 2, 2]


def test_a_section_without_its_own_heading_stands_under_that_of_its_kind():
    section = Section(
        kind=SectionKind.COSTS, audience="parties", text="Geen kosten.\n\nEcht\nniet."
    )

    assert a_proposal(section).pieces[1] == Piece(
        "Kosten, opbrengsten en dekking",
        1,
        (Paragraph("Geen kosten."), Paragraph("Echt\nniet.")),
        Audience.PARTIES,
    )


def test_the_mayor_is_named_once_and_letters_stand_below_numbers():
    items = [
        ReadItem("1", Organ.MAYOR, "De wethouder te machtigen."),
        ReadItem("1a", Organ.COLLEGE, "Een onderdeel."),
        ReadItem("2", Organ.MAYOR, "De burgemeester besluit: te tekenen."),
    ]

    assert dictum_piece(items).paragraphs == (
        Paragraph("De burgemeester besluit: De wethouder te machtigen.", Style.ITEM, "1."),
        Paragraph("Een onderdeel.", Style.NESTED, "a."),
        Paragraph("De burgemeester besluit: te tekenen.", Style.ITEM, "2."),
    )


def test_the_note_says_for_whom_and_until_when():
    note = a_proposal(copy=Copy.EXTERNAL).note
    assert note == (
        "Versie 1, vastgesteld op 17 september 2018. Voor Almelo. Niet openbaar vóór "
        "31 oktober 2018 om 00.00 uur. Voor extern gebruik."
    )
    assert "Niet openbaar" not in subject(not_before=None).note


def test_an_item_is_quoted_as_the_dictum_says_it():
    item = ReadItem("2a", Organ.COLLEGE, "Licht en Donker.")
    section = Section(kind=SectionKind.ARGUMENT, audience="public", text="Zie {beslispunt 2a}")
    paper = college_proposal(subject([item]), sections=[section], local=Local(), copy=Copy.OWN)

    assert under(paper, "Argumenten") == ["Zie beslispunt 2a: Licht en Donker."]
