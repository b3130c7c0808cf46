"""Numbers follow from the order; references follow the numbers, and never the wrong item."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rules.numbering import (
    Place,
    before_if_up,
    below_if_down,
    can_be_numbered,
    has_nested,
    nested_as,
    next_number,
    numbers,
    placed_before,
    references_in,
    renumbered,
    unknown_references,
)


def places(text):
    """Read "A B> C": a letter for each item, with > if it is nested."""
    return [Place(key(word[0]), is_nested=word.endswith(">")) for word in text.split()]


def key(letter):
    return UUID(int=ord(letter))


def said(order):
    return " ".join(f"{chr(p.key.int)}{'>' if p.is_nested else ''}" for p in order)


@pytest.mark.parametrize(
    ("nested", "found"),
    [
        ([], []),
        ([False], ["1"]),
        ([False, True, True, False, True], ["1", "1a", "1b", "2", "2a"]),
        ([False] + [True] * 26, ["1", *(f"1{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]),
    ],
)
def test_numbers_follow_the_order(nested, found):
    assert numbers(nested) == found


@pytest.mark.parametrize("nested", [[True], [True, False], [False] + [True] * 27])
def test_no_number_for_a_nested_first_or_a_27th_letter(nested):
    assert not can_be_numbered(nested)


@given(st.lists(st.booleans(), max_size=120))
def test_every_number_is_given_once(nested):
    nested = [False, *nested]
    if can_be_numbered(nested):
        assert len({*numbers(nested)}) == len(nested)


@pytest.mark.parametrize(
    ("order", "moved", "before", "result"),
    [
        ("A B C", "C", "A", "C A B"),
        ("A B C", "A", None, "B C A"),
        ("A B C", "B", "B", "A B C"),
        ("A B> C> D", "A", None, "D A B> C>"),
        ("A B> C> D", "D", "A", "D A B> C>"),
        ("A B> C> D", "C", "B", "A C> B> D"),
        ("A B> C", "A", "B", "A B> C"),
        ("A B C", "A", "X", "B C A"),
    ],
)
def test_what_is_nested_goes_along(order, moved, before, result):
    assert said(placed_before(places(order), key(moved), before and key(before))) == result


@pytest.mark.parametrize(
    ("order", "moved", "up", "down"),
    [
        ("A", "A", "A", "A"),
        ("A B", "B", "B A", "A B"),
        ("A B> C", "C", "C A B>", "A B> C"),
        ("A B> C", "A", "A B> C", "C A B>"),
        ("A B> C> D", "B", "A B> C> D", "A C> B> D"),
        ("A B> C> D", "C", "A C> B> D", "A B> D C>"),
        ("A B C>", "C", "A C> B", "A B C>"),
    ],
)
def test_the_buttons_move_one_step(order, moved, up, down):
    before = before_if_up(places(order), key(moved))
    can, after = below_if_down(places(order), key(moved))

    assert said(placed_before(places(order), key(moved), before) if before else places(order)) == up
    assert said(placed_before(places(order), key(moved), after) if can else places(order)) == down


def test_nesting_changes_one_place_alone():
    assert said(nested_as(places("A B C"), key("B"), is_nested=True)) == "A B> C"
    assert said(nested_as(places("A B> C"), key("B"), is_nested=False)) == "A B C"


def test_next_number_skips_nothing_that_is_taken():
    assert next_number([]) == "1"
    assert next_number(["1", "2", "2a", "4"]) == "5"


def test_has_nested():
    assert has_nested(places("A B> C"), key("A"))
    assert not has_nested(places("A B> C"), key("C"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zie {beslispunt 3b}.", ["3b"]),
        ("{Beslispunt  3b } en { beslispunt 1}", ["3b", "1"]),
        ("{beslispunt drie}", ["drie"]),
        ("{vervallen beslispunt 3b}", ["vervallen 3b"]),
        ("{beslispunten} {besluit 3}", []),
        ("beslispunt 3b", []),
    ],
)
def test_references_are_found(text, found):
    assert references_in(text) == found


def test_unknown_references_are_told_once():
    text = "{beslispunt 9} {beslispunt 1} {beslispunt 9} {vervallen beslispunt 1}"

    assert unknown_references(text, {"1": None}) == ["9", "vervallen 1"]


def test_references_follow_all_at_once_and_never_to_what_took_the_place():
    text = "{beslispunt 1}, {beslispunt 2}, {beslispunt 3}, {beslispunt 9}"

    assert renumbered(text, {"1": "2", "2": "1", "3": None}) == (
        "{beslispunt 2}, {beslispunt 1}, {vervallen beslispunt 3}, {beslispunt 9}"
    )
    assert renumbered("{vervallen beslispunt 3}", {"3": "1"}) == "{vervallen beslispunt 3}"
