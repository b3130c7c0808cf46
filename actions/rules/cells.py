"""
What one cell of the matrix says, packed in a few characters. Pure: no queries, no clock.

A cell is where the municipality stands now and on each later day on which that changes by itself:
`:later:own:MB:2019-03-01|2019-03-01:joins:own:MB:2019-03-01`. So a row that nobody touches is
right on any day from the one on which it was packed. Equal cells are equal texts, and what is
made of a cell is made once for all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from actions.models import ContributionKind, Pace
from actions.rules.joining import History, Joining, joins
from dutch.moments import format_date

LETTERS = {
    ContributionKind.PEOPLE: "M",
    ContributionKind.KNOWLEDGE: "K",
    ContributionKind.EXPERIENCE: "E",
    ContributionKind.BUDGET: "B",
}
KIND_OF = {letter: kind for kind, letter in LETTERS.items()}
SHORT = {  # in the order in which people count them
    Joining.JOINS: "mee",
    Joining.RESERVED: "mee, mits",
    Joining.LATER: "later",
    Joining.REQUESTED: "vraagt",
    Joining.FOLLOWS: "volgt",
    Joining.NOT_NOW: "nu niet",
    Joining.NO: "nee",
    Joining.LEFT: "gestopt",
    Joining.ASKED: "gevraagd",
    Joining.NOT_ASKED: "",
}
PACES = {Pace.AHEAD: "voorop", Pace.OWN: "eigen tempo"}  # the usual pace goes without saying
BRINGING = {Joining.JOINS, Joining.RESERVED, Joining.LATER, Joining.REQUESTED}
KEPT = 20_000  # different cells of which the parts are remembered


@dataclass(frozen=True, slots=True)
class Brought:
    """How fast, and with what: the letters of the kinds in one order."""

    pace: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a municipality stands on a day; `since` is the day from which its answer holds."""

    joining: Joining
    pace: str = ""
    kinds: str = ""
    since: date | None = None

    @property
    def short(self) -> str:
        """The word in the cell."""
        return SHORT[self.joining]

    @property
    def mark(self) -> str:
        """The letters of what it brings, and the pace where that is not the usual one."""
        return " ".join(filter(None, (self.kinds, PACES.get(Pace(self.pace)) if self.pace else "")))

    @property
    def more(self) -> str:
        """What a reader hears after the word: from when, how fast, and with what."""
        parts = ["onder voorbehoud"] if self.joining is Joining.RESERVED else []
        if self.since:
            parts.append(f"vanaf {format_date(self.since)}")
        if self.pace:
            parts.append(Pace(self.pace).label.lower())
        if self.kinds:
            parts.append(f"met {kinds_in_words(self.kinds)}")
        return ", ".join(parts)


EMPTY = Cell(Joining.NOT_ASKED)


def kinds_text(kinds: Iterable[str]) -> str:
    """Return the letters of these kinds, each once and always in the same order."""
    found = set(kinds)
    return "".join(letter for kind, letter in LETTERS.items() if kind in found)


def kinds_in_words(letters: str) -> str:
    """Return what the letters stand for, as in "menskracht, kennis en budget"."""
    words = [KIND_OF[letter].label.lower() for letter in letters]
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def packed(
    history: History, brought: Mapping[int, Brought], *, day: date, known_at: datetime
) -> str:
    """Return the cell as it is on `day` and will be, by what was known; empty if never asked."""
    later = sorted({said.valid_from for said in history.answers if said.valid_from > day})
    parts: list[tuple[str, str]] = []
    for from_day in (day, *later):
        text = _text(cell_on(history, brought, day=from_day, known_at=known_at))
        if not parts or parts[-1][1] != text:
            parts.append((from_day.isoformat() if parts else "", text))
    if [text for _, text in parts] == [_text(EMPTY)]:
        return ""
    return "|".join(f"{from_day}:{text}" for from_day, text in parts)


def cell_on(
    history: History, brought: Mapping[int, Brought], *, day: date, known_at: datetime
) -> Cell:
    """Return where the municipality stands on the day, by what was known at that moment."""
    joined = joins(history, day=day, known_at=known_at)
    said = joined.said
    if said is None:
        return Cell(joined.joining)
    if joined.joining not in BRINGING:
        return Cell(joined.joining, since=said.valid_from)
    with_what = brought.get(said.pk, Brought("", ""))
    return Cell(joined.joining, with_what.pace, with_what.kinds, said.valid_from)


def on_day(cells: str, day: str) -> str:
    """Return the part of a packed cell that holds on the day (ISO)."""
    if "|" not in cells:
        return cells
    holding = [part for part in cells.split("|") if part.partition(":")[0] <= day]
    return holding[-1]


@lru_cache(maxsize=KEPT)
def unpacked(part: str) -> Cell:
    """Return what a part of a packed cell says; the empty text is a cell that nobody filled."""
    if not part:
        return EMPTY
    _, joining, pace, kinds, since = part.split(":")
    return Cell(Joining(joining), pace, kinds, date.fromisoformat(since) if since else None)


def repacked(cell: Cell) -> str:
    """Return the packed text of one cell as it is on a day."""
    return "" if cell == EMPTY else f":{_text(cell)}"


def _text(cell: Cell) -> str:
    since = cell.since.isoformat() if cell.since else ""
    return f"{cell.joining.value}:{cell.pace}:{cell.kinds}:{since}"
