"""Recognise a heading among the lines."""

import re
from dataclasses import dataclass

from decisions.documents.heading_table import HEADINGS, Heading
from decisions.documents.lines import Gap, Line, was_full
from decisions.models import SectionKind

_LONGEST = 100  # characters; a longer line is a sentence
_LONGEST_STYLED = 200
_LONGEST_UNKNOWN = 60
_TABLE = tuple(
    (re.compile(pattern.strip(), re.IGNORECASE), heading)
    for heading in HEADINGS
    for pattern in heading.patterns.strip().splitlines()
)
_HASHES = re.compile(r"^(#{1,6}) +")
_TAIL = re.compile(r"(?P<before>.*[a-z]{2}[.!?:)”\"’']+) (?P<tail>[A-Z][^.!?:]{3,60})")


@dataclass(frozen=True, slots=True)
class Found:
    """
    A heading as it stood in the document; `heading` is None for one that the table lacks.

    `level` counts from 1 where the document tells it (a styled heading), else it is 0. `number`
    is that of a numbered heading, else 0. `rest` is what followed on the same line.
    """

    heading: Heading | None
    printed: str
    level: int = 0
    number: int = 0
    rest: str = ""


def known(text: str) -> Heading | None:
    """Return the heading of the table that this whole text is, whatever its capitals."""
    bare = text.rstrip(" :?")
    if len(bare) > _LONGEST:
        return None
    return next((heading for pattern, heading in _TABLE if pattern.fullmatch(bare)), None)


def find_heading(
    line: Line, *, previous: Line | None, following: Line | None, width: int
) -> Found | None:
    """Return the heading that this line is or begins with, or None for a line of text."""
    styled = _HASHES.match(line.text)
    if styled and len(line.text) <= _LONGEST_STYLED:
        printed = line.text[styled.end() :]
        return Found(known(_bare(printed)), printed, level=len(styled[1]))
    if not _may_be_heading(line, previous, width):
        return None
    if heading := known(line.text):
        return Found(heading, line.text)
    if heading := known(_bare(line.text)):
        return Found(heading, line.text, number=int(line.text.split()[0].rstrip(".)")))
    first, colon, rest = line.text.partition(": ")
    if colon and (heading := known(first)):
        return Found(heading, first + ":", rest=rest)
    return Found(None, line.text) if _looks_like_heading(line, following) else None


def _bare(text: str) -> str:
    """Return the words of a numbered heading: "2. Argumenten" is "Argumenten"."""
    return re.sub(r"^\d{1,2}[.)]? +", "", text)


def split_glued(line: Line, *, following: Line | None) -> list[Line]:
    """Part a line from the heading that the end of a page left sticking to it."""
    found = _TAIL.fullmatch(line.text)
    starts_anew = following is not None and not following.text[:1].islower()
    if found is None or not starts_anew or known(found["tail"]) is None:
        return [line]
    return [Line(found["before"], line.gap), Line(found["tail"], Gap.PAGE)]


def _may_be_heading(line: Line, previous: Line | None, width: int) -> bool:
    """
    Say whether a heading can stand here: not in the middle of a sentence.

    For process information any line of its own will do: it must never end up with other readers.
    """
    if previous is None or line.gap is not Gap.LINE:
        return True
    if line.text[:1].islower():
        return False
    heading, above = known(line.text), known(previous.text)
    is_internal = heading is not None and heading.kind == SectionKind.PROCESS
    ends = previous.ends_sentence or not was_full(previous, line, width=width)
    return is_internal or above is not None or ends


def _looks_like_heading(line: Line, following: Line | None) -> bool:
    return (
        line.gap is not Gap.LINE
        and len(line.text) <= _LONGEST_UNKNOWN
        and line.text[:1].isupper()
        and line.text[-1].isalpha()
        and following is not None
        and following.text[:1].isupper()
    )
