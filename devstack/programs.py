"""Find the programs that the wheels bring, and start them."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from devstack.holds import Hold
from devstack.places import default_root, own_directory, server_account

Command = Sequence[str | Path]


@cache
def wheel_directory(package: str) -> Path:
    """Return where a package lies, or a copy of it that the servers' account can reach."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    original = Path(found.origin).parent
    return original if _reaches(original / "__init__.py") else _copy(original)


def _reaches(path: Path) -> bool:
    """Say whether the servers' account can read a file: it cannot below /root."""
    command = ["/usr/bin/test", "-r", str(path)]
    return subprocess.run(command, check=False, **server_account()).returncode == 0


def _copy(original: Path) -> Path:
    """Copy a package and its shared libraries, whole or not at all."""
    version = importlib.metadata.version(original.name)
    programs = own_directory(default_root(), mode=0o755) / "programs"
    target = own_directory(programs, mode=0o755) / f"{original.name}-{version}"
    if not target.exists():
        part = target.with_suffix(f".{os.getpid()}")
        for part_name in (original.name, f"{original.name}.libs"):
            source = original.with_name(part_name)
            if source.exists():
                shutil.copytree(source, part / part_name)
        part.chmod(0o755)
        part.rename(target)
    return target / original.name


def start_server(
    command: Command, *, log: Path, hold: Hold, outlives_us: bool
) -> subprocess.Popen[bytes]:
    """
    Start a server that keeps `hold` for as long as it, or a process of it, lives.

    It gets a session of its own, so that Ctrl-C reaches only us and servers stop last.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            command if outlives_us else with_our_life(command),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[hold.descriptor],
            start_new_session=True,
            **server_account(),
        )


def with_our_life(command: Command) -> Command:
    """Return the command that makes a program end when we end, even when we are killed."""
    return ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--", *command]
