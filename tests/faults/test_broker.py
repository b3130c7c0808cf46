"""A broker that is empty, gone or frozen loses no work and holds nobody up."""

import time

import pytest
from django.utils import timezone

from jobs.models import Job, State
from jobs.services import enqueue
from tests.faults.parts import fresh, until

pytestmark = pytest.mark.faults


def enqueue_and_measure(key: str = "one") -> tuple[Job, float]:
    start = time.monotonic()
    job = enqueue(kind="quick", key=key, at=timezone.now())
    return job, time.monotonic() - start


def test_emptied_broker_loses_nothing(start_worker, effects, broker):
    job, _ = enqueue_and_measure()
    assert broker.queued() == 1
    broker.flush()

    start_worker()

    until(lambda: fresh(job).is_over)
    assert len(effects()) == 1


def test_job_enqueued_without_a_broker_is_done_when_it_is_back(start_worker, effects, broker):
    worker = start_worker()
    until(lambda: worker.is_ready)
    broker.process.kill()

    job, took = enqueue_and_measure()
    broker.start()

    until(lambda: fresh(job).is_over)
    assert took < 1
    assert len(effects()) == 1


def test_frozen_broker_holds_a_request_up_for_two_seconds_at_most(start_worker, effects, broker):
    worker = start_worker()
    until(lambda: worker.is_ready)
    broker.process.freeze()

    job, took = enqueue_and_measure()
    broker.process.thaw()

    until(lambda: fresh(job).is_over)
    assert took < 3
    assert len(effects()) == 1


def test_worker_outlives_a_broker_killed_during_its_work(start_worker, effects, broker):
    job = enqueue(kind="parts", key="one", at=timezone.now())
    worker = start_worker()
    until(lambda: fresh(job).progress_done > 2)

    broker.process.kill()
    broker.start()
    next_job, _ = enqueue_and_measure("two")

    until(lambda: fresh(job).is_over and fresh(next_job).is_over)
    assert [key for key, _, _ in effects()] == ["one", "two"]
    assert not worker.is_gone


def test_busy_worker_is_not_woken_again_and_again(start_worker, effects, broker):
    for key in ("first", "second", "third"):
        enqueue(kind="parts", key=key, at=timezone.now())
    start_worker(JOB_SWEEP_SECONDS="0.05")

    until(lambda: Job.objects.done().count() == 1)

    assert broker.queued() <= 3
    until(lambda: Job.objects.done().count() == 3)
    assert len(effects()) == 3


def test_job_whose_process_died_before_waking_anyone_is_done(start_worker, effects, broker):
    job = Job.objects.create(kind="quick", key="one", created_at=timezone.now())

    start_worker()

    until(lambda: fresh(job).is_over)
    assert fresh(job).state is State.DONE
