"""Hold the lock files against what was asked: requirements/*.in against requirements/*.txt."""

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^(?P<name>[\w.\-]+)(\[[\w,.\-]+\])?==(?P<version>\S+)", re.MULTILINE)


def faults_in_lock_files(directory: Path) -> list[str]:
    """Return a sentence for each requirement, pin or pair of lock files that does not agree."""
    names = sorted(path.stem for path in directory.glob("*.in"))
    faults = [fault for name in names for fault in _faults_in(directory, name)]
    return faults + _differences(directory / "portal.txt", directory / "develop.txt")


def _faults_in(directory: Path, name: str) -> list[str]:
    lock = directory / f"{name}.txt"
    pins = pinned(lock)
    faults = [
        f"{name}.in asks {asked}, but {name}.txt has {pins.get(canonicalize_name(asked.name))}."
        for asked in _asked(directory / f"{name}.in")
        if not _satisfies(pins.get(canonicalize_name(asked.name)), asked)
    ]
    return faults + [f"{name}.txt has no hash for {pin}." for pin in _without_hash(lock)]


def _satisfies(version: str | None, asked: Requirement) -> bool:
    return version is not None and asked.specifier.contains(version)


def _asked(path: Path) -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def pinned(lock: Path) -> dict[str, str]:
    """Return the version of each package in a lock file, by its canonical name."""
    return {
        canonicalize_name(pin["name"]): pin["version"] for pin in PIN.finditer(lock.read_text())
    }


def _without_hash(lock: Path) -> list[str]:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    return [re.split(r"==|\[", entry)[0] for entry in entries if "--hash=sha256:" not in entry]


def _differences(portal: Path, develop: Path) -> list[str]:
    """What runs in production is what was tested."""
    tested = pinned(develop)
    return [
        f"{portal.name} has {name} {version}, {develop.name} has {tested.get(name)}."
        for name, version in pinned(portal).items()
        if tested.get(name) != version
    ]
