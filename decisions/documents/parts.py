"""Part a document at its headings."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from decisions.documents.headings import Found, find_heading, split_glued
from decisions.documents.lines import Gap, Line
from decisions.models import Audience, SectionKind

_MAY_STAND_BEFORE_NUMBERS = {
    SectionKind.UNPLACED,
    SectionKind.PROCESS,
    SectionKind.PUBLIC_EXPLANATION,
}
_TAKES_UNKNOWN_HEADINGS = {SectionKind.PROCESS, SectionKind.ANNEX}


@dataclass(frozen=True, slots=True)
class Part:
    """
    The lines under one heading. `kind` is None for the dictum.

    What stands before the first heading, or under one that nobody knows, is unplaced; it may be
    internal, so only the own municipality reads it until a person places it.
    """

    kind: SectionKind | None = SectionKind.UNPLACED
    audience: Audience = Audience.OWN
    heading: str = ""
    level: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def is_preamble(self) -> bool:
        return self.kind == SectionKind.UNPLACED and not self.heading


def split_parts(lines: Iterable[Line], *, width: int) -> list[Part]:
    """Return the parts in the order of the document; the first is what precedes any heading."""
    parts = [Part()]
    kinds = {parts[0].kind}
    last_number = 0
    for line, found in _headed(list(_unglued(list(lines))), width):
        if found and found.number and not _is_next_heading(found.number, last_number, kinds):
            found = None  # noqa: PLW2901  # it is an item of a list that is called like a heading
        part = _new_part(found, parts[-1], kinds) if found else None
        if found is None:
            parts[-1].lines.append(line)
            continue
        if part is None:
            parts[-1].lines.append(Line(found.printed, Gap.PARAGRAPH))
            part = parts.pop()
        last_number = found.number or last_number
        parts.append(part)
        kinds.add(part.kind)
        if found.rest:
            part.lines.append(Line(found.rest, Gap.PARAGRAPH))
    return parts


def _unglued(lines: Sequence[Line]) -> Iterator[Line]:
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        yield from split_glued(line, following=following)


def _headed(lines: Sequence[Line], width: int) -> Iterator[tuple[Line, Found | None]]:
    previous: Line | None = None
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        yield line, find_heading(line, previous=previous, following=following, width=width)
        previous = line


def _is_next_heading(number: int, last_number: int, kinds: AbstractSet[SectionKind | None]) -> bool:
    """Say whether the headings are numbered and this is the next one, not an item of a list."""
    is_first = kinds <= _MAY_STAND_BEFORE_NUMBERS
    return number == last_number + 1 if last_number else is_first and number == 1


def _new_part(found: Found, last: Part, kinds: AbstractSet[SectionKind | None]) -> Part | None:
    """Return the part that this heading opens, or None if it belongs to the text of the last."""
    if found.heading is None:
        is_deeper = found.level > last.level > 0
        stays = last.kind in _TAKES_UNKNOWN_HEADINGS or last.is_preamble or is_deeper
        return None if stays else Part(heading=found.printed, level=found.level)
    kind, audience = found.heading.kind, found.heading.audience
    if kind is None and last.kind is None:
        return None  # "Het college besluit:" below "Voorgesteld besluit"
    if last.kind == SectionKind.PROCESS and (kind in kinds or not found.heading.leaves_process):
        kind, audience = SectionKind.PROCESS, Audience.OWN
    return Part(kind, audience, found.printed.rstrip(" :"), found.level)
