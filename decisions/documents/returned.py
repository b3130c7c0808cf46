"""Hold a decided document against the dictum on which was decided, and name every difference."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from decisions.documents.contents import ReadItem
from decisions.documents.papers import MAYOR_DECIDES
from decisions.documents.pdf import BROKEN
from decisions.documents.resemblance import LIKE, Effort, difference, likeness, words
from decisions.models import Organ
from decisions.rules.identity import canonical

_BROKEN_WORD = re.compile(rf"(\w+){BROKEN}(\w+)")


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One difference, in a Dutch sentence; `changes` marks words where the text itself differs.

    `only_typography`: nothing but capitals and punctuation, which still makes another text.
    """

    sentence: str
    changes: str = ""
    only_typography: bool = False


def differences(dictum: Sequence[ReadItem], returned: Sequence[ReadItem]) -> list[Difference]:
    """
    Return how the items of a document differ from the dictum; none if they are the same.

    :raises UnreadableDocument: if the comparison takes more effort than a proposal is worth.
    """
    known = {word for item in dictum for word in words(item.text)}
    returned = [replace(item, text=_settled(item.text, known)) for item in returned]
    pairs = _pair(dictum, returned, Effort())
    found = [line for mine, theirs in pairs for line in _between(mine, theirs)]
    matched = [theirs for _, theirs in pairs if theirs]
    added = [item for item in returned if not any(item is each for each in matched)]
    order = [theirs for _, theirs in pairs if theirs]
    return [*found, *_order(order, returned), *(_added(item) for item in added)]


def _settled(text: str, known: AbstractSet[str]) -> str:
    """Keep a hyphen that broke a line, unless the dictum writes that word without."""
    return _BROKEN_WORD.sub(
        lambda found: found[1] + ("" if found[1] + found[2] in known else "-") + found[2], text
    )


def _pair(
    dictum: Sequence[ReadItem], returned: Sequence[ReadItem], effort: Effort
) -> list[tuple[ReadItem, ReadItem | None]]:
    """Give each item its counterpart: by the same text, else by its number, else by likeness."""
    left = list(returned)
    found: dict[str, ReadItem] = {}
    for same in (_same_text, _same_number):
        for item in dictum:
            match = next((each for each in left if same(item, each)), None)
            if match and item.number not in found:
                found[item.number] = match
                left.remove(match)
    for item in dictum:
        if item.number not in found and (match := _alike(item, left, effort)):
            found[item.number] = match
            left.remove(match)
    return [(item, found.get(item.number)) for item in dictum]


def _same_text(item: ReadItem, other: ReadItem) -> bool:
    return canonical(item.text) == canonical(_as_put(item, other))


def _as_put(item: ReadItem, other: ReadItem) -> str:
    """Return the other text without the name of the organ, where only the papers wrote that."""
    lead = MAYOR_DECIDES.strip()
    is_ours = item.organ == other.organ == Organ.MAYOR and not item.text.startswith(lead)
    return other.text.removeprefix(lead).lstrip() if is_ours else other.text


def _same_number(item: ReadItem, other: ReadItem) -> bool:
    return item.number == other.number


def _alike(item: ReadItem, left: Sequence[ReadItem], effort: Effort) -> ReadItem | None:
    scores = [
        (likeness(words(item.text), words(other.text), least=LIKE, effort=effort), place)
        for place, other in enumerate(left)
    ]
    score, place = max(scores, default=(0.0, 0))
    return left[place] if score else None


def _between(item: ReadItem, other: ReadItem | None) -> Iterator[Difference]:
    if other is None:
        yield Difference(f"Beslispunt {item.number} ontbreekt in het document.")
        return
    if item.number != other.number:
        yield Difference(f"Beslispunt {item.number} staat in het document als {other.number}.")
    if item.organ != other.organ:
        yield Difference(
            f"Beslispunt {item.number} is van {_whose(item)}, "
            f"maar staat in het document op naam van {_whose(other)}."
        )
    if not _same_text(item, other):
        theirs = _as_put(item, other)
        only_typography = words(item.text) == words(theirs)
        how = (
            "een andere hoofdletter of een ander leesteken" if only_typography else "andere woorden"
        )
        yield Difference(
            f"Beslispunt {item.number} heeft {how}.",
            difference(item.text, theirs),
            only_typography,
        )


def _whose(item: ReadItem) -> str:
    return "de burgemeester" if item.organ == Organ.MAYOR else "het college"


def _order(matched: Sequence[ReadItem], returned: Sequence[ReadItem]) -> Iterator[Difference]:
    places = [next(n for n, each in enumerate(returned) if each is item) for item in matched]
    if places != sorted(places):
        yield Difference("De beslispunten staan in het document in een andere volgorde.")


def _added(item: ReadItem) -> Difference:
    return Difference(
        f"Het document heeft een punt {item.number} dat niet in het dictum staat.",
        f"{{+{item.text}+}}",
    )
