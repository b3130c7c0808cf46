"""A database that is away for a moment costs time, never work."""

import os
import socket
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import State
from jobs.services import enqueue
from tests.faults.parts import Gate, fresh, until

pytestmark = pytest.mark.faults


@pytest.fixture
def gate(committed):
    """Return a door to the database server, still closed."""
    info = connection.connection.info
    if info.host.startswith("/"):
        door = Gate(socket.AF_UNIX, f"{info.host}/.s.PGSQL.{info.port}")
    else:
        door = Gate(socket.AF_INET, (info.host, info.port))
    yield door
    door.close()


def through(gate: Gate) -> str:
    """Return the address of the test database through the gate."""
    url = urlsplit(os.environ["DATABASE_URL"])
    login = url.netloc.rpartition("@")[0]
    options = [
        (name, value) for name, value in parse_qsl(url.query) if name not in ("host", "port")
    ]
    query = "&".join(f"{name}={value}" for name, value in options)
    return url._replace(netloc=f"{login}@127.0.0.1:{gate.port}", query=query).geturl()


def test_worker_starts_before_the_database(start_worker, effects, gate):
    job = enqueue(kind="quick", key="one", at=timezone.now())
    worker = start_worker(DATABASE_URL=through(gate))
    until(lambda: worker.says("The database is away"))

    gate.open()

    until(lambda: fresh(job).is_over)
    assert job.state is State.DONE
    assert len(effects()) == 1


def test_database_lost_during_the_work(start_worker, effects, gate):
    gate.open()
    job = enqueue(kind="parts", key="one", at=timezone.now())
    start_worker(DATABASE_URL=through(gate))
    until(lambda: fresh(job).progress_done > 2)

    gate.close()
    gate.open()

    until(lambda: fresh(job).is_over)
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert len(effects()) == 1


def test_database_away_for_longer_than_the_lease(start_worker, effects, gate):
    gate.open()
    job = enqueue(kind="parts", key="one", at=timezone.now())
    worker = start_worker(DATABASE_URL=through(gate), JOB_LEASE_SECONDS="0.5")
    until(lambda: fresh(job).progress_done > 2)

    gate.close()
    until(lambda: worker.says("The database is away"))
    gate.open()

    until(lambda: fresh(job).is_over)
    assert job.state is State.DONE
    assert len(effects()) == 1
