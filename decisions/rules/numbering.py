"""How the items of the dictum are numbered, moved, and referred to in the sections. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from uuid import UUID

REFERENCE = re.compile(
    r"\{\s*(?P<gone>vervallen\s+)?beslispunt\b(?P<number>[^{}\n]{0,40})\}", re.IGNORECASE
)
MOST_NESTED = len(ascii_lowercase)  # 2a to 2z


@dataclass(frozen=True, slots=True)
class Place:
    """One item or section in its order; `is_nested` is for items alone."""

    key: UUID
    is_nested: bool = False


def numbers(nested: Sequence[bool]) -> list[str]:
    """
    Return 1, 2, 2a, 2b, 3 … for items that are nested or not.

    :raises ValueError: where the first is nested, or more than 26 are nested under one.
    """
    found: list[str] = []
    top, letters = 0, 0
    for is_nested in nested:
        if not is_nested:
            top, letters = top + 1, 0
            found.append(str(top))
            continue
        if not top or letters == MOST_NESTED:
            raise ValueError(nested)
        found.append(f"{top}{ascii_lowercase[letters]}")
        letters += 1
    return found


def next_number(taken: Iterable[str]) -> str:
    """Return the number of an item that comes at the end, after these."""
    return str(1 + max((int(number.rstrip(ascii_lowercase)) for number in taken), default=0))


def has_nested(places: Sequence[Place], key: UUID) -> bool:
    """Tell whether others are nested under this one."""
    return len(_with_nested(places, key)) > 1


def can_be_numbered(nested: Sequence[bool]) -> bool:
    """Tell whether an order of items starts at the top and has no more letters than there are."""
    try:
        numbers(nested)
    except ValueError:
        return False
    return True


def placed_before(places: Sequence[Place], key: UUID, before: UUID | None) -> list[Place]:
    """Return the order with this one, and what is nested under it, before another or at the end."""
    moved = _with_nested(places, key)
    rest = [place for place in places if place not in moved]
    keys = [place.key for place in rest]
    at = keys.index(before) if before in keys else len(rest)
    return [*rest[:at], *moved, *rest[at:]] if before not in {p.key for p in moved} else [*places]


def nested_as(places: Sequence[Place], key: UUID, *, is_nested: bool) -> list[Place]:
    """Return the order with this one nested under the item above it, or standing by itself."""
    return [replace(p, is_nested=is_nested) if p.key == key else p for p in places]


def before_if_up(places: Sequence[Place], key: UUID) -> UUID | None:
    """Return before which this one comes if it goes one up, or None where it cannot."""
    above = places[: _index(places, key)]
    if not above:
        return None
    if places[len(above)].is_nested:
        return above[-1].key if len(above) > 1 else None
    return next(place.key for place in reversed(above) if not place.is_nested)


def below_if_down(places: Sequence[Place], key: UUID) -> tuple[bool, UUID | None]:
    """Return whether this one can go one down, and before which it then comes; None is the end."""
    end = _index(places, key) + len(_with_nested(places, key))
    below = places[end:]
    if not below:
        return False, None
    passed = 1 if places[_index(places, key)].is_nested else len(_with_nested(below, below[0].key))
    return True, below[passed].key if len(below) > passed else None


def references_in(text: str) -> list[str]:
    """Return the numbers to which the text refers with `{beslispunt 3b}`, as they are written."""
    return [_said(match) for match in REFERENCE.finditer(text)]


def unknown_references(text: str, known: Mapping[str, object]) -> list[str]:
    """Return, once each, the numbers to which the text refers that are not there."""
    return [number for number in dict.fromkeys(references_in(text)) if number not in known]


def renumbered(text: str, moved: Mapping[str, str | None]) -> str:
    """
    Return the text with its references following the items to their new numbers.

    `moved` is old number to new, None for what was removed: that reference says so, so that it
    never comes to mean the item that took the number.
    """

    def rewrite(match: re.Match[str]) -> str:
        number = _said(match)
        if number not in moved:
            return match.group()
        new = moved[number]
        return f"{{beslispunt {new}}}" if new else f"{{vervallen beslispunt {number}}}"

    return REFERENCE.sub(rewrite, text)


def _said(match: re.Match[str]) -> str:
    number = match["number"].strip()
    return f"vervallen {number}" if match["gone"] else number


def _with_nested(places: Sequence[Place], key: UUID) -> list[Place]:
    """Return this one with what is nested under it."""
    start = _index(places, key)
    end = start + 1
    while not places[start].is_nested and end < len(places) and places[end].is_nested:
        end += 1
    return list(places[start:end])


def _index(places: Sequence[Place], key: UUID) -> int:
    return next(at for at, place in enumerate(places) if place.key == key)
