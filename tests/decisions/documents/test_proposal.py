"""The real document, and documents in our own words that are written otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.documents.proposal import read_proposal
from decisions.documents.reading import NoDictum, read_document
from decisions.models import Audience, Organ, SectionKind
from tests.decisions.documents.texts import (
    FORM,
    NUMBERED,
    REAL,
    WRAPPED,
    double_spaced,
    missing_words,
    to_office,
)

SYNTHETIC = {
    "wrapped": WRAPPED,
    "double spaced": double_spaced(WRAPPED),
    "numbered": NUMBERED,
    "form": FORM,
}


def test_dictum_has_its_items_with_their_organs_and_whole_texts():
    items = read_proposal(WRAPPED).items

    assert [(item.number, item.organ) for item in items] == [
        ("1", Organ.COLLEGE),
        ("2", Organ.COLLEGE),
        ("2a", Organ.COLLEGE),
        ("2b", Organ.COLLEGE),
        ("3", Organ.COLLEGE),
        ("3a", Organ.COLLEGE),
        ("3b", Organ.COLLEGE),
        ("4", Organ.COLLEGE),
        ("5", Organ.MAYOR),
    ]
    assert items[0].text == (
        "Kennis te nemen van het plan Licht op het water, dat voor de periode 2021-2024 de "
        "grondslag is van de samenwerking."
    )
    assert items[-1].text == (
        "De burgemeester besluit: De wethouder te machtigen om de brief aan de minister te tekenen."
    )


def test_double_spacing_makes_no_difference():
    assert read_proposal(double_spaced(WRAPPED)) == read_proposal(WRAPPED)


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_an_office_document_has_the_same_dictum_and_the_same_kinds_of_sections(tmp_path, suffix):
    data = to_office(WRAPPED.replace("\n", "\n\n"), tmp_path / f"proposal.{suffix}")

    read, plain = read_proposal(read_document("voorstel", data)), read_proposal(WRAPPED)

    assert read.items == plain.items
    assert [(s.kind, s.audience, s.about_item, s.heading) for s in read.sections] == [
        (s.kind, s.audience, s.about_item, s.heading) for s in plain.sections
    ]
    assert read.near_copies == plain.near_copies


def test_every_section_has_its_kind_and_audience():
    sections = read_proposal(WRAPPED).sections

    assert [(section.kind, section.audience) for section in sections] == [
        (SectionKind.PUBLIC_EXPLANATION, Audience.PUBLIC),
        (SectionKind.INTRODUCTION, Audience.PARTIES),
        (SectionKind.INTENDED_EFFECT, Audience.PARTIES),
        *[(SectionKind.ARGUMENT, Audience.PARTIES)] * 4,
        *[(SectionKind.CAVEAT, Audience.PARTIES)] * 2,
        (SectionKind.ALTERNATIVE, Audience.PARTIES),
        (SectionKind.COSTS, Audience.PARTIES),
        (SectionKind.EXECUTION, Audience.PARTIES),
        *[(SectionKind.ANNEX, Audience.PARTIES)] * 2,
        *[(SectionKind.PROCESS, Audience.OWN)] * 5,
    ]


def test_arguments_know_their_items_also_where_the_letter_is_lost():
    arguments = sections(WRAPPED, SectionKind.ARGUMENT)

    assert [argument.about_item for argument in arguments] == ["1", "2", "2a", "3b"]
    assert arguments[2].heading == "a. Licht en Donker."
    assert arguments[2].text == "Deze lijn gaat over de winter."


def test_an_argument_that_is_only_numbered_like_an_item_is_not_about_it():
    start, end = WRAPPED.index("1. Kennis nemen"), WRAPPED.index("Het plan past bij")
    text = f"{WRAPPED[:start]}1. Cultuur verbindt mensen.\n{WRAPPED[end:]}"

    assert sections(text, SectionKind.ARGUMENT)[0].about_item == ""


def test_caveats_are_one_section_each_with_their_number():
    caveats = sections(WRAPPED, SectionKind.CAVEAT)

    assert [(caveat.heading, caveat.text) for caveat in caveats] == [
        ("1. Het plan is nog niet precies.", "Daarom volgt er een agenda."),
        ("2. Het kost tijd.", "Ook van de kleine gemeenten."),
    ]


def test_annexes_keep_their_own_numbers():
    annexes = sections(WRAPPED, SectionKind.ANNEX)

    assert [(annex.heading, annex.text) for annex in annexes] == [
        ("1. Plan Licht op het water", "ZK 4711"),
        ("2. Brief aan de raad", "12 Raad 34"),
    ]


def test_an_empty_part_stays_empty():
    advice = next(s for s in read_proposal(WRAPPED).sections if s.heading == "Directie-advies")

    assert advice.text == ""


def test_broken_lines_are_joined_and_paragraphs_stay():
    introduction = sections(WRAPPED, SectionKind.INTRODUCTION)[0]

    assert introduction.text.split("\n\n") == [
        (
            "Al jaren werken de gemeenten samen aan muziek en theater. "
            "Dat gaat goed, maar het kan beter als er één plan is."
        ),
        (
            "Met dat plan gaan wij in co-creatie aan de slag, "
            "samen met kunst- en cultuurinstellingen.1"
        ),
        "1 Verkenning van de cultuur in Waterland, bureau De Kade, mei 2018",
    ]


def test_near_copies_are_reported_with_their_difference():
    copies = read_proposal(WRAPPED).near_copies

    assert [(copy.number, copy.only_typography, copy.lost_mark) for copy in copies] == [
        ("1", False, False),
        ("2a", True, False),
        ("3b", False, True),
    ]
    assert copies[0].difference.startswith("Kennis [-te-] nemen van het plan")
    assert "{+alle+} samenwerking." in copies[0].difference
    assert copies[2].difference.startswith("[-b.-] [-als-]{+Als+} voor een actie")
    assert copies[2].sentence == (
        "Beslispunt 3b staat nog eens onder “Argumenten”, zonder zijn nummer of letter."
    )


def test_an_equal_copy_is_no_near_copy():
    assert "2" not in {copy.number for copy in read_proposal(WRAPPED).near_copies}


def test_numbered_headings_and_arguments_that_point_at_items():
    read = read_proposal(NUMBERED)

    assert read.title == "Samen één plan voor cultuur"
    assert [item.number for item in read.items] == ["1", "2a", "2b"]
    assert [s.about_item for s in sections(NUMBERED, SectionKind.ARGUMENT)] == ["1", "1", ""]
    assert [s.heading for s in sections(NUMBERED, SectionKind.ARGUMENT)][:2] == [
        "1.1 Het plan past bij ons beleid",
        "1.2 Het plan is goedkoop",
    ]
    assert [s.kind for s in read.sections if s.kind != SectionKind.ARGUMENT] == [
        SectionKind.PROCESS,
        SectionKind.INTRODUCTION,
        SectionKind.CAVEAT,
        SectionKind.COSTS,
        SectionKind.EXECUTION,
    ]


def test_organs_on_lines_of_their_own_decide_on_what_is_below_them():
    read = read_proposal(FORM)

    assert [(item.number, item.organ, item.text) for item in read.items] == [
        ("1", Organ.COLLEGE, "Mee te doen aan het plan."),
        (
            "2",
            Organ.COLLEGE,
            "De raad te informeren, en daarbij te noemen: - wat het kost; - wat het brengt.",
        ),
        ("3", Organ.MAYOR, "De wethouder te machtigen."),
    ]


def test_what_has_no_place_is_kept_for_the_own_municipality():
    read = read_proposal(FORM)

    assert read.title == "Voorstel aan het college over cultuur"
    assert {(s.heading, s.audience) for s in read.unplaced} == {("niet geplaatst", Audience.OWN)}
    assert "Duurzaamheid\n\nDit plan spaart papier en stroom." in [s.text for s in read.unplaced]


@pytest.mark.parametrize("text", SYNTHETIC.values(), ids=SYNTHETIC.keys())
def test_no_word_is_dropped(text):
    labels = {"Onderwerp"}

    assert missing_words(text, read_proposal(text)) <= labels


@pytest.mark.parametrize("secret", ["misschien", "niemand"])
def test_what_is_below_an_internal_heading_is_for_the_own_municipality_only(secret):
    holding = [s for s in read_proposal(FORM).sections if secret in s.text]

    assert [section.audience for section in holding] == [Audience.OWN]


@pytest.mark.parametrize("ending", ["Bijlage 1234", "en dat was alles"])
def test_internal_text_stays_inside_also_right_below_a_line_that_ends_nowhere(ending):
    text = f"Besluit\n1. Mee te doen.\n\nUitvoering\n{ending}\nIntern overleg\nEen geheim.\n"

    holding = [s for s in read_proposal(text).sections if "geheim" in s.text]

    assert [section.audience for section in holding] == [Audience.OWN]


def test_a_heading_that_a_page_end_glued_to_an_item_is_no_part_of_it():
    text = "Besluit\n1. Mee te doen.\n\n2. De raad te informeren. Inleiding\n\nEr was eens.\n"

    read = read_proposal(text)

    assert read.items[1].text == "De raad te informeren."
    assert [section.kind for section in read.sections] == [SectionKind.INTRODUCTION]


def test_a_number_at_the_start_of_a_broken_line_is_no_item():
    text = "Dictum\n1. Te besluiten op grond van de brief van de minister van\n12. Dat is de dag.\n"

    assert [item.number for item in read_proposal(text).items] == ["1"]


def test_a_dictum_without_numbers_is_numbered_in_order():
    items = read_proposal("Besluit:\n\nMee te doen.\n\nDe raad te informeren.\n").items

    assert [(item.number, item.text) for item in items] == [
        ("1", "Mee te doen."),
        ("2", "De raad te informeren."),
    ]


def test_a_second_dictum_has_no_place():
    dictum = "Voorgesteld besluit\n1. Mee te doen.\n2. Te betalen.\n\n"
    text = f"{dictum}Inleiding\nWaarom.\n\nBesluit\nAkkoord.\n"

    read = read_proposal(text)

    assert len(read.items) == 2
    assert [section.text for section in read.unplaced] == ["Besluit\n\nAkkoord."]


@pytest.mark.parametrize(
    "heading",
    ["VOORGESTELD BESLUIT", "Voorgesteld besluit:", "Besluit", "beslispunten", "Dictum",
     "Gevraagd besluit", "Het college van B&W besluit:", "Ontwerpbesluit", "## Beslispunten"],
)  # fmt: skip
def test_the_dictum_has_many_headings(heading):
    assert read_proposal(f"{heading}\n\n1. Mee te doen.\n").items[0].text == "Mee te doen."


@pytest.mark.parametrize("text", ["Inleiding\nEr was eens.\n", "Besluit\n", "1. Losse regel\n"])
def test_without_dictum_there_is_no_proposal(text):
    with pytest.raises(NoDictum, match="Er is geen dictum gevonden"):
        read_proposal(text)


LINES = st.lists(
    st.sampled_from([line for text in SYNTHETIC.values() for line in text.splitlines()]),
    max_size=60,
    unique_by=str.strip,
)


@given(LINES)
@settings(max_examples=200, deadline=None)
def test_no_word_is_dropped_however_the_lines_are_ordered(lines):
    text = "\n".join(["Voorgesteld besluit", "1. Mee te doen.", "2. Te betalen.", "", *lines])

    assert missing_words(text, read_proposal(text)) <= {"Onderwerp"}


class TestTheRealDocument:
    @pytest.fixture
    def text(self):
        if not REAL.exists():
            pytest.skip("the real document is not here: it is no part of the project")
        return read_document(REAL.name, REAL.read_bytes())

    def test_dictum(self, text):
        items = read_proposal(text).items

        numbers = ["1", "2", "2a", "2b", "2c", "3", "3a", "3b", "3c", "4", "5"]
        assert [item.number for item in items] == numbers
        assert [item.number for item in items if item.organ == Organ.MAYOR] == ["5"]
        assert items[2].text == "Tijd en Ruimte"
        assert items[-1].text.startswith("De burgemeester besluit: De wethouder cultuur te")
        assert items[-1].text.endswith("aan de minister van OCW te ondertekenen.")

    def test_near_copies(self, text):
        copies = read_proposal(text).near_copies

        changed = [copy.number for copy in copies if not copy.only_typography]
        assert changed == ["1", "2", "3", "3b", "3c"]
        assert [c.number for c in copies if c.only_typography] == ["2a", "2b", "2c", "3a"]
        assert [copy.number for copy in copies if copy.lost_mark] == ["3c"]
        assert {copy.heading_where_found for copy in copies} == {"Argumenten voor"}
        assert "per {+ambitie of+} actie" in copies[-2].difference

    def test_sections(self, text):
        read = read_proposal(text)
        about = [s.about_item for s in read.sections if s.kind == SectionKind.ARGUMENT]
        annexes = [s.text for s in read.sections if s.kind == SectionKind.ANNEX]

        assert about == ["1", "2", "2a", "2b", "2c", "3", "3a", "3b", "3c"]
        assert annexes == ["INK 88131", "INK 88132", "08 Raad 5105"]
        assert [s.heading[:2] for s in read.sections if s.kind == SectionKind.CAVEAT] == [
            "1.",
            "2.",
            "3.",
        ]
        assert not read.unplaced

    def test_only_the_explanation_is_public_and_the_process_stays_inside(self, text):
        sections = read_proposal(text).sections

        public = [s.kind for s in sections if s.audience == Audience.PUBLIC]
        own = [s.heading for s in sections if s.audience == Audience.OWN]
        assert public == [SectionKind.PUBLIC_EXPLANATION]
        assert own == [
            "Procesinformatie",
            "Intern overleg",
            "Afstemming met portefeuillehouder",
            "Directie-advies",
            "Communicatie over het besluit",
            "Persbericht",
        ]

    def test_no_word_is_dropped(self, text):
        assert not missing_words(text, read_proposal(text))

    @pytest.mark.parametrize("suffix", ["docx", "odt"])
    def test_as_an_office_document(self, text, tmp_path, suffix):
        data = to_office(REAL.read_text(), tmp_path / f"real.{suffix}")

        read, plain = read_proposal(read_document("voorstel", data)), read_proposal(text)

        assert (read.items, read.near_copies) == (plain.items, plain.near_copies)
        assert [(s.kind, s.about_item, s.heading) for s in read.sections] == [
            (s.kind, s.about_item, s.heading) for s in plain.sections
        ]
        assert not missing_words(text, read)


def sections(text, kind):
    return [section for section in read_proposal(text).sections if section.kind == kind]
