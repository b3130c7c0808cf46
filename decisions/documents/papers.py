"""The papers that a municipality takes into its own procedure, as frozen values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from decisions.models import Audience, DictumItem, Organ, Section, SectionKind

DICTUM = "Voorgesteld besluit"
MAYOR_DECIDES = "De burgemeester besluit: "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text; `is_nested` for a lettered item of the dictum."""

    text: str
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands under one heading. `level` counts from 1; `is_internal` stays in the house."""

    heading: str
    level: int
    paragraphs: tuple[Paragraph, ...] = ()
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """
    A document. `dictum_sha256` travels in its properties, so that what comes back can be compared.

    `note` says under the title what this is: of which version, for whom.
    """

    title: str
    note: str
    dictum_sha256: str
    pieces: tuple[Piece, ...]


def college_proposal(
    *, title: str, note: str, items: Sequence[DictumItem], sections: Sequence[Section], sha256: str
) -> Paper:
    """Return the whole proposal in the order of the document: explanation, dictum, the rest."""
    public = [s for s in sections if s.kind == SectionKind.PUBLIC_EXPLANATION]
    rest = [s for s in sections if s.kind != SectionKind.PUBLIC_EXPLANATION]
    pieces = (*_under_headings(public), dictum_piece(items), *_under_headings(rest))
    return Paper(title=title, note=note, dictum_sha256=sha256, pieces=pieces)


def decision_list_text(
    *, title: str, note: str, items: Sequence[DictumItem], sections: Sequence[Section], sha256: str
) -> Paper:
    """Return what the public decision list says: the public explanation and the dictum, no more."""
    public = [s for s in sections if s.kind == SectionKind.PUBLIC_EXPLANATION]
    pieces = (*_under_headings(public), dictum_piece(items))
    return Paper(title=title, note=note, dictum_sha256=sha256, pieces=pieces)


def dictum_piece(items: Iterable[DictumItem]) -> Piece:
    """Return the dictum; numbers and letters are text, so that no program counts them anew."""
    paragraphs = tuple(Paragraph(_line(item), is_nested=item.is_nested) for item in items)
    return Piece(heading=DICTUM, level=1, paragraphs=paragraphs)


def _line(item: DictumItem) -> str:
    mark = item.number[-1] if item.is_nested else item.number
    says_so = item.text.startswith(MAYOR_DECIDES.strip())
    who = MAYOR_DECIDES if item.organ == Organ.MAYOR and not says_so else ""
    return f"{mark}. {who}{item.text}"


def _under_headings(sections: Sequence[Section]) -> Iterator[Piece]:
    """Yield each heading of the document once, with the sections that stand under it."""
    for heading, group in groupby(sections, key=_heading):
        entries = list(group)
        internal = all(section.audience == Audience.OWN for section in entries)
        first, *others = entries
        alone = first.heading in {"", heading}
        yield Piece(
            heading=heading,
            level=1,
            paragraphs=_paragraphs(first.text) if alone else (),
            is_internal=internal,
        )
        for section in others if alone else entries:
            yield Piece(
                heading=section.heading,
                level=2,
                paragraphs=_paragraphs(section.text),
                is_internal=internal,
            )


def _heading(section: Section) -> str:
    return section.under or section.get_kind_display()


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    pieces = (" ".join(piece.split()) for piece in text.split("\n\n"))
    return tuple(Paragraph(piece) for piece in pieces if piece)
