"""
What stands in the XML of a sheet beside its values.

The reader of values gives an empty cell for an error and for a formula that was never worked out,
and says nothing of percentages or of what is hidden. It also lays a sheet out whole, from its
first cell to its last. So the XML is walked through before.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from actions.documents.sheet_refusals import Refusal, UnreadableSheet

LAST_ROW, LAST_COLUMN = 30_000, 200
MOST_CELLS = 500_000
MOST_MERGED = 1_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Attributes = dict[str, str]
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class Facts:
    """
    One sheet; rows and columns count from 1.

    `oddities` says by place what a value is: "formula" (worked out), "unworked" (not worked out),
    "percent", "scaled" (shown in thousands), or an error such as "#N/A".
    """

    name: str
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    oddities: dict[tuple[int, int], str] = field(default_factory=dict)
    cells: int = 0
    remarks: list[str] = field(default_factory=list)

    def merge(self, merged: Area) -> None:
        """Note merged cells; a thousand of them are messages enough."""
        if len(self.merged) < MOST_MERGED:
            self.merged.append(merged)

    def count(self, row: int, column: int, *, times: int = 1) -> None:
        """Count a cell with something in it. :raises UnreadableSheet: if it is one too many."""
        if row > LAST_ROW or column > LAST_COLUMN:
            place = f"cel {letters(column)}{row} van blad “{self.name}”"
            raise UnreadableSheet(Refusal.FAR, place)
        self.cells += times
        if self.cells > MOST_CELLS:
            raise UnreadableSheet(Refusal.TOO_MUCH)


def letters(column: int) -> str:
    """Return the name of a column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def position(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as `M7`. :raises ValueError: for another."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area(reference: str) -> Area:
    """Return the area of a reference such as `A1:C4`."""
    first, _, last = reference.partition(":")
    return (*position(first), *position(last or first))


Start = Callable[[str, Attributes], Any]
End = Callable[[str], Any]
Text = Callable[[str], Any]


def walk(
    xml: bytes, *, start: Start | None = None, end: End | None = None, text: Text | None = None
) -> None:
    """
    Go through XML; names are without their namespace, and no entity is ever expanded.

    :raises UnreadableSheet: if it defines its own entities, which no spreadsheet does.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if start:
        begin = start
        parser.StartElementHandler = lambda name, given: begin(name.rpartition(":")[2], given)
    if end:
        finish = end
        parser.EndElementHandler = lambda name: finish(name.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    parser.Parse(xml, True)  # noqa: FBT003  # expat takes it by place


def attribute(attributes: Attributes, name: str) -> str:
    """Return an attribute whatever its namespace, or ""."""
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "")


def _refuse_doctype(*_: object) -> None:
    raise UnreadableSheet(Refusal.TAMPERED, "het bevat eigen verwijzingen (DOCTYPE)")
