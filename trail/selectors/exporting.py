"""The trail as a file: for a spreadsheet, or to recompute the chain without the portal."""

import csv
import io
import json
from collections.abc import Iterator

from dutch.moments import local
from trail.models import Entry
from trail.querysets import EntryQuerySet
from trail.rules import moment_text
from trail.selectors.lines import about_of, who_of

CHUNK = 2000
BOM = "\ufeff"  # tells a spreadsheet that this is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADING = [
    "nummer",
    "moment",
    "door",
    "namens",
    "hoedanigheid",
    "handeling",
    "onderwerp",
    "controlegetal van het onderwerp",
    "herkomst",
    "vorig controlegetal",
    "controlegetal",
]


def csv_rows(entries: EntryQuerySet) -> Iterator[str]:
    """Give the entries as lines of CSV with semicolons, that no spreadsheet takes for a formula."""
    yield BOM + csv_line(HEADING)
    for entry in _streamed(entries):
        yield csv_line(
            [
                str(entry.number),
                local(entry.at).isoformat(),
                who_of(entry),
                entry.on_behalf_of,
                entry.capacity,
                entry.sentence,
                about_of(entry),
                entry.object_sha256,
                entry.origin,
                entry.previous_hash,
                entry.hash,
            ]
        )


def json_pieces(entries: EntryQuerySet) -> Iterator[str]:
    """Give the entries as a JSON list of objects that hold everything under their hashes."""
    before = "[\n"
    for entry in _streamed(entries):
        yield before + json.dumps(_facts(entry), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _streamed(entries: EntryQuerySet) -> Iterator[Entry]:
    return entries.select_related("by").chained().iterator(chunk_size=CHUNK)


def csv_line(cells: list[str]) -> str:
    """Return one line of CSV with semicolons; no spreadsheet takes a cell for a formula."""
    line = io.StringIO()
    safe = [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
    csv.writer(line, delimiter=";").writerow(safe)
    return line.getvalue()


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "previous_hash": entry.previous_hash,
        "number": entry.number,
        "at": moment_text(entry.at),
        "by": entry.by_id,
        "who": who_of(entry),
        "on_behalf_of": entry.on_behalf_of,
        "capacity": entry.capacity,
        "act": entry.act,
        "sentence": entry.sentence,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "object_sha256": entry.object_sha256,
        "facts": entry.facts,
        "organisation": entry.organisation_id,
        "region": entry.region_id,
        "origin": entry.origin,
        "hash": entry.hash,
    }
