"""The fast comparison says what the slow one would, in a number of steps that stays small."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.documents import comparison as compared
from decisions.documents.comparison import Comparison, Piece
from decisions.documents.contents import ReadItem
from decisions.documents.reading import UnreadableDocument
from decisions.documents.resemblance import LIKE, VERY_LIKE, Effort, likeness, words
from decisions.models import Organ

TEXTS = st.lists(st.sampled_from(["wij", "gaan", "samen", "naar", "de", "regio"]), max_size=9).map(
    " ".join
)


@given(
    st.lists(TEXTS, max_size=6),
    st.lists(TEXTS, min_size=1, max_size=4),
    st.sampled_from(["", "1", "3"]),
)
def test_the_closest_item_is_that_of_comparing_everything_word_by_word(said, heard, about):
    items, pieces = numbered(said), [piece(text) for text in heard]

    match = Comparison(items).closest(pieces, about=about)

    found = (match.score, match.item, match.piece.text) if match else None
    assert found == slowly(items, pieces, about)


@pytest.fixture
def calls(monkeypatch):
    """Every pair that is compared word by word."""
    made = []

    def counted(*pair, **limits):
        made.append(pair)
        return likeness(*pair, **limits)

    monkeypatch.setattr(compared, "likeness", counted)
    return made


def test_an_equal_text_is_found_without_comparing_word_by_word(calls):
    said = [f"Mee te doen aan deel {number} van het plan." for number in range(100)]

    match = Comparison(numbered(said)).closest([piece(said[0].upper())])

    assert match.item.number == "1"
    assert not calls


@pytest.mark.parametrize(
    "text",
    ["plan het van deel aan doen", "Een heel ander verhaal over water en licht.", "Mee te doen."],
    ids=["too short", "other words", "a part"],
)
def test_what_cannot_be_alike_is_not_compared_word_by_word(calls, text):
    said = [f"Mee te doen aan deel {number} van het plan voor cultuur." for number in range(100)]

    assert Comparison(numbered(said)).closest([piece(text)]) is None
    assert not calls


def test_a_best_match_ends_the_search_among_items_that_cannot_be_better(calls):
    said = [
        "Mee te doen aan het plan voor cultuur.",
        *(f"Mee te doen aan het plan voor {number}." for number in range(99)),
    ]

    match = Comparison(numbered(said)).closest([piece("Mee te doen aan een plan voor cultuur.")])

    assert match.item.number == "1"
    assert len(calls) == 1


def test_effort_that_is_used_up_ends_with_one_sentence():
    comparison = Comparison(numbered(["Mee te doen aan het plan."]), Effort(left=20))

    with pytest.raises(UnreadableDocument, match="herhaalt de woorden van zijn beslispunten"):
        comparison.closest([piece("Mee te werken aan het plan.")] * 2)


@pytest.mark.parametrize("text", ["a b " * 5_000, "a " * 10_000])
def test_long_texts_are_not_matched_word_by_word_without_end(text):
    effort = Effort()

    with pytest.raises(UnreadableDocument):
        likeness(text.split(), text[::-1].split(), effort=effort)

    assert effort.left < 0


def numbered(texts):
    return [
        ReadItem(str(number), Organ.COLLEGE, text) for number, text in enumerate(texts, start=1)
    ]


def piece(text):
    return Piece(text, words(text))


def slowly(items, pieces, about):
    """Return the first of the highest scores of all pieces with all items."""
    scored = [
        (score, item, each.text)
        for each in pieces
        for item in items
        for score in [SequenceMatcher(None, words(item.text), each.words, autojunk=False).ratio()]
        if score >= (LIKE if item.number == about else VERY_LIKE)
    ]
    return max(scored, key=lambda each: each[0], default=None)
