"""Read back a dictum that was printed, so that anyone can recompute its hashes."""

import re

from decisions.documents.contents import ReadItem
from decisions.documents.lines import Gap, glue, read_lines
from decisions.documents.proposal import read_proposal
from decisions.models import Organ

_ITEM = re.compile(
    r"(?P<number>\d{1,2}[a-z]?)\. \((?P<organ>college|burgemeester)\) (?P<text>.+)", re.IGNORECASE
)
_END = re.compile(r"controlegetal|beslispunt orgaan|sha-?256", re.IGNORECASE)
_FOOT = re.compile(r".+ · cultuurregio .+", re.IGNORECASE)  # below every page of the bundle
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_ORGANS = {organ.label.casefold(): organ for organ in Organ}


def read_printed_dictum(text: str) -> list[ReadItem]:
    """
    Return the items as the bundle prints them: "2a. (college) …", over any number of lines.

    Text without such items is read as a proposal. :raises NoDictum: if that has no dictum either.
    """
    return _printed_items(text) or list(read_proposal(text).items)


def printed_hashes(text: str) -> set[str]:
    """Return every SHA-256 that stands in the text."""
    return set(_HASH.findall(text.lower()))


def _printed_items(text: str) -> list[ReadItem]:
    items: list[ReadItem] = []
    is_inside = False
    for line in read_lines(text):
        if _FOOT.fullmatch(line.text):
            continue
        if found := _ITEM.fullmatch(line.text):
            organ = _ORGANS[found["organ"].casefold()]
            items.append(ReadItem(found["number"].lower(), organ, found["text"]))
            is_inside = True
        elif is_inside and not _is_after(line.text, line.gap):
            last = items.pop()
            items.append(ReadItem(last.number, last.organ, glue(last.text, line.text)))
        else:
            is_inside = False
    return items


def _is_after(text: str, gap: Gap) -> bool:
    """Say whether the line is no longer of the item above it."""
    return bool(_END.match(text)) or (gap is Gap.PARAGRAPH and not text[:1].islower())
