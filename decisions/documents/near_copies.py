"""Find passages that repeat a dictum item in other words: text drifts when it is typed again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisions.documents.contents import NearCopy, ReadItem, ReadSection
from decisions.documents.numbering import read_mark
from decisions.documents.resemblance import LIKE, VERY_LIKE, difference, likeness, words
from decisions.rules.identity import canonical

_SENTENCES = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z“\"'])")
_MOST_SENTENCES = 4  # of an item, more or less
_LONGEST_PARAGRAPH = 100  # sentences; what comes after is no longer compared one by one


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece of a section; `about` is the item whose number it carries, `marked` if printed so."""

    text: str
    under: str
    about: str
    marked: bool


def find_near_copies(
    items: Sequence[ReadItem], sections: Sequence[ReadSection]
) -> tuple[NearCopy, ...]:
    """Return the passages that are alike an item but not equal to it, in the document's order."""
    folded = [(item, words(item.text)) for item in items]
    passages = [passage for section in sections for passage in _passages(section)]
    found = (_best(passage, folded) for passage in passages)
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


def _best(passage: _Passage, items: Sequence[tuple[ReadItem, list[str]]]) -> NearCopy | None:
    """Return the item that the passage repeats most closely, if it repeats one."""
    scored = [
        (score, item, piece)
        for piece in _pieces(passage.text)
        for heard in [words(piece)]
        for item, said in items
        if (score := _score(said, heard, bound=passage.about == item.number))
    ]
    if not scored:
        return None
    _, item, piece = max(scored, key=lambda each: each[0])
    return None if canonical(piece) == canonical(item.text) else _copy(passage, item, piece)


def _score(said: Sequence[str], heard: Sequence[str], *, bound: bool) -> float:
    least = LIKE if bound else VERY_LIKE
    score = likeness(said, heard, least=least)
    return score if score >= least else 0.0


def _pieces(text: str) -> list[str]:
    """Return the paragraph and every run of a few of its sentences."""
    sentences = _SENTENCES.split(text, maxsplit=_LONGEST_PARAGRAPH)
    runs = [
        " ".join(sentences[start:end])
        for start in range(len(sentences))
        for end in range(start + 1, min(start + _MOST_SENTENCES, len(sentences)) + 1)
    ]
    return [text, *runs] if len(sentences) > 1 else [text]


def _copy(passage: _Passage, item: ReadItem, piece: str) -> NearCopy:
    lost_mark = bool(passage.about) and not passage.marked
    changes = difference(item.text, piece)
    return NearCopy(
        number=item.number,
        heading_where_found=passage.under,
        text=piece,
        difference=f"[-{_last_mark(item.number)}.-] {changes}" if lost_mark else changes,
        only_typography=words(item.text) == words(piece) and not lost_mark,
        lost_mark=lost_mark,
    )


def _last_mark(number: str) -> str:
    """Return what is printed before the item in its own list: "c" of "3c", "4" of "4"."""
    return number.lstrip("0123456789") or number
