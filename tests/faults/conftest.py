"""Fault tests commit for real: workers in other processes must see what the test writes."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.faults.parts import Broker, Worker


@pytest.fixture(scope="session")
def one_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    yield broker
    broker.process.kill()


@pytest.fixture
def broker(one_broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Broker:
    monkeypatch.setenv("CELERY_BROKER_URL", one_broker.url)
    if one_broker.process.is_gone:
        one_broker.start()
    one_broker.process.thaw()
    one_broker.flush()
    return one_broker


@pytest.fixture
def committed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point other processes to the test database, and keep a table of effects in it."""
    name = connection.settings_dict["NAME"]
    assert name.startswith("test_")
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
    monkeypatch.setenv("DATABASE_URL", database.geturl())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS fault_effect")
        cursor.execute("CREATE TABLE fault_effect (key text, fence int, pid int)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE fault_effect")


@pytest.fixture
def effects(committed: None) -> Callable[[], list[tuple[str, int, int]]]:
    """Return what the work did: key, fence and process of each effect."""

    def rows() -> list[tuple[str, int, int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT key, fence, pid FROM fault_effect ORDER BY key, fence")
            return cursor.fetchall()

    return rows


@pytest.fixture
def start_worker(
    broker: Broker, committed: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Worker]]:
    """Start workers with a lease of one second; end them before the database is cleaned."""
    logs = tmp_path_factory.mktemp("workers")
    workers: list[Worker] = []
    short = {"JOB_LEASE_SECONDS": "1", "JOB_SWEEP_SECONDS": "0.2"}

    def start(**options: str) -> Worker:
        log = logs / f"worker{len(workers)}.log"
        workers.append(Worker(log=log, **(short | options)))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
