"""Read the dictum: numbered and lettered items, each with the organ that decides on it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from decisions.documents.contents import ReadItem
from decisions.documents.lines import Gap, Paragraph, glue
from decisions.documents.numbering import Place
from decisions.documents.reading import UnreadableDocument
from decisions.models import Organ

MOST_ITEMS = 100
_ORGANS = (
    (Organ.MAYOR, re.compile(r"(besluit(en)? van )?(de )?burgemeester\b", re.IGNORECASE)),
    (Organ.COLLEGE, re.compile(r"(besluit(en)? van )?(het )?college\b", re.IGNORECASE)),
)
_DECIDES = re.compile(
    r"(?P<who>(het college|de burgemeester)[^.:;]{0,60}?) (besluit|neemt|wordt)\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"((het college|de burgemeester|wij|burgemeester en wethouders)\b[^.:;]{0,80}?)?"
    r"(:|\bbesluit(en)?( om)?:?)|besluit(en)? van (het college|de burgemeester)[^.:;]{0,60}:?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class ReadDictum:
    """The items, and the paragraphs among them that are not part of any item."""

    items: list[ReadItem] = field(default_factory=list)
    left: list[Paragraph] = field(default_factory=list)


def read_dictum(heading: str, paragraphs: Sequence[Paragraph]) -> ReadDictum:
    """
    Return the items of the dictum.

    An organ that an item names itself ("De burgemeester besluit: …") is for that item; one named
    on a line of its own, or in the heading, is for all items below it. A dictum without numbers
    gets them in order. :raises UnreadableDocument: if there are more items than anyone decides on.
    """
    read = _Reader(organ=organ_named(heading) or Organ.COLLEGE)
    read.take(paragraphs, numbered=any(Place().after(each.mark) for each in paragraphs))
    return ReadDictum(read.items(), read.left)


def organ_named(text: str) -> Organ | None:
    """Return the organ that the text begins with, if any."""
    return next((organ for organ, pattern in _ORGANS if pattern.match(text)), None)


@dataclass(slots=True)
class _Draft:
    place: Place
    organ: Organ
    lines: list[str]


@dataclass(slots=True)
class _Reader:
    """Walk the paragraphs; `organ` is who decides on the items from here on."""

    organ: Organ
    drafts: list[_Draft] = field(default_factory=list)
    left: list[Paragraph] = field(default_factory=list)
    shift: int = 0  # added to the numbers of a second organ that counts from 1 again
    is_after_lead: bool = False  # the next paragraph is an item, numbered or not

    def take(self, paragraphs: Iterable[Paragraph], *, numbered: bool) -> None:
        for paragraph in paragraphs:
            if self._is_lead(paragraph):
                self._lead(paragraph)
            elif numbered:
                self._numbered(paragraph)
            else:
                self._start(Place(len(self.drafts) + 1), paragraph)

    def items(self) -> list[ReadItem]:
        return [ReadItem(each.place.number, each.organ, glue(*each.lines)) for each in self.drafts]

    def _is_lead(self, paragraph: Paragraph) -> bool:
        return paragraph.mark is None and bool(_LEAD.fullmatch(paragraph.text))

    def _lead(self, paragraph: Paragraph) -> None:
        self.organ = organ_named(paragraph.text) or self.organ
        self.shift = self.drafts[-1].place.top if self.drafts else 0
        self.left.append(paragraph)
        self.is_after_lead = bool(self.drafts)

    def _numbered(self, paragraph: Paragraph) -> None:
        if place := self._place(paragraph):
            self._start(place, paragraph)
        elif self.is_after_lead and paragraph.mark is None:
            self._start(Place(self.drafts[-1].place.top + 1), paragraph)
        elif self.drafts and _continues(paragraph):
            self.drafts[-1].lines.append(paragraph.printed)
        else:
            self.left.append(paragraph)

    def _place(self, paragraph: Paragraph) -> Place | None:
        last = self.drafts[-1].place if self.drafts else Place()
        if paragraph.mark and paragraph.mark.argument:
            return None
        if place := last.after(paragraph.mark):
            return place
        again = last._replace(top=last.top - self.shift).after(paragraph.mark)
        return again._replace(top=again.top + self.shift) if again and self.shift else None

    def _start(self, place: Place, paragraph: Paragraph) -> None:
        self.is_after_lead = False
        self.drafts.append(_Draft(place, self._organ_of(place, paragraph.text), [paragraph.text]))
        if len(self.drafts) > MOST_ITEMS:
            raise UnreadableDocument(
                "Het dictum heeft meer dan 100 beslispunten; zet tekst die geen beslispunt is "
                "onder een eigen kop, zoals “Inleiding”."
            )

    def _organ_of(self, place: Place, text: str) -> Organ:
        """Return the organ that the item names, else that of the item it is nested in."""
        if named := _DECIDES.match(text):
            return organ_named(named["who"]) or self.organ
        parents = [draft for draft in self.drafts if draft.place == Place(place.top)]
        return parents[-1].organ if place.letter and parents else self.organ


def _continues(paragraph: Paragraph) -> bool:
    """Say whether the paragraph is more of the item above it, such as a list with bullets."""
    return (
        paragraph.mark is not None
        or paragraph.gap is not Gap.PARAGRAPH
        or paragraph.text[:1].islower()
    )
