"""
Anchors as files outside the database: `anchors/2026-11-23.json` in the default storage.

A file is complete or absent, and is never overwritten: it is written aside, forced to disk and only
then given its name, which must still be free.
"""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import default_storage

FOLDER = "anchors"
NAME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})\.json")


class AnchorDiffers(Exception):
    """There is a file for this day, and it says something else."""

    def __init__(self, day: date) -> None:
        super().__init__(f"Het ankerbestand van {day} bestaat al, met een andere inhoud.")


def put(day: date, content: bytes) -> None:
    """Keep the content for this day; the same once more changes nothing. :raises AnchorDiffers:"""
    path = Path(default_storage.path(_name(day)))
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".tmp") as aside:
        aside.write(content)
        aside.flush()
        os.fsync(aside.fileno())
        try:
            path.hardlink_to(aside.name)
        except FileExistsError as clash:
            if path.read_bytes() != content:
                raise AnchorDiffers(day) from clash


def kept() -> Iterator[tuple[date, bytes]]:
    """Return every day with the content of its file, in order."""
    if not default_storage.exists(FOLDER):
        return
    for name in sorted(default_storage.listdir(FOLDER)[1]):
        if found := NAME.fullmatch(name):
            with default_storage.open(f"{FOLDER}/{name}") as file:
                yield date.fromisoformat(found["day"]), file.read()


def _name(day: date) -> str:
    return f"{FOLDER}/{day.isoformat()}.json"
