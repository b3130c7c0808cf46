"""Files by the hash of their content: complete or absent, and never trusted unread."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from files import store

CONTENT = b"%PDF-1.7 een bundel"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "files"


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_put_can_be_got():
    assert not store.has(SHA256)

    assert store.put(CONTENT) == SHA256

    assert store.has(SHA256)
    assert store.get(SHA256) == CONTENT


@pytest.mark.parametrize("content", [b"", b"\0", os.urandom(1 << 20)])
def test_any_bytes_come_back_as_they_were(content):
    assert store.get(store.put(content)) == content


def test_the_same_content_is_stored_once(folder):
    store.put(CONTENT)
    written = files(folder)[0].stat().st_mtime_ns

    store.put(CONTENT)

    assert [file.stat().st_mtime_ns for file in files(folder)] == [written]


def test_an_unknown_hash_is_not_found():
    with pytest.raises(FileNotFoundError):
        store.get("0" * 64)


@pytest.mark.parametrize("damage", [b"", CONTENT[:-1], CONTENT + b"!", b"iets anders"])
def test_damage_is_seen_at_reading(folder, damage):
    store.put(CONTENT)
    files(folder)[0].write_bytes(damage)

    with pytest.raises(store.Damaged, match=SHA256):
        store.get(SHA256)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "/etc/passwd", SHA256.upper(), SHA256 + "\n", "0" * 63]
)
def test_only_a_hash_is_a_name(name):
    for ask in (store.get, store.has):
        with pytest.raises(ValueError, match="not a SHA-256"):
            ask(name)


def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        store.put(CONTENT)

    assert files(folder) == []
    assert not store.has(SHA256)


def test_a_file_appears_only_when_it_is_complete(folder):
    """Limit the file size of a real process, so that the kernel stops it half-way."""
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from django.conf import settings; settings.configure(VAR_DIR=Path(sys.argv[1]))\n"
        "from files import store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "store.put(b'x' * 5000)\n"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program, str(folder.parent)],
        cwd=Path(store.__file__).parents[1],
        check=False,
    )

    assert answer.returncode < 0
    assert not store.has(hashlib.sha256(b"x" * 5000).hexdigest())
    assert all(file.suffix == ".tmp" for file in files(folder))
