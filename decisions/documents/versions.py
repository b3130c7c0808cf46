"""What changed between two texts of the proposal: which item, which section, which words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Generic, TypeVar

from decisions.documents.reading import UnreadableDocument
from decisions.documents.resemblance import Effort, difference, opcodes
from decisions.models import DictumItem, Section

Part = TypeVar("Part", DictumItem, Section)

MOST_EFFORT = 4_000_000  # for all texts of a page together


class What(StrEnum):
    """What happened to one item or section, in the words of the page."""

    ADDED = "toegevoegd"
    REMOVED = "vervallen"
    CHANGED = "gewijzigd"
    MOVED = "verplaatst"
    RENUMBERED = "vernummerd"
    SAME = "ongewijzigd"


@dataclass(frozen=True, slots=True)
class Change:
    """
    One item or section, as it was and as it is. `lines` mark the words that came and went.

    `notes` say in Dutch what else changed: number, organ, audience, kind. Without lines `before`
    and `after` hold what there was and is; both if the texts are too long for word by word.
    """

    what: What
    name: str
    notes: Sequence[str] = ()
    lines: Sequence[str] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Comparing(Generic[Part]):
    """
    How parts are named, and what effort is left.

    `notes` tell in Dutch what changed beside the text, `renumbered` that only the number did.
    """

    name: Callable[[Part], str]
    notes: Callable[[Part, Part], list[str]]
    renumbered: Callable[[Part, Part], list[str]]
    effort: Effort

    def changes(self, before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
        """Return what happened to each, in the order of the later text; what went at the end."""
        pairs = list(_pairs(before, after))
        moved = _moved([(old, new) for old, new in pairs if old and new], before)
        return [
            self._kept(old, new, is_moved=new in moved) if old and new else self._one(old, new)
            for old, new in pairs
        ]

    def _one(self, old: Part | None, new: Part | None) -> Change:
        if new is not None:
            return Change(What.ADDED, self.name(new), after=new.text)
        assert old is not None
        return Change(What.REMOVED, self.name(old), before=old.text)

    def _kept(self, old: Part, new: Part, *, is_moved: bool) -> Change:
        notes: list[str] = self.notes(old, new)
        numbered: list[str] = self.renumbered(old, new)
        place: list[str] = ["Staat op een andere plaats."] if is_moved else []
        is_changed = old.text != new.text
        happened = {
            What.CHANGED: is_changed or notes,
            What.MOVED: is_moved,
            What.RENUMBERED: numbered,
        }
        what = next((what for what, so in happened.items() if so), What.SAME)
        said: list[str] = [*notes, *numbered, *place]
        try:
            lines = marked_lines(old.text, new.text, effort=self.effort) if is_changed else []
        except UnreadableDocument:
            return Change(what, self.name(new), said, before=old.text, after=new.text)
        return Change(what, self.name(new), said, lines, after="" if lines else new.text)


def marked_lines(before: str, after: str, *, effort: Effort) -> list[str]:
    """
    Return the lines of the later text with what came and went marked word by word.

    :raises UnreadableDocument: if it takes more than the effort that is left.
    """
    old, new = _lines(before), _lines(after)
    return [
        _marked(was, now, effort)
        for _, start, end, from_, to in opcodes(old, new, effort=effort)
        for was, now in zip_longest(old[start:end], new[from_:to], fillvalue="")
    ]


def _marked(was: str, now: str, effort: Effort) -> str:
    """Return a line that stayed, came, went or changed."""
    if was == now:
        return now
    if not was:
        return f"{{+{now}+}}"
    return difference(was, now, effort=effort) if now else f"[-{was}-]"


def _pairs(
    before: Iterable[Part], after: Iterable[Part]
) -> Iterator[tuple[Part | None, Part | None]]:
    """Match by key, and what has none by its number or its place under its heading."""
    waiting = list(before)
    for new in after:
        old = next((each for each in waiting if _is_same(each, new)), None)
        if old:
            waiting.remove(old)
        yield old, new
    yield from ((old, None) for old in waiting)


def _is_same(old: Part, new: Part) -> bool:
    if old.key is not None and new.key is not None:
        return old.key == new.key
    if isinstance(old, DictumItem) and isinstance(new, DictumItem):
        return old.number == new.number
    return isinstance(old, Section) and (old.kind, old.heading) == (new.kind, new.heading)


def _moved(pairs: Sequence[tuple[Part, Part]], before: Sequence[Part]) -> list[Part]:
    """Return the fewest parts that, put elsewhere, explain the order of those that stayed."""
    old = [before.index(was) for was, _ in pairs]
    stays = _longest_rise(old)
    return [now for at, (_, now) in enumerate(pairs) if at not in stays]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the indexes of a longest rising run, not necessarily side by side."""
    runs: list[Sequence[int]] = [[]]
    for at, number in enumerate(numbers):
        rising = [run for run in runs if not run or numbers[run[-1]] < number]
        longest = max(rising, key=_length)
        runs.append([*longest, at])
    best = max(runs, key=_length)
    return set(best)


def _length(run: Sequence[int]) -> int:
    return len(run)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
