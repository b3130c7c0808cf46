"""Real servers, each test in a directory of its own that the servers' account can reach."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from devstack.holds import is_held
from devstack.places import PROJECT, Place
from devstack.postgres import Postgres
from devstack.valkey import Valkey


@pytest.fixture
def place():
    """A place that is gone afterwards, together with every server on it."""
    root = Path(tempfile.mkdtemp(prefix="devstack-", dir="/tmp"))
    root.chmod(0o755)
    there = Place(root)
    yield there
    for server in (Postgres(there), Valkey(there)):
        server.stop()
    shutil.rmtree(root)


@pytest.fixture
def bare_environment(place, monkeypatch):
    """The environment of a shell in which nobody set anything for the portal."""
    names = ["DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "SECRET_KEY", "HTTPS", "DEMO"]
    for name in (*names, "EMAIL_URL", "LOG_LEVEL", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(place.root))
    monkeypatch.setenv("PORT", str(free_port()))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def devstack(*arguments):
    """Run a command of the Makefile to its end."""
    return subprocess.run(
        [sys.executable, "-m", "devstack", *arguments],
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


class Run:
    """One `make run`, as a newcomer sees it: lines on a terminal, a page, Ctrl-C."""

    def __init__(self, place):
        self.place = place
        self.said = place.root / "terminal.txt"
        with self.said.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "devstack", "run"],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def until_ready(self):
        self.until(lambda: self.said.read_text().count("Portal: http") > 0)
        return self

    def until(self, reached, *, seconds=240):
        deadline = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < deadline, self.said.read_text()
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.1)

    def page(self):
        address = f"http://127.0.0.1:{os.environ['PORT']}/accounts/login/"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture
def start_run(place, bare_environment):
    """Start `make run`; whatever is left of it afterwards is ended."""
    runs = []

    def start():
        (place.root / "terminal.txt").unlink(missing_ok=True)
        runs.append(Run(place))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                run.end(signal.SIGTERM)
            run.process.kill()
            run.process.wait()


def processes_of(place):
    """The numbers of all living processes that have this place in their environment or command."""
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (directory / "cmdline").read_bytes() + (directory / "environ").read_bytes()
            if str(place.root).encode() in words and int(directory.name) != os.getpid():
                found.append(int(directory.name))
    return found


def servers_running(place):
    return [name for name in ("postgres", "valkey") if is_held(place.root / f"{name}.lock")]
