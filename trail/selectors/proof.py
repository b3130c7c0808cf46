"""Whether the trail is what it was: the chain, its anchors, and the rows of which it speaks."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from trail import store
from trail.models import Anchor, Entry
from trail.querysets import fact_models, standing_facts
from trail.rules import (
    Head,
    broken_links,
    fingerprints_in,
    lost_heads,
    row_name,
    row_sha256,
)

CHUNK = 2000
ROW, FILE = "Het anker in de database", "Het ankerbestand"


def faults(*, kept: Sequence[Head] = ()) -> list[str]:
    """
    Return a Dutch sentence for everything that was changed, removed or inserted past the portal.

    `kept` are anchors that somebody kept elsewhere. Reads each table once, in chunks.
    """
    rows, files = _anchor_rows(), _anchor_files()
    heads = [*rows.values(), *(head for head in files.values() if head), *kept]
    hashes, fingerprints = {0: ""}, dict[str, str]()
    return [
        *broken_links(_watched({head.number for head in heads}, hashes, fingerprints)),
        *lost_heads(heads, hashes),
        *_unlike(rows, files),
        *_changed_rows(fingerprints),
    ]


def faults_in_chain() -> list[str]:
    """Return a Dutch sentence for every changed, removed or inserted entry."""
    return broken_links(Entry.objects.chained().iterator(chunk_size=CHUNK))


def chain_length() -> int:
    """Return how many entries the chain has."""
    return Entry.objects.count()


def _watched(
    numbers: set[int], hashes: dict[int, str], fingerprints: dict[str, str]
) -> Iterator[Entry]:
    """Pass the entries on; note the hash of these numbers and the last fingerprint of each row."""
    for entry in Entry.objects.chained().iterator(chunk_size=CHUNK):
        if entry.number in numbers:
            hashes[entry.number] = entry.hash
        fingerprints.update(fingerprints_in(entry))
        yield entry


def _changed_rows(fingerprints: dict[str, str]) -> Iterator[str]:
    """
    Compare all rows with their last fingerprints; what is left over is missing.

    Only rows that may not change: what may change is told by the entries alone.
    """
    names = {model._meta.label_lower: str(model._meta.verbose_name) for model in fact_models()}
    for model in fact_models():
        label, key = model._meta.label_lower, model._meta.pk.attname
        for columns in standing_facts(model).iterator(chunk_size=CHUNK):
            name = row_name(label, columns[key])
            known = fingerprints.pop(name, None)
            if known is None:
                yield _sentence(names, name, "is toegevoegd zonder handeling.")
            elif known != row_sha256(columns):
                yield _sentence(names, name, "is gewijzigd buiten het portaal om.")
    missing = (name for name in fingerprints if name.partition(":")[0] in names)
    yield from (_sentence(names, name, "ontbreekt.") for name in missing)


def _sentence(names: dict[str, str], name: str, fault: str) -> str:
    label, _, key = name.partition(":")
    return f"De rij {key} van ‘{names[label]}’ ({name}) {fault}"


def _anchor_rows() -> dict[date, Head]:
    return {
        anchor.day: Head(anchor.day, anchor.number, anchor.hash, ROW)
        for anchor in Anchor.objects.iterator(chunk_size=CHUNK)
    }


def _anchor_files() -> dict[date, Head | None]:
    """Return what the file of each day says; None if it cannot be read."""
    return {day: _read(day, content) for day, content in store.kept()}


def _read(day: date, content: bytes) -> Head | None:
    try:
        facts = json.loads(content)
        return Head(day, int(facts["number"]), str(facts["hash"]), FILE)
    except (ValueError, KeyError, TypeError):
        return None


def _unlike(rows: dict[date, Head], files: dict[date, Head | None]) -> Iterator[str]:
    """Give a sentence for each day on which the row and the file do not say the same."""
    for day in sorted(rows.keys() | files.keys()):
        row, file = rows.get(day), files.get(day)
        if day not in files:
            yield f"Bij het anker van {day} ontbreekt het bestand."
        elif row is None:
            yield f"Het anker van {day} ontbreekt in de database; het bestand is er nog."
        elif file is None:
            yield f"Het ankerbestand van {day} is onleesbaar."
        elif (row.number, row.hash) != (file.number, file.hash):
            yield f"Het ankerbestand van {day} zegt iets anders dan de database."
