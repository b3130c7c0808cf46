"""Read a spreadsheet that somebody hands in: in a child that cannot do harm."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from actions.documents.sheet_refusals import Refusal, UnreadableSheet
from actions.rules.sheets import Cell, NoValue

LARGEST = 5_000_000  # bytes
PROCESSOR_SECONDS = 15
MEMORY = 700 << 20  # bytes
_SECONDS = 30  # on the clock, where other work is going on
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-E", "-s", "-m", "actions.documents.sheet_child")


Place = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its values as they were saved; see `sheet_facts.Facts` for `oddities`."""

    name: str
    is_hidden: bool
    is_blank: bool
    rows: list[list[Cell]]
    oddities: Mapping[Place, str]
    merged: list[tuple[int, int, int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    remarks: list[str]


def read_sheets(data: bytes) -> list[Sheet]:
    """
    Return the sheets of an .xlsx, .ods or .csv; what it is shows from its bytes.

    Nothing is worked out: of a formula its saved outcome is read, and "formula" is its oddity.

    :raises UnreadableSheet: with one Dutch sentence that says what to do.
    """
    if not data:
        raise UnreadableSheet(Refusal.EMPTY)
    if len(data) > LARGEST:
        raise UnreadableSheet(Refusal.TOO_LARGE)
    answer = json.loads(_ask(data))
    if "refusal" in answer:
        raise UnreadableSheet(Refusal[answer["refusal"]], answer["place"])
    return [_sheet(sheet) for sheet in answer["sheets"]]


def _ask(data: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # every word is ours; the file is its input
            [*_COMMAND, str(PROCESSOR_SECONDS), str(MEMORY)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            cwd=_ROOT,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableSheet(Refusal.TOO_MUCH) from error
    if done.returncode < 0:  # ended by the kernel
        raise UnreadableSheet(Refusal.TOO_MUCH)
    if done.returncode:
        raise UnreadableSheet(Refusal.UNREADABLE)
    return done.stdout


def _sheet(said: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=said["name"],
        is_hidden=said["is_hidden"],
        is_blank=not said["cells"],
        rows=[[_cell(value) for value in row] for row in said["rows"]],
        oddities={(row, column): oddity for row, column, oddity in said["oddities"]},
        merged=[(a, b, c, d) for a, b, c, d in said["merged"]],
        hidden_rows=frozenset(said["hidden_rows"]),
        hidden_columns=frozenset(said["hidden_columns"]),
        remarks=said["remarks"],
    )


def _cell(value: Any) -> Cell:  # noqa: ANN401  # as JSON has it
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]  # text, number, boolean or None
    return date.fromisoformat(value["day"]) if "day" in value else NoValue(value["odd"])
