"""How the chain of the trail is recomputed. Pure: no queries."""

import hashlib
from collections.abc import Iterable
from datetime import UTC

from trail.models import Entry


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 that this entry must carry, given the hash of the one before it."""
    parts = [
        entry.previous_hash,
        str(entry.number),
        entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "" if entry.by_id is None else str(entry.by_id),
        entry.on_behalf_of,
        entry.capacity,
        entry.act,
        entry.sentence,
        entry.object_type,
        entry.object_id,
        entry.object_sha256,
        entry.facts,
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def broken_links(entries: Iterable[Entry]) -> list[str]:
    """Return one Dutch sentence for every entry, in order of number, that breaks the chain."""
    broken = []
    number, previous = 0, ""
    for entry in entries:
        if entry.number != number + 1:
            broken.append(f"Vóór nummer {entry.number} ontbreken gebeurtenissen.")
        if entry.previous_hash != previous:
            broken.append(f"Nummer {entry.number} sluit niet aan op de vorige gebeurtenis.")
        if entry_hash(entry) != entry.hash:
            broken.append(f"Nummer {entry.number} is gewijzigd.")
        number, previous = entry.number, entry.hash
    return broken
