"""A passage that is almost an item is found; a reference, or what is far from it, is not."""

import pytest

from decisions.documents import quoting
from decisions.documents.quoting import copies_in
from decisions.models import DictumItem, Section

ITEM = "In te stemmen met de visie van de regio en de aanbieding aan de minister vóór 1 november."
ITEMS = [DictumItem(number="2", organ="college", text=ITEM)]


def section(text, **fields):
    return Section(kind="argument", audience="public", heading="Samen", text=text, **fields)


def found(text, **fields):
    return [copy for _, copies in copies_in([section(text, **fields)], ITEMS) for copy in copies]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (ITEM, []),
        (ITEM.replace("visie", "missie"), ["2"]),
        (ITEM.replace("In te", "in te"), ["2"]),
        (f"Daarom. {ITEM.replace('visie', 'missie')} En verder.", ["2"]),
        ("{beslispunt 2}", []),
        (" ".join(ITEM.split()[:9]), []),
        ("Iets anders over de regio en de minister.", []),
    ],
)
def test_nine_words_in_ten(text, numbers):
    assert [copy.number for copy in found(text)] == numbers


def test_the_words_that_differ_are_marked_and_the_way_out_is_named():
    (copy,) = found(ITEM.replace("visie", "missie"))

    assert "[-visie-]{+missie+}" in copy.difference
    assert copy.sentence == (
        "Deze tekst lijkt op beslispunt 2, maar is niet gelijk. Verwijs met {beslispunt 2}."
    )


def test_without_effort_the_page_comes_without_warnings(monkeypatch):
    monkeypatch.setattr(quoting, "MOST_EFFORT", 1)

    assert found(ITEM.replace("visie", "missie")) == []
