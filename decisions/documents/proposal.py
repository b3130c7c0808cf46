"""Read a whole proposal from its text."""

from collections.abc import Sequence
from dataclasses import replace

from decisions.documents.comparison import Comparison
from decisions.documents.contents import ReadProposal, ReadSection
from decisions.documents.dictum import ReadDictum, read_dictum
from decisions.documents.lines import join_lines, read_lines, usual_width
from decisions.documents.near_copies import find_near_copies
from decisions.documents.parts import Part, split_parts
from decisions.documents.reading import NoDictum, UnreadableDocument
from decisions.documents.sections import sections_of, unplaced
from decisions.documents.titles import take_title
from decisions.models import SectionKind

MOST_SECTIONS = 2_000


def read_proposal(text: str) -> ReadProposal:
    """
    Return what the proposal says. No word is dropped: what has no place is unplaced.

    :raises NoDictum: if no dictum item is found.
    :raises UnreadableDocument: if it is larger than any proposal, or repeats itself without end.
    """
    lines = read_lines(text)
    width = usual_width(lines)
    parts = split_parts(lines, width=width)
    dictum_part, dictum = _choose_dictum(parts, width)
    title, parts[0] = take_title(parts[0])
    comparison = Comparison(dictum.items)
    sections: list[ReadSection] = []
    for part in parts:
        if part is dictum_part:
            sections += [unplaced(each.printed, part) for each in dictum.left]
        else:
            sections += sections_of(_placed(part), comparison, width=width)
        _refuse_pieces(sections)
    return ReadProposal(
        title=title,
        items=tuple(dictum.items),
        sections=tuple(sections),
        near_copies=find_near_copies(comparison, sections),
        dictum_heading=dictum_part.heading,
    )


def _refuse_pieces(sections: Sequence[ReadSection]) -> None:
    if len(sections) > MOST_SECTIONS:
        raise UnreadableDocument(
            "Het voorstel bestaat uit meer dan 2.000 onderdelen; lees het in zonder zijn bijlagen."
        )


def _choose_dictum(parts: Sequence[Part], width: int) -> tuple[Part, ReadDictum]:
    """Return the first part that holds numbered items, else the first that holds any."""
    held: list[tuple[Part, ReadDictum]] = []
    for part in parts:
        if part.kind is not None:
            continue
        dictum = read_dictum(part.heading, join_lines(part.lines, width=width))
        if len(dictum.items) > 1:
            return part, dictum
        held += [(part, dictum)] if dictum.items else []
    if not held:
        raise NoDictum
    return held[0]


def _placed(part: Part) -> Part:
    """Return the part; a second dictum, such as the form's own "Besluit", has no place."""
    return part if part.kind else replace(part, kind=SectionKind.UNPLACED, audience=Part().audience)
