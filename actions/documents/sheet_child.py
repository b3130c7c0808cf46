"""
The process that reads a spreadsheet: `python -m … CPU_SECONDS MEMORY_BYTES`.

Reads the file on stdin and writes what is in its cells as JSON on stdout. Everything it needs is
loaded first; then it binds itself to its limits, among them that it opens nothing any more: no
file, no program and no connection. Only then it reads a byte.
"""

import io
import json
import os
import resource
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

from actions.documents import sheet_csv, sheet_ods, sheet_xlsx
from actions.documents.sheet_container import is_ods, opened
from actions.documents.sheet_facts import Facts
from actions.documents.sheet_refusals import Refusal, UnreadableSheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0")
_ALPHABETS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437")
_STREAMS = 3
MOST_TEXT = 5_000_000  # characters in all sheets together: what comes out is read by the web


def limit(cpu_seconds: int, memory: int) -> None:
    """Bind this process; the kernel keeps it."""
    for kind, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _STREAMS),
    ):
        resource.setrlimit(kind, (most, most))


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets. :raises UnreadableSheet: with what to do."""
    if not data.strip():
        raise UnreadableSheet(Refusal.EMPTY)
    if data.startswith(_OLE):
        raise UnreadableSheet(Refusal.LOCKED if _ENCRYPTED in data else Refusal.OLD)
    if data.lstrip()[:4].startswith(_MARKUP):
        raise UnreadableSheet(Refusal.WEB_PAGE)
    if not data.startswith(b"PK"):
        facts, rows = sheet_csv.rows_of(data)
        if _length(rows) > MOST_TEXT:
            raise UnreadableSheet(Refusal.TOO_MUCH)
        return [_sheet(facts, rows)]
    return _read_book(data)


def _read_book(data: bytes) -> list[dict[str, Any]]:
    with opened(data) as archive:
        sheets = (sheet_ods if is_ods(archive) else sheet_xlsx).facts_of(archive)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    read_in, text = [], 0
    for facts in sheets:
        sheet = book.get_sheet_by_name(facts.name) if facts.cells else None
        rows = sheet.to_python(skip_empty_area=False) if sheet else []
        text += _length(rows)
        if text > MOST_TEXT:
            raise UnreadableSheet(Refusal.TOO_MUCH)
        read_in.append(_sheet(facts, rows))
    return read_in


def _length(rows: Sequence[Sequence[Any]]) -> int:
    return sum(len(value) for row in rows for value in row if isinstance(value, str))


def _sheet(facts: Facts, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return {
        "name": facts.name,
        "is_hidden": facts.is_hidden,
        "cells": facts.cells,
        "hidden_rows": sorted(facts.hidden_rows),
        "hidden_columns": sorted(facts.hidden_columns),
        "merged": facts.merged,
        "remarks": facts.remarks,
        "oddities": [[*place, oddity] for place, oddity in facts.oddities.items()],
        "rows": [[_plain(value) for value in row] for row in rows],
    }


def _plain(value: object) -> object:
    """Return a value as JSON has it; a day is {"day": …}, and what else is no value {"odd": …}."""
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return {"day": value.date().isoformat()} if is_day else {"odd": "een dag met een tijd"}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time | timedelta):
        return {"odd": "een tijd"}
    return None if value == "" else value


def answer(data: bytes) -> str:
    """Return the sheets or the refusal as JSON, whatever the file does."""
    try:
        return json.dumps({"sheets": read(data)})
    except UnreadableSheet as fault:
        return _refused(fault.refusal, fault.place)
    except MemoryError:
        return _refused(Refusal.TOO_MUCH)
    except Exception:  # noqa: BLE001  # whatever breaks it, it cannot be read
        return _refused(Refusal.UNREADABLE)
    except BaseException:  # noqa: BLE001  # the reader of values panics when memory runs out
        return _refused(Refusal.TOO_MUCH)


def _refused(refusal: Refusal, place: str = "") -> str:
    return json.dumps({"refusal": refusal.name, "place": place})


def main() -> None:
    """Load what is needed, bind this process, and answer; what goes wrong inside is not told."""
    for alphabet in _ALPHABETS:
        "".encode(alphabet)
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(answer(sys.stdin.buffer.read()))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
