"""The files of the project, and its Python read as trees."""

import ast
import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SETUP = tomllib.loads((PROJECT / "pyproject.toml").read_text())

ROOMS = SETUP["tool"]["importlinter"]["root_packages"]
APPS = SETUP["tool"]["importlinter"]["contracts"][1]["containers"]
TOOLS = ["devstack", "benchmarks", "scripts"]

NOT_OURS = {
    *(".git", ".venv", "var", "node_modules", "__pycache__", "vendor", "build"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"),
}


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Return our own files with these endings; nothing that was vendored, built or cached."""
    return tuple(sorted(_files_in(PROJECT, endings)))


def _files_in(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    found = []
    for path in folder.iterdir():
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            found += _files_in(path, endings)
        elif path.name.endswith(endings):
            found.append(path)
    return found


@cache
def modules() -> tuple[Path, ...]:
    """Return the Python files of the rooms and the tools, without tests and migrations."""
    return tuple(
        path
        for path in files(".py")
        if parts(path)[0] in {*ROOMS, *TOOLS} and "migrations" not in path.parts
    )


def parts(path: Path) -> tuple[str, ...]:
    """Return the path inside the project, in pieces."""
    return path.relative_to(PROJECT).parts


def name(path: Path) -> str:
    """Return the path inside the project, as a sentence shows it."""
    return str(path.relative_to(PROJECT))


@cache
def tree(path: Path) -> ast.Module:
    """Return the module as a syntax tree."""
    return ast.parse(path.read_text(), name(path))
