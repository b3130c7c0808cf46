"""Find passages that repeat a dictum item in other words: text drifts when it is typed again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from decisions.documents.comparison import Comparison, Match, Piece
from decisions.documents.contents import NearCopy, ReadSection
from decisions.documents.numbering import read_mark
from decisions.documents.resemblance import Effort, difference, words
from decisions.rules.identity import canonical

_SENTENCES = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z“\"'])")
_MOST_SENTENCES = 4  # of an item, more or less
_REPORT = 5_000  # effort of a copy that is found, for a person has to read it too
_LONGEST_PARAGRAPH = 100  # sentences; what comes after is no longer compared one by one


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece of a section; `about` is the item whose number it carries, `marked` if printed so."""

    text: str
    under: str
    about: str
    marked: bool


def find_near_copies(
    comparison: Comparison, sections: Sequence[ReadSection]
) -> tuple[NearCopy, ...]:
    """
    Return the passages that are alike an item but not equal to it, in the document's order.

    :raises UnreadableDocument: if the effort of the comparison is used up.
    """
    passages = [passage for section in sections for passage in _passages(section)]
    found = (_near_copy(passage, comparison) for passage in passages)
    return tuple(copy for copy in found if copy)


def _passages(section: ReadSection) -> Iterator[_Passage]:
    under = section.under or section.heading
    paragraphs = section.text.split("\n\n") if section.text else []
    if section.heading != under:
        paragraphs.insert(0, section.heading)
    for position, paragraph in enumerate(paragraphs):
        mark = read_mark(paragraph)
        about = section.about_item if position == 0 else ""
        yield _Passage(paragraph[mark.length if mark else 0 :], under, about, mark is not None)


def _near_copy(passage: _Passage, comparison: Comparison) -> NearCopy | None:
    """Return how the passage differs from the item that it repeats most closely, if it does."""
    match = comparison.closest(_pieces(passage.text), about=passage.about)
    if match is None or canonical(match.piece.text) == canonical(match.item.text):
        return None
    return _copy(passage, match, comparison.effort)


def _pieces(text: str) -> list[Piece]:
    """Return the paragraph and every run of a few of its sentences."""
    sentences = _SENTENCES.split(text, maxsplit=_LONGEST_PARAGRAPH)
    if len(sentences) == 1:
        return [Piece(text, words(text))]
    said = [words(sentence) for sentence in sentences]
    runs = [
        (start, end)
        for start in range(len(sentences))
        for end in range(start + 1, min(start + _MOST_SENTENCES, len(sentences)) + 1)
    ]
    return [
        Piece(text, [*chain.from_iterable(said)]),
        *(
            Piece(" ".join(sentences[start:end]), [*chain.from_iterable(said[start:end])])
            for start, end in runs
        ),
    ]


def _copy(passage: _Passage, match: Match, effort: Effort) -> NearCopy:
    effort.spend(_REPORT)
    item, piece = match.item, match.piece
    lost_mark = bool(passage.about) and not passage.marked
    changes = difference(item.text, piece.text, effort=effort)
    return NearCopy(
        number=item.number,
        heading_where_found=passage.under,
        text=piece.text,
        difference=f"[-{_last_mark(item.number)}.-] {changes}" if lost_mark else changes,
        only_typography=words(item.text) == piece.words and not lost_mark,
        lost_mark=lost_mark,
    )


def _last_mark(number: str) -> str:
    """Return what is printed before the item in its own list: "c" of "3c", "4" of "4"."""
    return number.lstrip("0123456789") or number
