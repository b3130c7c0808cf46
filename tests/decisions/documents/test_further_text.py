"""The text of a further proposal, from values alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from actions.rules.capacity import Measure
from decisions.documents.further_text import Matter, Share, further_text
from decisions.models import Organ, SectionKind
from decisions.rules.further import Figure
from decisions.rules.numbering import unknown_references

SHA256 = "a1" * 32


def asked(here=50, beyond=30, *, declared=20, year=2021, unit=Measure.TIME):
    known = None if declared is None else Decimal(declared)
    return Figure(year, unit, known, Decimal(0), Decimal(here), Decimal(beyond))


MATTER = Matter(
    number="1.2",
    title="Makers op pad",
    goals="Meer makers.",
    result="Elk jaar een programma.",
    dependencies="",
    plan_number=3,
    plan_sha256=SHA256,
    others_may_start=True,
    shares=(
        Share("Almelo", (asked(), asked(10, 0, year=2022))),
        Share("Borne", (asked(5000, 5000, declared=None, unit=Measure.MONEY),)),
        Share("Delden", (asked(),)),
    ),
)


def text_of(matter, kind):
    return "\n".join(s.text for s in further_text(matter).sections if s.kind == kind)


def test_title_says_about_which_action():
    assert further_text(MATTER).title == "Nader voorstel: bijdrage aan actie 1.2 Makers op pad"
    assert len(further_text(replace(MATTER, title="x" * 300)).title) == 200


def test_every_item_is_of_the_college():
    items = further_text(MATTER).items

    assert [item.number for item in items] == ["1", "1a", "1b", "1c", "2", "3"]
    assert {item.organ for item in items} == {Organ.COLLEGE}


def test_the_dictum_names_the_plan_by_version_and_hash_and_each_share_in_words():
    said = [item.text for item in further_text(MATTER).items]

    assert f"plan van aanpak versie 3 (controlegetal {SHA256})" in said[0]
    assert said[1] == (
        "Almelo: in 2021 50 uur, waarvan 30 uur boven de opgegeven capaciteit; in 2022 10 uur."
    )
    assert said[2].startswith("Borne: in 2021 €\N{NO-BREAK SPACE}5.000, waar geen capaciteit")
    assert "eigen begroting" in said[4]
    assert "raadsbrief" in said[5]


def test_more_than_letters_can_number_stand_by_themselves():
    many = tuple(Share(f"Gemeente {n:02}", (asked(),)) for n in range(27))
    numbers = [item.number for item in further_text(replace(MATTER, shares=many)).items]

    assert numbers == [str(n) for n in range(1, 31)]


def test_sections_come_in_the_order_of_the_real_document():
    kinds = list(dict.fromkeys(section.kind for section in further_text(MATTER).sections))

    assert kinds == [kind for kind in SectionKind if kind in kinds]
    assert set(SectionKind) - set(kinds) == {
        SectionKind.CAVEAT,
        SectionKind.ALTERNATIVE,
        SectionKind.PROCESS,
        SectionKind.UNPLACED,
    }


def test_costs_say_declared_asked_and_too_much_of_each():
    costs = text_of(MATTER, SectionKind.COSTS)

    assert (
        "- Almelo, 2021: capaciteit 20 uur; andere plannen vragen 0 uur, dit plan 50 uur; " in costs
    )
    assert "te veel: 30 uur" in costs
    assert "- Borne, 2021: capaciteit niet opgegeven" in costs


@pytest.mark.parametrize(
    ("others_may_start", "sentence"),
    [(True, "kunnen beginnen terwijl"), (False, "pas als elk betrokken college")],
)
def test_execution_says_whether_others_start(others_may_start, sentence):
    matter = replace(MATTER, others_may_start=others_may_start, dependencies="De subsidie.")

    assert sentence in text_of(matter, SectionKind.EXECUTION)
    assert "Afhankelijk van: De subsidie." in text_of(matter, SectionKind.EXECUTION)


def test_effect_and_annex_are_of_the_plan():
    assert text_of(MATTER, SectionKind.INTENDED_EFFECT) == "Meer makers.\n\nElk jaar een programma."
    assert SHA256 in text_of(MATTER, SectionKind.ANNEX)


def test_it_refers_to_no_item_that_is_not_there():
    read = further_text(MATTER)
    known = {item.number: item for item in read.items}

    for section in read.sections:
        assert unknown_references(f"{section.heading}\n{section.text}", known) == []
        assert section.about_item in {"", *known}


def test_names_are_a_list_as_the_dutch_write_it():
    assert MATTER.names == "Almelo, Borne en Delden"
    assert replace(MATTER, shares=MATTER.shares[:1]).names == "Almelo"
