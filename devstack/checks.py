"""`make check`: everything that can be known without running the tests."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from devstack.bootstrap import say
from devstack.pins import faults_in_lock_files
from devstack.places import PROJECT
from devstack.stack import throw_away_stack

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
CHECKS: dict[str, list[str | Path]] = {
    "ruff": [BIN / "ruff", "check"],
    "formatting": [BIN / "ruff", "format", "--check"],
    "types": [BIN / "mypy"],
    "rooms and layers": [BIN / "lint-imports"],
    "templates": [BIN / "djlint", ".", "--lint", "--check", "--quiet"],
    "migrations made": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}


def check(_arguments: list[str]) -> int:
    """Run every check, show what fails, and return 1 when anything did."""
    with throw_away_stack() as stack:
        production = stack.environment | {"HTTPS": "true", "DEMO": "false"}
        failed = [name for name in CHECKS if not _passes(name, production)]
    faults = faults_in_lock_files(PROJECT / "requirements")
    for fault in faults:
        say(fault)
    say(f"{'ok    ' if not faults else 'FAILED'} lock files")
    return 1 if failed or faults else 0


def _passes(name: str, environment: Mapping[str, str]) -> bool:
    done = subprocess.run(
        CHECKS[name], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    if not passed:
        say(f"{done.stdout}{done.stderr}")
    say(f"{'ok    ' if passed else 'FAILED'} {name}")
    return passed
