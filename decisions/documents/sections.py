"""Make sections of the parts round the dictum; an argument knows which item it is about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from decisions.documents.comparison import Comparison, Piece
from decisions.documents.contents import UNPLACED, ReadItem, ReadSection
from decisions.documents.lines import Paragraph, join_lines
from decisions.documents.numbering import Place
from decisions.documents.parts import Part
from decisions.documents.resemblance import likeness, words
from decisions.models import SectionKind

_LISTS = {SectionKind.ARGUMENT, SectionKind.CAVEAT, SectionKind.ALTERNATIVE}
_LONGEST_HEADING = 300
_TIED = 0.4  # an argument that is only numbered like an item is not about that item
_OWN_NUMBER = re.compile(r"(?P<title>.+?) +[-–—] +(?P<own>(?=.{0,39}\d).{1,40})")


@dataclass(slots=True)
class _Entry:
    """One entry of a list: its first paragraph, the rest, and the dictum item it is about."""

    head: Paragraph | None = None
    body: list[Paragraph] = field(default_factory=list)
    about: str = ""

    @property
    def says_something(self) -> bool:
        return self.head is not None or bool(self.body)


def sections_of(part: Part, comparison: Comparison, *, width: int) -> Iterator[ReadSection]:
    """Yield the sections of one part; every word of it is in one of them."""
    paragraphs = join_lines(part.lines, width=width)
    if part.kind in _LISTS:
        about = comparison if part.kind == SectionKind.ARGUMENT else Comparison(())
        yield from _listed(part, _entries(paragraphs, about))
    elif part.kind == SectionKind.ANNEX and paragraphs:
        yield from _annexes(part, paragraphs)
    elif part.kind != SectionKind.UNPLACED:
        yield _section(part, part.heading, _joined(paragraphs))
    elif part.heading or paragraphs:
        heading = (
            [Paragraph(part.heading, paragraphs[0].gap)] if part.heading and paragraphs else []
        )
        yield unplaced(_joined([*heading, *paragraphs]) or part.heading, part)


def unplaced(text: str, part: Part) -> ReadSection:
    """Return what has no place yet, for the eyes of the own municipality."""
    nowhere = Part(heading=part.heading)
    return _section(nowhere, UNPLACED, text)


def _section(part: Part, heading: str, text: str, about: str = "") -> ReadSection:
    assert part.kind is not None  # the dictum is no section
    return ReadSection(part.kind, part.audience, heading, text, about, under=part.heading)


def _joined(paragraphs: Iterable[Paragraph]) -> str:
    return "\n\n".join(paragraph.printed for paragraph in paragraphs)


def _listed(part: Part, entries: Sequence[_Entry]) -> Iterator[ReadSection]:
    said = [entry for entry in entries if entry.says_something]
    for entry in said or [_Entry()]:
        if entry.head and len(entry.head.printed) <= _LONGEST_HEADING:
            yield _section(part, entry.head.printed, _joined(entry.body), entry.about)
        else:
            whole = [entry.head, *entry.body] if entry.head else entry.body
            yield _section(part, part.heading, _joined(whole), entry.about)


def _entries(paragraphs: Iterable[Paragraph], comparison: Comparison) -> list[_Entry]:
    """Part a list at its numbers, and where a dictum item is repeated that lost its number."""
    entries, place = [_Entry()], Place()
    for paragraph in paragraphs:
        if following := place.after(paragraph.mark):
            place = following
            entries.append(_Entry(paragraph, about=_about(place, paragraph, comparison)))
        elif item := _repeated(paragraph, comparison):
            place = Place(int(re.sub(r"\D", "", item.number)), re.sub(r"\d", "", item.number))
            entries.append(_Entry(paragraph, about=item.number))
        else:
            entries[-1].body.append(paragraph)
    return entries


def _about(place: Place, paragraph: Paragraph, comparison: Comparison) -> str:
    """Return the item that "1.1" points at, or that the paragraph is numbered like and repeats."""
    number = str(place.top) if place.argument else place.number
    said = comparison.words_of(number)
    if said is None or place.argument:
        return "" if said is None else number
    begins = words(paragraph.text)[: len(said) + len(said) // 4]
    return number if likeness(said, begins, least=_TIED, effort=comparison.effort) else ""


def _repeated(paragraph: Paragraph, comparison: Comparison) -> ReadItem | None:
    match = comparison.closest([Piece(paragraph.text, words(paragraph.text))])
    return match.item if match else None


def _annexes(part: Part, paragraphs: Sequence[Paragraph]) -> Iterator[ReadSection]:
    """Yield one section per annex; its text is the number that it has elsewhere."""
    for entry in _marked_entries(part, paragraphs):
        assert entry.head is not None  # made so by _marked_entries
        found = _OWN_NUMBER.fullmatch(entry.head.printed)
        title = found["title"] if found else entry.head.printed
        own = [Paragraph(found["own"], entry.head.gap)] if found else []
        yield _section(part, title, _joined([*own, *entry.body]))


def _marked_entries(part: Part, paragraphs: Sequence[Paragraph]) -> list[_Entry]:
    if not any(paragraph.mark for paragraph in paragraphs):
        return [_Entry(Paragraph(line.text, line.gap)) for line in part.lines]
    entries: list[_Entry] = []
    for paragraph in paragraphs:
        if paragraph.mark or not entries:
            entries.append(_Entry(paragraph))
        else:
            entries[-1].body.append(paragraph)
    return entries
