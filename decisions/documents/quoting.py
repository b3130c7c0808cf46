"""Passages of a section that say what an item says, but not quite: they should refer to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from decisions.documents.comparison import Comparison
from decisions.documents.contents import NearCopy, ReadItem, ReadSection
from decisions.documents.near_copies import find_near_copies
from decisions.documents.reading import UnreadableDocument
from decisions.documents.resemblance import Effort, likeness, words
from decisions.models import Audience, DictumItem, Organ, Section, SectionKind
from decisions.rules.numbering import REFERENCE

ALMOST = 0.9  # of the words: from here on the two are meant to be the same
MOST_EFFORT = 2_000_000  # for all sections of a page together


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that is almost an item; `difference` marks the words as `difference` does."""

    number: str
    difference: str

    @property
    def sentence(self) -> str:
        return (
            f"Deze tekst lijkt op beslispunt {self.number}, maar is niet gelijk. "
            f"Verwijs met {{beslispunt {self.number}}}."
        )


def copies_in(
    sections: Iterable[Section], items: Iterable[DictumItem]
) -> Iterator[tuple[Section, list[Copy]]]:
    """Yield the sections that almost repeat an item, as far as the effort of one page goes."""
    read = [ReadItem(item.number, Organ(item.organ), item.text) for item in items]
    comparison = Comparison(read, effort=Effort(MOST_EFFORT))
    for section in sections:
        try:
            copies = _copies(section, comparison, read)
        except UnreadableDocument:
            return
        if copies:
            yield section, copies


def _copies(section: Section, comparison: Comparison, items: Sequence[ReadItem]) -> list[Copy]:
    """:raises UnreadableDocument: if the effort is used up."""
    said = {item.number: words(item.text) for item in items}
    passage = ReadSection(
        kind=SectionKind(section.kind),
        audience=Audience(section.audience),
        heading=section.heading,
        text=REFERENCE.sub(" ", section.text),
        about_item=section.about_item,
        under=section.under or section.heading,
    )
    return [
        Copy(copy.number, copy.difference)
        for copy in find_near_copies(comparison, [passage])
        if _is_almost(copy, said[copy.number], comparison.effort)
    ]


def _is_almost(copy: NearCopy, item: Sequence[str], effort: Effort) -> bool:
    return likeness(item, words(copy.text), least=ALMOST, effort=effort) > 0
