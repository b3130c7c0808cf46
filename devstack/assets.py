"""Collect the static files, and again only when they changed."""

import hashlib
from collections.abc import Mapping

from devstack.bootstrap import LOCK
from devstack.children import manage
from devstack.places import PROJECT, Place


def collect_static(place: Place, environment: Mapping[str, str]) -> None:
    """Have the collected files at this place."""
    stamp, wanted = place.root / "static-from", _fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        manage(["collectstatic", "--no-input"], environment=environment)
        stamp.write_text(wanted)


def _fingerprint() -> str:
    """Return a hash that changes with our static files, and with the packages that bring others."""
    digest = hashlib.sha256(LOCK.read_bytes())
    for path in sorted([*PROJECT.glob("static/**/*"), *PROJECT.glob("*/static/**/*")]):
        state = path.stat()
        digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
