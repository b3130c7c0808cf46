"""A paper that a municipality takes into its own procedure, as frozen values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from decisions.documents.contents import ReadItem
from decisions.documents.markup import items_by_number, paragraphs_of
from decisions.models import Audience, DictumItem, Organ
from dutch.moments import format_date, format_moment, local_date

DICTUM = "Voorgesteld besluit"
MAYOR_DECIDES = "De burgemeester besluit: "


class Copy(StrEnum):
    """For whose eyes a paper is: only the own copy holds what is of the municipality alone."""

    OWN = "eigen exemplaar"
    EXTERNAL = "voor extern gebruik"


class Style(StrEnum):
    """How a paragraph is set; the values are the names of the styles in the house style."""

    TEXT = "Tekst"
    ITEM = "Beslispunt"
    NESTED = "Beslispunt onder"
    LINES = "Adres"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A paragraph of plain text; for an item of the dictum `mark` stands before it ("2.", "a.").

    A line end in `text` is one on paper too.
    """

    text: str
    style: Style = Style.TEXT
    mark: str = ""

    @property
    def printed(self) -> str:
        """The text with its mark."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands under one heading. `level` counts from 1; no heading continues the one before."""

    heading: str
    level: int
    paragraphs: tuple[Paragraph, ...] = ()
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Subject:
    """
    What all papers of one municipality on one version are about.

    `sha256` is of the dictum. `not_before` is when the embargo may end; None when there is none.
    `is_further`: it is about the share of some municipalities in a plan, and not the profile.
    """

    municipality: str
    code: str
    tooi: str
    region: str
    profile: str
    period: str
    addressee: str
    proposal: str
    version: int
    sha256: str
    frozen_at: datetime
    closes_at: datetime
    not_before: datetime | None
    items: tuple[ReadItem, ...]
    example_note: str = ""
    is_further: bool = False

    @property
    def note(self) -> str:
        """Of which version this is, for whom, and until when it is not public."""
        frozen = format_date(local_date(self.frozen_at))
        note = f"Versie {self.version}, vastgesteld op {frozen}. Voor {self.municipality}."
        if self.not_before is None:
            return note
        return f"{note} Niet openbaar vóór {format_moment(self.not_before)}."

    @property
    def college(self) -> str:
        """Who decides, as it stands in a letter."""
        return f"college van burgemeester en wethouders van de gemeente {self.municipality}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a letter; `facts` are pairs of a label and its value."""

    sender: str
    addressee: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """
    A document. The hash of the dictum travels in it, so that what comes back can be compared.

    `warning` says why it cannot be used as it is; empty when it can.
    """

    title: str
    subject: Subject
    pieces: tuple[Piece, ...]
    copy: Copy = Copy.EXTERNAL
    head: Letterhead | None = None
    warning: str = ""

    @property
    def note(self) -> str:
        """What stands under the title: version, reader, embargo, and whether data are invented."""
        copy = f"{self.copy.capitalize()}." if self.head is None else ""
        return " ".join(filter(None, [self.subject.note, copy, self.subject.example_note]))


def dictum_piece(items: Iterable[ReadItem], *, heading: str = DICTUM) -> Piece:
    """Return the dictum; numbers and letters are text, so that no program counts them anew."""
    return Piece(heading, level=1, paragraphs=tuple(map(_item, items)))


def _item(item: ReadItem) -> Paragraph:
    is_nested = item.number[-1].isalpha()
    says_so = item.text.startswith(MAYOR_DECIDES.strip())
    who = MAYOR_DECIDES if item.organ == Organ.MAYOR and not says_so else ""
    return Paragraph(
        text=f"{who}{item.text}",
        style=Style.NESTED if is_nested else Style.ITEM,
        mark=f"{item.number[-1] if is_nested else item.number}.",
    )


def paragraphs(text: str, subject: Subject) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a section, without mark-up and with the items that it quotes."""
    items = items_by_number(
        DictumItem(number=item.number, organ=item.organ, text=item.text) for item in subject.items
    )
    return tuple(map(Paragraph, paragraphs_of(text, items)))


def for_copy(pieces: Sequence[Piece], copy: Copy) -> tuple[Piece, ...]:
    """Return what this copy may hold; what stood under a heading that left moves up."""
    return tuple(pieces) if copy is Copy.OWN else tuple(_shared(pieces))


def _shared(pieces: Sequence[Piece]) -> Iterator[Piece]:
    heading_left = False
    for piece in pieces:
        is_own = piece.audience == Audience.OWN
        if piece.level == 1:
            heading_left = is_own
        if not is_own:
            yield replace(piece, level=1) if heading_left else piece
