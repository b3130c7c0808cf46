"""
Files by the SHA-256 of their content, under `VAR_DIR/files`.

A file is complete or absent: it is written aside, forced to disk and then given its name. Nothing
is ever overwritten, for the name is the content.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{64}")


class Damaged(Exception):
    """The bytes under this hash are no longer the bytes that were stored."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"Het bestand {sha256} is beschadigd.")


def put(content: bytes) -> str:
    """Store the content and return its SHA-256; storing it twice changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not has(sha256):
        _write(_path(sha256), content)
    return sha256


def get(sha256: str) -> bytes:
    """Return the content. :raises FileNotFoundError: :raises Damaged: if it does not match."""
    content = _path(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(sha256)
    return content


def has(sha256: str) -> bool:
    """Return whether there is a file of this name; only `get` looks inside."""
    return _path(sha256).is_file()


def _path(sha256: str) -> Path:
    if not NAME.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256[:80]!r}")
    return Path(settings.VAR_DIR) / "files" / sha256[:2] / sha256


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Force the new name to disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
