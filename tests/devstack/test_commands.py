"""The commands as a newcomer types them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devstack.__main__ import COMMANDS
from devstack.checks import CHECKS
from devstack.holds import Hold
from devstack.places import PROJECT
from devstack.postgres import PORTAL
from tests.devstack.conftest import devstack, processes_of, servers_running

SERVERS_OF_THE_TESTS = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}


@pytest.fixture
def servers_given(bare_environment, monkeypatch):
    """Use the servers of the test run, so that none are started."""
    for name, url in SERVERS_OF_THE_TESTS.items():
        monkeypatch.setenv(name, url)


def test_makefile_and_commands_are_the_same_set():
    called = re.findall(r"\$\(DEVSTACK\) (\w+)", (PROJECT / "Makefile").read_text())

    assert set(called) == set(COMMANDS)


def test_ci_runs_the_checks_and_then_the_tests():
    lines = (PROJECT / ".ci" / "run").read_text().splitlines()

    assert [line for line in lines if line.startswith("make ")] == ["make check", "make test"]
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_every_check_is_a_program_that_is_there(command):
    assert (PROJECT / command[0]).exists()


def test_a_taken_port_is_one_sentence(bare_environment, place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(os.environ["PORT"])))
        taken.listen()
        refused = devstack("run")

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {os.environ['PORT']} is taken by another program")
    assert refused.stderr.count("\n") == 1
    assert servers_running(place) == []


def test_a_port_that_is_none_is_one_sentence(bare_environment, monkeypatch):
    monkeypatch.setenv("PORT", "http")

    assert devstack("run").stderr == "PORT is 'http', which is not a port number.\n"


def test_a_second_run_at_the_same_place_is_one_sentence(bare_environment, place):
    with Hold(place.root / "run.lock") as hold:
        hold.take()
        hold.name("4711")

        assert devstack("run").stderr == (
            "The portal already runs (process 4711), see its terminal.\n"
        )


@pytest.mark.parametrize(("arguments", "code"), [(["check"], 0), (["nonsense"], 1)])
def test_manage_passes_on_the_exit_code(servers_given, place, arguments, code):
    assert devstack("manage", *arguments).returncode == code
    assert processes_of(place) == []


def test_manage_that_is_ended_ends_its_command(servers_given, place):
    sign = place.root / "sign"
    script = f"import pathlib, time; pathlib.Path({str(sign)!r}).touch(); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-m", "devstack", "manage", "shell", "-c", script], cwd=PROJECT
    )
    while not sign.exists():
        assert process.poll() is None
        time.sleep(0.05)

    process.terminate()

    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert processes_of(place) == []


@pytest.mark.skipif((PROJECT / "benchmarks").is_dir(), reason="there are benchmarks")
def test_bench_says_that_there_is_nothing_to_measure_yet(bare_environment):
    assert devstack("bench").stderr.startswith("There are no benchmarks yet")


@pytest.mark.slow
@pytest.mark.faults
def test_a_run_survives_what_happens_to_it(start_run, place):
    """From nothing; a killed worker; a killed run; all killed; and nothing left at the end."""
    first = start_run().until_ready()
    bundle = Path(re.search(r"(/\S+\.pdf)", first.said.read_text())[1])
    assert bundle.read_bytes().startswith(b"%PDF")
    assert first.page() == 200
    assert str(place.mail) in first.said.read_text()
    _shows_that_the_portal_owns_nothing()

    _kill(_worker_of(place))
    first.until(lambda: "The worker had died and was started again." in first.said.read_text())

    os.kill(first.process.pid, signal.SIGKILL)
    second = start_run().until_ready()
    assert second.page() == 200
    assert "Bundel 1," in second.said.read_text()

    for number in processes_of(place):
        _kill(number)
    third = start_run().until_ready()
    assert third.page() == 200
    assert "Bundel 1," in third.said.read_text()

    assert third.end(signal.SIGINT) == 0
    assert servers_running(place) == []
    assert processes_of(place) == []


def _shows_that_the_portal_owns_nothing():
    """The same commands as a person would type beside a run."""
    asking = "from django.db import connection; connection.cursor().execute('TRUNCATE trail_entry')"
    refused = devstack("manage", "shell", "-c", asking)

    assert "permission denied for table trail_entry" in refused.stderr
    assert devstack("manage", "verify_trail").returncode == 0
    migrated = devstack("manage", "migrate")
    assert migrated.returncode == 0 and "No migrations to apply" in migrated.stdout
    assert PORTAL in migrated.stdout.splitlines()[-1]


def _kill(number):
    os.kill(number, signal.SIGKILL)


def _worker_of(place):
    """The number of the first worker process, which started the others."""
    return min(
        number
        for number in processes_of(place)
        if b"\0worker\0" in Path(f"/proc/{number}/cmdline").read_bytes()
    )
