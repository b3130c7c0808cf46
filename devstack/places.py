"""Where data, sockets, secrets and logs lie, and on whose account servers run."""

import hashlib
import os
import pwd
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from devstack import CannotStart

PROJECT = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"


class Account(TypedDict, total=False):
    """The arguments with which `subprocess` starts a program on another account."""

    user: int
    group: int
    extra_groups: list[int]


def server_account() -> Account:
    """Return the account of the servers: ours, or `nobody` for root (PostgreSQL refuses root)."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@dataclass(frozen=True)
class Place:
    """The directory of one set of servers and one portal."""

    root: Path

    def __post_init__(self) -> None:
        own_directory(self.root, mode=0o755)

    def server_home(self, name: str) -> Path:
        """Return the private directory of one server, on the account it runs on."""
        return server_directory(self.root / name)

    def sockets(self) -> Path:
        """Return a private directory whose path is short enough for a socket."""
        path = self.root / "sockets"
        if len(f"{path}{LONGEST_SOCKET_NAME}") > SOCKET_PATH_LIMIT:
            path = Path(f"/tmp/cultuurregio-{_short_hash(self.root)}")  # noqa: S108  owner is checked
        return server_directory(path)

    def secret(self, name: str) -> str:
        """Return a secret that is made once and kept for us alone."""
        path = self.root / name
        if not path.exists():
            part = path.with_suffix(f".{os.getpid()}")
            part.touch(mode=0o600)
            part.write_text(secrets.token_urlsafe(48))
            part.rename(path)
        return path.read_text()

    @property
    def logs(self) -> Path:
        """The directory of the logs."""
        return own_directory(self.root / "log", mode=0o755)

    @property
    def mail(self) -> Path:
        """The directory in which mail lands: it holds links that give access."""
        return own_directory(self.root / "mail", mode=0o700)


def lasting_place() -> Place:
    """Return the place of `make run`: VAR_DIR, or else `default_root`."""
    return Place(Path(os.environ.get("VAR_DIR") or default_root()).resolve())


def default_root() -> Path:
    """Return var/ in the project, or for root a directory that `nobody` can walk to."""
    if os.geteuid() != 0:
        return PROJECT / "var"
    return Path(f"/var/tmp/cultuurregio-{_short_hash(PROJECT)}")  # noqa: S108  owner is checked


def own_directory(path: Path, *, mode: int) -> Path:
    """Make a directory of ours. :raises CannotStart: when it is there and someone else's."""
    return _directory(path, mode=mode, owner=os.geteuid())


def server_directory(path: Path) -> Path:
    """Make a directory that only the servers' account enters."""
    account = server_account()
    return _directory(path, mode=0o700, owner=account.get("user", os.geteuid()))


def _directory(path: Path, *, mode: int, owner: int) -> Path:
    if not path.exists():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
        os.chown(path, owner, -1)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise CannotStart(f"{path} is not a directory of account {owner}: remove it.")
    return path


def _short_hash(path: Path) -> str:
    return hashlib.sha256(bytes(path)).hexdigest()[:8]
