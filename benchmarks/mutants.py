"""
How many ways of weakening access the tests notice.

Each mutant has one decorator or one filter less. A process of its own asks the rows of the matrix
on it; if they see nothing, the fast tests of access run on it in a copy of the tree, on a database
of their own. `MUTANTS="decisions/views profiles"` looks at files that begin so.
"""

import gc
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.db import transaction

from benchmarks.equivalent import EQUIVALENT
from benchmarks.forked import notices
from benchmarks.weakening import Mutant, mutants_in
from tests.matrix.addresses import addresses
from tests.matrix.test_cells import test_every_cell
from tests.matrix.world import World, surroundings

PROJECT = Path(__file__).resolve().parents[1]
NOT_COPIED = shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__", "docs")
ALWAYS = ["tests/matrix/test_people.py", "tests/municipalities/test_access.py"]
VIEWS = {name: address.view for name, address in addresses().items()}
PAGES = re.compile(r"(view|selector|form|queryset)")
GROUND = {"municipalities", "notices", "trail"}  # apps that others ask who may see what
LONGEST = 600  # seconds; a mutant that hangs is noticed too


def run() -> None:
    """Print every survivor, and how many mutants the tests noticed."""
    began = time.monotonic()
    chosen = tuple(os.environ.get("MUTANTS", "").split()) or ("",)
    mutants = [mutant for mutant in mutants_in(PROJECT) if mutant.path.startswith(chosen)]
    same = [mutant for mutant in mutants if _key(mutant) in EQUIVALENT]
    tried = [mutant for mutant in mutants if mutant not in same]
    survivors = _survivors_of_tests(_survivors_of_matrix(tried))
    for mutant in survivors:
        print(f"SURVIVES    {mutant}")
    for mutant in same:
        print(f"equivalent  {mutant} ({EQUIVALENT[_key(mutant)]})")
    killed = len(tried) - len(survivors)
    print(f"{killed} of {len(tried)} mutants killed ({killed / max(len(tried), 1):.1%}), ", end="")
    print(f"{len(same)} equivalent, in {time.monotonic() - began:.0f} s\n")


def _survivors_of_matrix(mutants: list[Mutant]) -> list[Mutant]:
    """Return the mutants on which the rows of the matrix that could tell see nothing wrong."""
    with TemporaryDirectory() as files, surroundings(Path(files)), transaction.atomic():
        world = World()
        gc.freeze()
        rows = {name for mutant in mutants for name in _rows_of(mutant)}
        for name in sorted(rows):
            test_every_cell(world, name, _ignore)
        survivors = [mutant for mutant in mutants if not _is_noticed(mutant, world)]
        transaction.set_rollback(True)
    return survivors


def _is_noticed(mutant: Mutant, world: World) -> bool:
    def look() -> None:
        for name in _rows_of(mutant):
            test_every_cell(world, name, _ignore)

    noticed = notices(mutant, (PROJECT / mutant.path).read_bytes(), look)
    print(f"{'killed' if noticed else 'not by the matrix':18}{mutant}", flush=True)
    return noticed


def _ignore(_name: str, _value: object) -> None:
    """Stand in for what pytest does with a property."""


def _survivors_of_tests(mutants: list[Mutant]) -> list[Mutant]:
    """Return the mutants on which the tests of their app pass too, each in a copy of the tree."""
    if not mutants:
        return []
    with TemporaryDirectory(prefix="mutants-") as place:
        copy = Path(place) / "tree"
        shutil.copytree(PROJECT, copy, ignore=NOT_COPIED)
        everything = {test for mutant in mutants for test in _tests_for(mutant)}
        if not _passes(copy, sorted(everything), fresh=True):
            sys.exit("The tests fail on the tree as it is: first make them pass.")
        return [mutant for mutant in mutants if _survives(copy, mutant)]


def _survives(copy: Path, mutant: Mutant) -> bool:
    file = copy / mutant.path
    source = file.read_bytes()
    file.write_bytes(mutant.applied_to(source))
    try:
        survives = _passes(copy, _tests_for(mutant))
    finally:
        file.write_bytes(source)
    print(f"{'not by the tests' if survives else 'killed':18}{mutant}", flush=True)
    return survives


def _passes(copy: Path, tests: list[str], *, fresh: bool = False) -> bool:
    """Tell whether these tests pass."""
    options = ["-x", "-q", "-p", "no:xdist", "--create-db" if fresh else "--reuse-db"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    try:
        done = subprocess.run(  # noqa: S603  # our own tests
            command, cwd=copy, env=_environment(), capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _environment() -> dict[str, str]:
    """Return our environment, with the name of a database of its own and nothing left behind."""
    ours = urlsplit(os.environ["DATABASE_URL"])
    theirs = ours._replace(path=f"{ours.path}_mutants").geturl()
    return os.environ | {"DATABASE_URL": theirs, "PYTHONDONTWRITEBYTECODE": "1"}


def _rows_of(mutant: Mutant) -> list[str]:
    """Return the rows of the matrix that ask the view itself, or else those of its app."""
    app, module = mutant.path.partition("/")[0], mutant.path.removesuffix(".py").replace("/", ".")
    own = [n for n, v in VIEWS.items() if (v.__module__, v.__name__) == (module, mutant.function)]
    return own or [n for n in VIEWS if app in GROUND or n.startswith(f"{app}:")]


def _tests_for(mutant: Mutant) -> list[str]:
    """Return the fast tests of access, those of the app first."""
    return [*_tests_of(mutant.path.partition("/")[0]), *ALWAYS]


def _tests_of(app: str) -> list[str]:
    """Return the tests of the pages of the app, or of all apps for what all apps stand on."""
    folder = PROJECT / "tests" / ("" if app in GROUND else app)
    found = [file.relative_to(PROJECT).as_posix() for file in folder.rglob("test_*.py")]
    return sorted(path for path in found if PAGES.search(path))


def _key(mutant: Mutant) -> tuple[str, str, str]:
    """Return what names a mutant whatever line it stands on."""
    return mutant.path, mutant.function, mutant.what
