"""The servers a command needs: those in the environment, our lasting ones, or throw-away ones."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from devstack import CannotStart
from devstack.holds import Hold
from devstack.places import Place
from devstack.postgres import Postgres
from devstack.servers import Server
from devstack.valkey import Valkey

Environment = dict[str, str]


@dataclass(frozen=True)
class Stack:
    """
    Running servers of ours (perhaps none), and the environment of programs that use them.

    `owner` is the environment of who migrates. It differs where the portal has a role of its own.
    """

    place: Place
    servers: list[Server]
    environment: Environment
    owner: Environment

    @property
    def has_role(self) -> bool:
        """Say whether the portal logs in with a role that does not own the tables."""
        return self.owner != self.environment

    def keep_up(self) -> list[str]:
        """Start again what has died; return the names."""
        fallen = [server for server in self.servers if not server.is_running()]
        for server in fallen:
            server.start()
        return [server.name for server in fallen]


@contextmanager
def lasting_stack(place: Place) -> Iterator[Stack]:
    """
    Have the servers of `make run` up for as long as anyone uses them.

    DATABASE_URL and REDIS_URL in the environment come first; with a database that was given, the
    portal does everything as the role in its address. Who leaves last stops ours.

    :raises CannotStart: when a server does not start, or does not answer at the address given.
    """
    postgres = Postgres(place)
    wanted: dict[str, Server] = {"DATABASE_URL": postgres, "REDIS_URL": Valkey(place)}
    given = {name: os.environ[name] for name in wanted if os.environ.get(name)}
    for name, url in given.items():
        _require_answer(name, url)
    ours = {name: server for name, server in wanted.items() if name not in given}
    with _in_use(place, list(ours.values())):
        urls = given | {name: server.url for name, server in ours.items()}
        owner = _environment(place, urls)
        portal = {"DATABASE_URL": postgres.portal_url} if "DATABASE_URL" in ours else {}
        yield Stack(place, list(ours.values()), owner | portal, owner)


@contextmanager
def _in_use(place: Place, servers: list[Server]) -> Iterator[None]:
    with Hold(place.root / "users.lock") as users:
        try:
            with _one_at_a_time(place):
                users.share()
                for server in servers:
                    server.start()
            yield
        finally:
            with _one_at_a_time(place):
                if users.take():
                    _stop(servers)


@contextmanager
def _one_at_a_time(place: Place) -> Iterator[None]:
    with Hold(place.root / "starting.lock") as hold:
        hold.wait(seconds=120)
        yield


@contextmanager
def throw_away_stack(*, lasting: bool = False) -> Iterator[Stack]:
    """Have servers of our own, whatever the environment says, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="cultuurregio-", dir="/tmp") as root:
        Path(root).chmod(0o755)
        place = Place(Path(root))
        servers: list[Server] = [Postgres(place, lasting), Valkey(place, lasting)]
        with ExitStack() as running:
            for server in servers:
                running.callback(server.stop)
                server.start()
            urls = {"DATABASE_URL": servers[0].url, "REDIS_URL": servers[1].url}
            environment = _environment(place, urls)
            yield Stack(place, servers, environment, environment)


def _stop(servers: list[Server]) -> None:
    for server in reversed(servers):
        server.stop()


def _environment(place: Place, urls: Environment) -> Environment:
    """Return what settings.py reads: plain http, with the demo, unless we were told else."""
    ours = {
        "DEMO": "true",
        "EMAIL_URL": f"file:///{place.mail}",
        "HTTPS": "false",
        "SECRET_KEY": place.secret("secret_key"),
    }
    return ours | dict(os.environ) | urls | {"VAR_DIR": str(place.root)}


def _require_answer(name: str, url: str) -> None:
    try:
        _knock(name, url)
    except (psycopg.Error, redis.RedisError, OSError, ValueError) as reason:
        where = urlsplit(url).hostname or "there"
        raise CannotStart(f"{name} is set, but no server answers at {where}.") from reason


def _knock(name: str, url: str) -> None:
    if name == "DATABASE_URL":
        psycopg.connect(url, connect_timeout=5).close()
        return
    with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
        client.ping()
