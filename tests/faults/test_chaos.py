"""
Kill at random for a while: no job is lost, none takes effect twice.

FAULT_SEEDS (default "1") and FAULT_KILLS (default 40 per seed) make a bigger run; the figures are
logged.
"""

import logging
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import Job
from jobs.services import enqueue
from jobs.tasks.claims import STOPPED
from jobs.tasks.running import WENT_WRONG
from tests.faults.parts import until

pytestmark = [pytest.mark.faults, pytest.mark.slow]

logger = logging.getLogger(__name__)

SEEDS = [int(seed) for seed in os.environ.get("FAULT_SEEDS", "1").split(",")]
KILLS = int(os.environ.get("FAULT_KILLS", "40"))
JOBS_PER_KILL = 3


class Chaos:
    """Three workers of two processes each, and everything that can happen to them."""

    def __init__(self, seed, start_worker, broker):
        self.dice = random.Random(seed)  # noqa: S311  # a test, no secret
        self.start_worker, self.broker = start_worker, broker
        self.workers = [self.start() for _ in range(3)]
        self.enqueued = 0
        self.happened: Counter[str] = Counter()

    def start(self):
        return self.start_worker(pool="prefork", concurrency=2)

    def strike(self) -> None:
        blows = [self.kill_process, self.kill_worker, self.empty_broker, self.end_connections]
        [blow] = self.dice.choices(blows, weights=[75, 15, 3, 7])
        blow()

    def kill_process(self) -> None:
        """Kill the pool process of a job that is being done now."""
        until(lambda: self.busy_processes() or not Job.objects.ready().exists())
        with suppress(ProcessLookupError, IndexError):
            os.kill(self.dice.choice(self.busy_processes()), signal.SIGKILL)
            self.happened["kill_process"] += 1

    def busy_processes(self) -> list[int]:
        ours = {worker.pid for worker in self.workers}
        holders = Job.objects.leased().values_list("worker", flat=True)
        busy = [int(holder.rpartition(":")[2]) for holder in holders]
        return [process for process in busy if group_of(process) in ours]

    def kill_worker(self) -> None:
        self.happened["kill_worker"] += 1
        place = self.dice.randrange(len(self.workers))
        self.workers[place].kill()
        self.workers[place] = self.start()

    def empty_broker(self) -> None:
        self.happened["empty_broker"] += 1
        self.broker.flush()

    def end_connections(self) -> None:
        self.happened["end_connections"] += 1
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def enqueue(self) -> None:
        self.enqueued += 1
        key = f"{self.enqueued}-{self.dice.randrange(30, 300)}"
        enqueue(kind="chaotic", key=key, at=timezone.now())


def group_of(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


def try_failed_jobs_again() -> int:
    """Do what a person would do with a job that met three blows."""
    unlucky = Job.objects.failed().filter(error__in=[STOPPED, WENT_WRONG])
    return unlucky.update(failed_at=None, error="", attempts=0)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_job_is_lost_or_done_twice(seed, start_worker, effects, broker):
    chaos = Chaos(seed, start_worker, broker)
    until(lambda: all(worker.is_ready for worker in chaos.workers))
    unlucky = 0

    for _ in range(KILLS):
        for _ in range(JOBS_PER_KILL):
            chaos.enqueue()
        time.sleep(chaos.dice.uniform(0.05, 0.4))
        chaos.strike()
        unlucky += try_failed_jobs_again()

    def all_done() -> bool:
        nonlocal unlucky
        unlucky += try_failed_jobs_again()
        return Job.objects.done().count() == chaos.enqueued

    drain = until(all_done, seconds=60 + KILLS)
    done = effects()
    logger.info("jobs=%s %s", chaos.enqueued, dict(chaos.happened))
    logger.info("retried=%s drain=%.1fs", unlucky, drain)
    fences = dict(Job.objects.values_list("key", "fence"))
    assert set(fences) - {key for key, _, _ in done} == set()
    assert len(done) == len(fences)
    assert [key for key, fence, _ in done if fences[key] != fence] == []
