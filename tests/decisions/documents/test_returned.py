"""A decided document held against the dictum: every difference by name, and none that is not."""

from dataclasses import replace

import pytest

from decisions.documents.contents import ReadItem
from decisions.documents.proposal import read_proposal
from decisions.documents.returned import differences
from decisions.models import Organ
from tests.decisions.documents.texts import WRAPPED

DICTUM = list(read_proposal(WRAPPED).items)
NUMBERS = [item.number for item in DICTUM]


def sentences(returned):
    return [each.sentence for each in differences(DICTUM, returned)]


def changed(number, **facts):
    return [replace(item, **facts) if item.number == number else item for item in DICTUM]


def without(number):
    return [item for item in DICTUM if item.number != number]


def test_the_same_dictum_has_no_differences():
    assert differences(DICTUM, DICTUM) == []


def test_only_white_space_and_invisible_marks_make_no_difference():
    spaced = [replace(item, text=f" {item.text.replace(' ', '  ')}\u00ad") for item in DICTUM]

    assert differences(DICTUM, spaced) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_an_item_that_is_gone_is_named(number):
    assert sentences(without(number)) == [f"Beslispunt {number} ontbreekt in het document."]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_word_more_is_named_and_shown(number):
    text = next(item.text for item in DICTUM if item.number == number)

    (found,) = differences(DICTUM, changed(number, text=f"{text} Zeker."))

    assert found.sentence == f"Beslispunt {number} heeft andere woorden."
    assert "{+Zeker.+}" in found.changes
    assert not found.only_typography


def test_another_capital_is_another_text_and_said_to_be_only_that():
    (found,) = differences(DICTUM, changed("2a", text="licht en Donker"))

    assert found.sentence == "Beslispunt 2a heeft een andere hoofdletter of een ander leesteken."
    assert found.only_typography


def test_five_became_four():
    last = DICTUM[-1]

    returned = [*without("4")[:-1], replace(last, number="4")]

    assert sentences(returned) == [
        "Beslispunt 4 ontbreekt in het document.",
        "Beslispunt 5 staat in het document als 4.",
    ]


def test_another_organ_is_named():
    assert sentences(changed("5", organ=Organ.COLLEGE)) == [
        "Beslispunt 5 is van de burgemeester, maar staat in het document op naam van het college."
    ]


def test_another_order_is_named():
    assert sentences([DICTUM[1], DICTUM[0], *DICTUM[2:]]) == [
        "De beslispunten staan in het document in een andere volgorde."
    ]


def test_an_item_of_their_own_is_named():
    own = ReadItem(number="6", organ=Organ.COLLEGE, text="Een eigen fonds in te stellen.")

    (found,) = differences(DICTUM, [*DICTUM, own])

    assert found.sentence == "Het document heeft een punt 6 dat niet in het dictum staat."
    assert found.changes == "{+Een eigen fonds in te stellen.+}"


def test_an_item_that_was_renumbered_and_reworded_is_still_found():
    first = DICTUM[0]
    moved = replace(first, number="7", text=first.text.replace("grondslag", "basis"))

    assert sentences([*DICTUM[1:], moved]) == [
        "Beslispunt 1 staat in het document als 7.",
        "Beslispunt 1 heeft andere woorden.",
        "De beslispunten staan in het document in een andere volgorde.",
    ]


def test_nothing_at_all_is_every_item_missing():
    assert sentences([]) == [
        f"Beslispunt {number} ontbreekt in het document." for number in NUMBERS
    ]


def test_a_hyphen_that_broke_a_line_is_read_as_the_dictum_writes_it():
    first = DICTUM[0].text
    assert "samenwerking" in first
    dictum = [replace(DICTUM[0], text=f"{first} Met co-creatie."), *DICTUM[1:]]

    def returned(text):
        return [replace(dictum[0], text=text), *dictum[1:]]

    broken = dictum[0].text.replace("samenwerking", "samen\u2010werking")
    assert differences(dictum, returned(broken.replace("co-creatie", "co\u2010creatie"))) == []

    (found,) = differences(dictum, returned(broken.replace("Met co-creatie", "Met co\u2010pie")))
    assert "{+co-pie.+}" in found.changes


def test_the_name_of_the_mayor_that_our_own_papers_write_makes_no_difference():
    bare = [
        ReadItem("1", Organ.COLLEGE, "In te stemmen."),
        ReadItem("2", Organ.MAYOR, "Te tekenen."),
    ]
    ours = [bare[0], replace(bare[1], text=f"De burgemeester besluit: {bare[1].text}")]
    reworded = [bare[0], replace(bare[1], text="De burgemeester besluit: Niet te tekenen.")]

    assert differences(bare, ours) == []
    assert [each.sentence for each in differences(bare, reworded)] == [
        "Beslispunt 2 heeft andere woorden."
    ]
    assert [each.sentence for each in differences(ours, bare)] == [
        "Beslispunt 2 heeft andere woorden."
    ]
