"""The college proposal and the text for the decision list, in the order of the real document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from decisions.documents.papers import (
    Copy,
    Paper,
    Paragraph,
    Piece,
    Subject,
    dictum_piece,
    for_copy,
    paragraphs,
)
from decisions.models import Audience, LocalKind, Section, SectionKind

INTERNAL_TALKS = "Intern overleg"
PORTFOLIO_HOLDER = "Afstemming met portefeuillehouder"
MANAGEMENT = "Directie-advies"
COMMUNICATION = "Communicatie over het besluit"
NO_ADVICE = "Geen advies vastgelegd."
NOT_AGREED = "In het portaal is geen akkoord vastgelegd."

_LOCAL_PLACE = {
    SectionKind.ARGUMENT: LocalKind.OWN_POLICY,
    SectionKind.CAVEAT: LocalKind.CAVEAT,
    SectionKind.COSTS: LocalKind.FINANCES,
}
_WIDEST_FIRST = (Audience.PUBLIC, Audience.PARTIES, Audience.OWN)


@dataclass(frozen=True, slots=True)
class LocalText:
    """A part that the municipality wrote itself, and who may read it."""

    text: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Local:
    """
    What the municipality adds to the shared text.

    `advices` are sentences, one per department. `agreement` and `management` are what the portfolio
    holder and the management said, empty while nothing was recorded: that is never a yes.
    """

    texts: Mapping[LocalKind, LocalText] = field(default_factory=dict)
    advices: tuple[str, ...] = ()
    agreement: str = ""
    management: str = ""


def college_proposal(
    subject: Subject, *, sections: Sequence[Section], local: Local, copy: Copy
) -> Paper:
    """Return the whole proposal, local and shared parts merged, as far as this copy may hold."""
    pieces = tuple(_Writer(subject, sections, local).pieces())
    return Paper(subject.proposal, subject, for_copy(pieces, copy), copy)


def decision_list_text(subject: Subject, *, sections: Sequence[Section]) -> Paper:
    """Return what the public decision list says: the public explanation and the dictum, no more."""
    public = [
        section
        for section in sections
        if section.kind == SectionKind.PUBLIC_EXPLANATION and section.audience == Audience.PUBLIC
    ]
    explanation = _Writer(subject, public, Local()).under_headings(public)
    return Paper(subject.proposal, subject, (*explanation, dictum_piece(subject.items)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the pieces of one proposal, from top to bottom."""

    subject: Subject
    sections: Sequence[Section]
    local: Local

    def pieces(self) -> Iterator[Piece]:
        for kind in SectionKind:
            yield from self._process() if kind is SectionKind.PROCESS else self._of_kind(kind)
            if kind is SectionKind.PUBLIC_EXPLANATION:
                yield dictum_piece(self.subject.items)

    def under_headings(self, sections: Sequence[Section]) -> Iterator[Piece]:
        """Yield each heading of the document once, with the sections that stand under it."""
        for heading, group in groupby(sections, key=_heading):
            entries = list(group)
            first, *others = entries
            alone = first.heading in {"", heading}
            text = self._text(first.text) if alone else ()
            yield Piece(heading, 1, text, _audience(first) if alone else _widest(entries))
            for each in others if alone else entries:
                yield Piece(each.heading, 2, self._text(each.text), _audience(each))

    def _text(self, text: str) -> tuple[Paragraph, ...]:
        return paragraphs(text, self.subject)

    def _only(self, kind: SectionKind) -> list[Section]:
        return [section for section in self.sections if section.kind == kind]

    def _of_kind(self, kind: SectionKind) -> Iterator[Piece]:
        """Yield the shared parts of one kind, and below them what the municipality adds to it."""
        shared = list(self.under_headings(self._only(kind)))
        yield from shared
        place = _LOCAL_PLACE.get(kind)
        own = self.local.texts.get(place) if place else None
        if place is None or own is None:
            return
        if not shared:
            yield Piece(str(kind.label), 1, audience=own.audience)
        yield Piece(str(place.label), 2, self._text(own.text), own.audience)

    def _process(self) -> Iterator[Piece]:
        """Yield how the proposal came about: four fixed headings, then any others."""
        title = str(SectionKind.PROCESS.label)
        said = self._said_inside()
        yield Piece(title, 1, said.pop(_bare(title), _Said(title)).text, Audience.OWN)
        for heading, facts in self._recorded():
            shared = said.pop(_bare(heading), _Said(heading)).text
            yield Piece(heading, 2, (*shared, *facts), Audience.OWN)
        yield from self._communication(said.pop(_bare(COMMUNICATION), _Said(COMMUNICATION)).text)
        for each in said.values():
            yield Piece(each.heading, 2, each.text, Audience.OWN)

    def _recorded(self) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        local = self.local
        internal = local.texts.get(LocalKind.INTERNAL)
        talks = self._text(internal.text) if internal else ()
        yield INTERNAL_TALKS, (*talks, *map(Paragraph, local.advices))
        yield PORTFOLIO_HOLDER, (Paragraph(local.agreement or NOT_AGREED),)
        yield MANAGEMENT, (Paragraph(local.management or NO_ADVICE),)

    def _communication(self, shared: tuple[Paragraph, ...]) -> Iterator[Piece]:
        """Yield what the shared text says inside, and apart from it what others may read too."""
        local = self.local.texts.get(LocalKind.COMMUNICATION)
        own = self._text(local.text) if local else ()
        if local is None or local.audience == Audience.OWN:
            yield Piece(COMMUNICATION, 2, (*shared, *own), Audience.OWN)
            return
        if shared:
            yield Piece(f"{COMMUNICATION}: intern", 2, shared, Audience.OWN)
        yield Piece(COMMUNICATION, 2, own, local.audience)

    def _said_inside(self) -> "dict[str, _Said]":
        """Return the process information under each heading, whatever its capitals."""
        found: dict[str, _Said] = {}
        for section in self._only(SectionKind.PROCESS):
            heading = section.heading or _heading(section)
            before = found.get(_bare(heading), _Said(heading))
            text = (*before.text, *self._text(section.text))
            found[_bare(heading)] = _Said(before.heading, text)
        return found


@dataclass(frozen=True, slots=True)
class _Said:
    heading: str
    text: tuple[Paragraph, ...] = ()


def _heading(section: Section) -> str:
    return section.under or section.get_kind_display()


def _audience(section: Section) -> Audience:
    return Audience(section.audience)


def _widest(sections: Sequence[Section]) -> Audience:
    return min(map(_audience, sections), key=_WIDEST_FIRST.index)


def _bare(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading.casefold())
