"""`make run`: the whole portal on this machine, from nothing to a bundle, until Ctrl-C."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from devstack import CannotStart
from devstack.assets import collect_static
from devstack.bootstrap import say
from devstack.children import Child, manage
from devstack.holds import Hold
from devstack.places import Place, lasting_place
from devstack.postgres import PORTAL
from devstack.stack import Environment, Stack, lasting_stack

HOST = "127.0.0.1"
EXAMPLE = "twente"


def run() -> None:
    """Serve the portal until a signal ends it. :raises CannotStart: with what stands in the way."""
    place, port = lasting_place(), _port()
    with _only_one(place, port), lasting_stack(place) as stack:
        say(f"Servers are up; their data lie in {place.root}.")
        migrate(stack)
        collect_static(place, stack.environment)
        say("Database and static files are ready.")
        environment = {"PORTAL_URL": f"http://{HOST}:{port}"} | stack.environment
        with running(programs(place, port, environment)) as children:
            # Load the example and make its bundle, as far as they are not there.
            manage(["prepare_example", EXAMPLE], environment=stack.environment, shown=True)
            _wait_for_web(children[-1], port)
            say(f"Mail: {_mail(stack)}   logs: {place.logs}")
            say(f"Portal: http://{HOST}:{port}   stop: Ctrl-C")
            _watch(stack, children)


def migrate(stack: Stack) -> None:
    """Migrate, and let the role of the portal do what it needs with the tables that are there."""
    if stack.has_role:
        manage(["grant_portal", PORTAL, "--migrate"], environment=stack.owner)
    else:
        manage(["migrate", "--no-input"], environment=stack.owner)


def _mail(stack: Stack) -> str:
    """Return where mail goes: a folder of ours, unless we were told else."""
    given = os.environ.get("EMAIL_URL")
    return "as EMAIL_URL says" if given else str(stack.place.mail)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004  what a port is
        raise CannotStart(f"PORT is {text!r}, which is not a port number.")
    return int(text)


@contextmanager
def _only_one(place: Place, port: int) -> Iterator[None]:
    """Keep a second run out, and wait a moment for the programs of a killed one to leave."""
    with Hold(place.root / "run.lock") as hold:
        if not hold.take():
            raise CannotStart(f"The portal already runs (process {hold.holder}), see its terminal.")
        hold.name(str(os.getpid()))
        _wait_for_port(port)
        yield


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 3
    while not _is_free(port):
        if time.monotonic() > deadline:
            raise CannotStart(
                f"Port {port} is taken by another program: end it, "
                f"or choose another port with PORT={port + 1} make run."
            )
        time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def programs(place: Place, port: int, environment: Environment) -> list[Child]:
    """Return what runs beside us, in the order in which it starts."""
    celery = [sys.executable, "-m", "celery", "-A", "cultuurregio"]
    commands = {
        "worker": [*celery, "worker", "--concurrency", "2"],
        "beat": [*celery, "beat", "--schedule", str(place.root / "beat-schedule")],
        "web": [
            *(sys.executable, "-m", "gunicorn", "cultuurregio.wsgi", "--bind", f"{HOST}:{port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            "--no-control-socket",
        ],
    }
    return [
        Child(name, command, place.logs / f"{name}.log", environment)
        for name, command in commands.items()
    ]


@contextmanager
def running(children: list[Child]) -> Iterator[list[Child]]:
    """Have the programs run, and stop them in reverse order."""
    with ExitStack() as started:
        for child in children:
            started.callback(child.stop)
            child.start()
        yield children


def _wait_for_web(web: Child, port: int) -> None:
    """Wait until a page is answered, whatever the answer."""
    deadline = time.monotonic() + 60
    while not _answers(port):
        web.keep_up()
        if time.monotonic() > deadline:
            raise CannotStart(f"The web does not answer; the reason may be in {web.log}.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _watch(stack: Stack, children: list[Child]) -> None:
    """Start again whatever dies, for ever."""
    while True:
        for name in [*stack.keep_up(), *(child.name for child in children if child.keep_up())]:
            say(f"The {name} had died and was started again.")
        time.sleep(1)
