"""Tell a person what was read: what was recognised, what was not, and what repeats the dictum."""

from collections.abc import Iterator

from decisions.documents.contents import ReadProposal
from decisions.models import SectionKind

_SHORT = 72  # characters of a text in a list


def summary(read: ReadProposal) -> str:
    """Return the Dutch report on the proposal, for a terminal."""
    return "\n".join(
        [*_dictum(read), "", *_sections(read), "", *_unplaced(read), "", *_copies(read)]
    )


def _dictum(read: ReadProposal) -> Iterator[str]:
    yield f"Titel: {read.title or 'niet gevonden; de titel van het cultuurprofiel geldt'}"
    yield ""
    yield f"Dictum, onder “{read.dictum_heading}”: {_count(len(read.items), 'beslispunt')}."
    for item in read.items:
        yield f"  {item.number:<4}{item.organ.label:<14}{_short(item.text)}"


def _sections(read: ReadProposal) -> Iterator[str]:
    placed = [section for section in read.sections if section.kind != SectionKind.UNPLACED]
    yield f"Herkend: {_count(len(placed), 'onderdeel', 'onderdelen')}."
    for section in placed:
        about = f", bij beslispunt {section.about_item}" if section.about_item else ""
        yield f"  {section.kind.label}{about} ({section.audience.label}): {_short(section.heading)}"


def _unplaced(read: ReadProposal) -> Iterator[str]:
    if not read.unplaced:
        yield "Niet geplaatst: niets."
        return
    yield "Niet geplaatst (alleen zichtbaar voor de eigen gemeente; geef het zelf een plaats):"
    for section in read.unplaced:
        yield from (f"  {line}" for line in section.text.splitlines())


def _copies(read: ReadProposal) -> Iterator[str]:
    if not read.near_copies:
        yield "Geen tekst die op een beslispunt lijkt maar ervan afwijkt."
        return
    yield "Lijkt op een beslispunt, maar wijkt af ([-staat in het dictum-]{+staat hier+}):"
    for copy in read.near_copies:
        yield f"  {copy.sentence}"
        yield f"      {copy.difference}"


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 'en'}"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
