"""What was read from a proposal, as frozen values. Nothing here touches the database."""

from dataclasses import dataclass

from decisions.models import Audience, Organ, SectionKind

UNPLACED = "niet geplaatst"


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of the dictum; `number` is "1" or "2a"."""

    number: str
    organ: Organ
    text: str


@dataclass(frozen=True, slots=True)
class ReadSection:
    """
    A piece of the proposal. `text` is plain: an empty line starts a new paragraph.

    `about_item` is the number of the dictum item that an argument is about, or empty. `under` is
    the heading of the document that it stands under; for an entry of a list `heading` is the
    first paragraph of the entry with its number, as printed.
    """

    kind: SectionKind
    audience: Audience
    heading: str
    text: str
    about_item: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class NearCopy:
    """
    A passage that repeats a dictum item in other words.

    `difference` marks words: `[-in the dictum-]{+in the passage+}`. `only_typography`: nothing but
    capitals and punctuation differ. `lost_mark`: it stands in a numbered list without its own mark.
    """

    number: str
    heading_where_found: str
    text: str
    difference: str
    only_typography: bool
    lost_mark: bool

    @property
    def sentence(self) -> str:
        """What is the matter, in one Dutch sentence."""
        return (
            f"Beslispunt {self.number} staat nog eens onder “{self.heading_where_found}”, "
            f"{self._what_differs}."
        )

    @property
    def _what_differs(self) -> str:
        if self.only_typography:
            return "met alleen een andere hoofdletter of een ander leesteken"
        return "zonder zijn nummer of letter" if self.lost_mark else "met andere woorden"


@dataclass(frozen=True, slots=True)
class ReadProposal:
    """
    A proposal as it was read. `title` is empty if the document has none.

    `dictum_heading` is the heading above the dictum, so that every word of the document is here.
    """

    title: str
    items: tuple[ReadItem, ...]
    sections: tuple[ReadSection, ...]
    near_copies: tuple[NearCopy, ...]
    dictum_heading: str = ""

    @property
    def unplaced(self) -> tuple[ReadSection, ...]:
        return tuple(each for each in self.sections if each.kind == SectionKind.UNPLACED)
