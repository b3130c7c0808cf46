"""Reading never takes long: a text is read soon, or refused with one sentence."""

import time
from contextlib import suppress
from random import Random

import pytest

from decisions.documents import comparison, proposal, sections
from decisions.documents.dictum import MOST_ITEMS
from decisions.documents.lines import MOST_LINES
from decisions.documents.proposal import MOST_SECTIONS, read_proposal
from decisions.documents.reading import MOST_TEXT, UnreadableDocument, read_document
from decisions.documents.resemblance import MOST_EFFORT, likeness
from tests.decisions.documents.texts import REAL, WRAPPED

WORDS = ["licht", "water", "plan", "regio", "samen", "maker", "podium", "school", "dans", "boek"]
GENEROUS = 15  # seconds of the processor; the slowest takes 2


@pytest.fixture
def calls(monkeypatch):
    """Every pair that is compared word by word."""
    made = []

    def counted(*pair, **limits):
        made.append(pair)
        return likeness(*pair, **limits)

    monkeypatch.setattr(comparison, "likeness", counted)
    monkeypatch.setattr(sections, "likeness", counted)
    return made


def test_a_dictum_that_is_repeated_is_compared_once_per_paragraph(calls):
    items = [f"Kennis te nemen van deel {number} van het plan." for number in range(MOST_ITEMS)]

    read_proposal(unnumbered(items) + "Argumenten\n\n" + "\n\n".join(items * 3))

    assert len(calls) <= 3 * MOST_ITEMS


@pytest.mark.parametrize("times", [1, 4])
def test_twice_the_text_takes_twice_the_comparisons(calls, times):
    changed = [f"{sentence(8, seed)} Daarna volgt er nog iets anders." for seed in range(40)]
    text = dictum([sentence(8, seed) for seed in range(40)]) + "Argumenten\n\n"

    read_proposal(text + "\n\n".join(changed * times))
    once = len(calls)
    read_proposal(text + "\n\n".join(changed * times * 2))

    assert len(calls) - once <= 2 * once


def test_the_effort_for_a_usual_proposal_is_a_small_part_of_what_there_is():
    assert effort_of(WRAPPED) < MOST_EFFORT / 500


def test_the_effort_for_the_real_document_is_a_small_part_of_what_there_is():
    if not REAL.exists():
        pytest.skip("the real document is not here: it is no part of the project")

    assert effort_of(read_document(REAL.name, REAL.read_bytes())) < MOST_EFFORT / 100


def test_two_hundred_pages_round_a_long_dictum_are_read():
    vocabulary = [f"woord{number}" for number in range(3_000)]
    items = [sentence(25, seed, vocabulary) for seed in range(60)]
    drifted = [text.replace(" ", " ook ", 1) for text in items]
    pages = [
        " ".join(sentence(15, 7 * page + nth, vocabulary) for nth in range(7))
        for page in range(420)
    ]

    text = dictum(items) + "Argumenten\n\n" + "\n\n".join([*drifted, "Inleiding", *pages])

    assert MOST_TEXT * 0.8 < len(text) <= MOST_TEXT
    assert {copy.number for copy in read_proposal(text).near_copies} == {
        str(number) for number in range(1, 61)
    }
    assert effort_of(text) < MOST_EFFORT / 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Besluit\n\n" + "Doe iets.\n\n" * (MOST_ITEMS + 1), "meer dan 100 beslispunten"),
        ("Besluit\n1. Mee te doen.\n" + "a\n" * MOST_LINES, "meer dan 20.000 regels"),
        (
            "Besluit\n1. Mee te doen.\n\nBijlagen\n" + "Een lijst\n\n" * (MOST_SECTIONS + 1),
            "meer dan 2.000 onderdelen",
        ),
        (
            "Besluit\n1. Mee te doen aan het plan.\n2. Te betalen.\n\nInleiding\n\n"
            + "Mee te doen aan een plan.\n\n" * 5_000,
            "herhaalt de woorden van zijn beslispunten te vaak",
        ),
    ],
    ids=["items", "lines", "sections", "copies"],
)
def test_more_than_a_proposal_can_hold_gets_one_sentence(text, reason):
    with pytest.raises(UnreadableDocument, match=reason) as refusal:
        read_proposal(text)

    assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)


def test_as_many_items_as_may_be_are_read():
    assert len(read_proposal("Besluit\n\n" + "Doe iets.\n\n" * MOST_ITEMS).items) == MOST_ITEMS


def test_a_later_text_that_is_called_a_decision_may_be_long():
    text = dictum(["Mee te doen.", "Te betalen."]) + "Inleiding\n\nWaarom.\n\nBesluit\n\n"

    assert len(read_proposal(text + "Doe iets.\n\n" * (MOST_ITEMS + 1)).items) == 2


FULL = {
    "items in another order": (
        lambda: dictum([sentence(8, seed) for seed in range(99)]) + "Argumenten\n\n",
        lambda seed: sentence(8, seed) + "\n\n",
    ),
    "many sentences": (
        lambda: dictum([sentence(8, seed) for seed in range(99)]) + "Inleiding\n\n",
        lambda seed: " ".join(sentence(8, seed + each) for each in range(50)) + "\n\n",
    ),
    "tiny sentences": (
        lambda: dictum(["A. B.", "B. A. C."]) + "Inleiding\n\n",
        lambda _: "A. C. B. D. " * 20 + "\n\n",
    ),
    "one long item": (
        lambda: dictum(["Doe " + "a b " * 50_000, "x"]) + "Argumenten\n\n1. Doe ",
        lambda _: "b a ",
    ),
    "dashes in an annex": (lambda: dictum(["Doe iets."]) + "Bijlagen\n\n1. ", lambda _: "a - "),
    "headings": (
        lambda: dictum(["Doe iets."]) + "Intern\n\n",
        lambda _: "Kosten\n" + "x" * 40 + "\n\n",
    ),
    "lists": (lambda: dictum(["Doe iets."]), lambda _: "- een regel van het beslispunt\n\n"),
}


@pytest.mark.parametrize("kind", FULL)
def test_the_longest_text_is_read_or_refused_soon(kind):
    start, more = FULL[kind]
    text = filled(start(), more)
    began = time.process_time()

    with suppress(UnreadableDocument):
        read_proposal(read_document("vol.txt", text.encode()))

    assert time.process_time() - began < GENEROUS


def dictum(items):
    numbered = (f"{number}. {text}" for number, text in enumerate(items, start=1))
    return "Besluit\n\n" + "\n\n".join(numbered) + "\n\n"


def unnumbered(items):
    return "Besluit:\n\n" + "\n\n".join(items) + "\n\n"


def sentence(length, seed, vocabulary=WORDS):
    words = Random(seed).sample(vocabulary, length)  # noqa: S311  # the same words every time
    return " ".join(words).capitalize() + "."


def filled(start, more):
    """Return the text with more behind it, up to what a document may hold."""
    pieces, size, seed = [start], len(start), 0
    while size + len(following := more(seed)) <= MOST_TEXT - 1:
        pieces.append(following)
        size, seed = size + len(following), seed + 1
    return "".join(pieces)


def effort_of(text):
    """Return how much effort it takes to read the text."""
    made = []

    def kept(items):
        made.append(comparison.Comparison(items))
        return made[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proposal, "Comparison", kept)
        read_proposal(text)
    return MOST_EFFORT - made[0].effort.left
