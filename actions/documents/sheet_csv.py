"""The rows of a CSV file, in whatever alphabet and with whatever delimiter it was saved."""

import codecs
import csv
import io
import re

from actions.documents.sheet_facts import LAST_ROW, Facts
from actions.documents.sheet_refusals import Refusal, UnreadableSheet

LONGEST_CELL = 100_000  # characters
_DELIMITERS = ";,\t"
_LOOKED_AT = 20  # lines
_NAMED = "sep="
_MARKED = re.compile("'(?=[=+@\\t\\r-])")  # how our own files mark text that looks like a formula


def rows_of(data: bytes) -> tuple[Facts, list[list[str]]]:
    """Return the rows, all of it text. :raises UnreadableSheet: with the line."""
    csv.field_size_limit(LONGEST_CELL)
    text = _decode(data)
    first, _, rest = text.partition("\n")
    if is_named := first.strip().lower().startswith(_NAMED):
        delimiter = first.strip()[len(_NAMED) :] or "\t"
        rows = _read(rest, delimiter)
    else:
        rows = _read(text, _likely(text))
    facts = Facts("CSV")
    rows = [[], *rows] if is_named else rows
    for number, row in enumerate(rows, start=1):
        if any(row):
            facts.count(number, max(at for at, cell in enumerate(row, start=1) if cell))
    return facts, rows


def _decode(data: bytes) -> str:
    try:
        text = data.decode(_alphabet(data))
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text or "\ufffd" in text:
        raise UnreadableSheet(Refusal.ALPHABET)
    return text


def _alphabet(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" else "utf-8-sig"


def _likely(text: str) -> str:
    """Return the delimiter that stands most often in one of the first lines."""
    lines = text.splitlines()[:_LOOKED_AT]
    most = {mark: max((line.count(mark) for line in lines), default=0) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=most.__getitem__)


def _read(text: str, delimiter: str) -> list[list[str]]:
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UnreadableSheet(Refusal.UNREADABLE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(
                [_MARKED.sub("", cell, count=1) if _MARKED.match(cell) else cell for cell in row]
            )
            if len(rows) > LAST_ROW:
                raise UnreadableSheet(Refusal.FAR, f"rij {LAST_ROW + 1}")
    except csv.Error as error:
        is_long = "limit" in str(error)
        line = f"rij {len(rows) + 1}"
        raise UnreadableSheet(Refusal.LONG if is_long else Refusal.QUOTE, line) from error
    return rows
