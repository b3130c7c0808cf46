"""The marks before the items of a list, and which of them is next in line."""

import re
from dataclasses import dataclass
from typing import NamedTuple, Self

_MARK = re.compile(
    r"(?:\(?(?:(?P<top>\d{1,2})(?:\.?(?P<letter>[a-z]))?|(?P<only>[a-z]))[.)]"
    r"|(?P<about>\d{1,2})\.(?P<argument>\d{1,2})\.?"
    r"|(?P<bullet>[-–•◦▪·*o\uf0b7]))\s+(?=\S)"
)
_MAY_SKIP = 2  # a list that misses a number is still a list


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What stands before an item: "1.", "2a.", "a)", "1.1" or a bullet.

    `length` counts the characters up to the text. `argument` is the second number of "1.1".
    """

    printed: str
    length: int
    top: int = 0
    letter: str = ""
    argument: int = 0

    @property
    def is_bullet(self) -> bool:
        return not self.top and not self.letter

    @property
    def is_certain(self) -> bool:
        """False for a mark that is also how people write a time or an amount, such as 13.30."""
        return not self.argument and not self.is_bullet


class Place(NamedTuple):
    """Where a list has come: the last number, its last letter, its last second number."""

    top: int = 0
    letter: str = ""
    argument: int = 0

    @property
    def number(self) -> str:
        return f"{self.top}{self.letter}"

    def after(self, mark: Mark | None) -> Self | None:
        """Return the place that this mark makes, or None if it is not next in line."""
        if mark is None or mark.is_bullet:
            return None
        if mark.argument:
            return self._argument(mark)
        if mark.top and not self._may_be_top(mark):
            return None
        return self._letter(mark) if mark.letter else type(self)(mark.top)

    def _may_be_top(self, mark: Mark) -> bool:
        lowest = self.top if mark.letter and self.top else self.top + 1
        return lowest <= mark.top < self.top + 1 + _MAY_SKIP

    def _letter(self, mark: Mark) -> Self | None:
        top = mark.top or self.top
        last = self.letter if top == self.top else ""
        expected = chr(ord(last) + 1) if last else "a"
        return type(self)(top, mark.letter) if top and mark.letter == expected else None

    def _argument(self, mark: Mark) -> Self | None:
        is_next = mark.top == self.top and mark.argument == self.argument + 1
        is_first = mark.top > self.top and mark.argument == 1
        return type(self)(mark.top, "", mark.argument) if is_next or is_first else None


def read_mark(line: str) -> Mark | None:
    """Return the mark that the line begins with, if any."""
    found = _MARK.match(line)
    if found is None:
        return None
    return Mark(
        printed=found.group().strip(),
        length=found.end(),
        top=int(found["top"] or found["about"] or 0),
        letter=found["letter"] or found["only"] or "",
        argument=int(found["argument"] or 0),
    )
