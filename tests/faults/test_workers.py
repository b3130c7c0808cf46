"""Workers that stop, freeze, or are told twice."""

import os
import signal

import pytest
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, State
from jobs.services import enqueue
from jobs.tasks import run_job
from tests.faults.parts import fresh, until

pytestmark = pytest.mark.faults


def job_of(kind: str) -> Job:
    return enqueue(kind=kind, key="one", at=timezone.now())


@transaction.atomic
def is_being_written(job: Job) -> bool:
    """Tell whether a worker has the row locked, as it does from `completing` on."""
    free = Job.objects.select_for_update(skip_locked=True).filter(pk=job.pk)
    return fresh(job).progress_total == 1 and not free.exists()


def start_and_wait_for_parts(job: Job, start_worker, **environment):
    worker = start_worker(**environment)
    until(lambda: fresh(job).progress_done > 2)
    return worker


def test_worker_does_the_job_it_is_woken_for(start_worker, effects):
    worker = start_worker()
    until(lambda: worker.is_ready)
    job = job_of("quick")

    took = until(lambda: fresh(job).is_over)

    assert job.state is State.DONE
    assert effects() == [("one", 1, worker.pid)]
    assert (job.progress_done, job.progress_total, job.progress_note) == (1, 1, "Alles")
    assert took < 2


def test_killed_workers_job_is_finished_by_another(start_worker, effects):
    job = job_of("parts")
    start_and_wait_for_parts(job, start_worker).kill()
    other = start_worker()

    until(lambda: fresh(job).is_over)

    assert job.state is State.DONE
    assert effects() == [("one", 2, other.pid)]


@pytest.mark.slow
def test_true_lease_finishes_a_killed_workers_job_within_35_seconds(start_worker, effects):
    true = {"JOB_LEASE_SECONDS": "20", "JOB_SWEEP_SECONDS": "4"}
    other = start_worker(**true)
    until(lambda: other.is_ready)
    other.freeze()
    job = job_of("parts")
    start_and_wait_for_parts(job, start_worker, **true).kill()
    other.thaw()

    took = until(lambda: fresh(job).is_over, seconds=40)

    assert took <= 35
    assert effects() == [("one", 2, other.pid)]


def test_frozen_worker_finds_its_lease_gone(start_worker, effects):
    job = job_of("parts")
    frozen = start_and_wait_for_parts(job, start_worker)
    frozen.freeze()
    other = start_worker()
    until(lambda: fresh(job).is_over)

    frozen.thaw()

    until(lambda: frozen.says("Lost the lease of one in attempt 1"))
    assert effects() == [("one", 2, other.pid)]
    assert fresh(job).state is State.DONE


def test_worker_frozen_while_it_writes_does_not_keep_the_row(start_worker, effects):
    job = job_of("slow to write")
    frozen = start_worker()
    until(lambda: is_being_written(job))
    frozen.freeze()
    other = start_worker()
    until(lambda: fresh(job).is_over)

    frozen.thaw()

    until(lambda: frozen.says("Attempt 1 at one went wrong"))
    assert effects() == [("one", 2, other.pid)]
    assert fresh(job).state is State.DONE


def test_heartbeat_keeps_work_that_says_nothing(start_worker, effects):
    job = job_of("silent")
    start_worker()
    start_worker()

    until(lambda: fresh(job).is_over)

    assert job.attempts == 1
    assert len(effects()) == 1


def test_fifty_wake_ups_for_one_job_do_it_once(start_worker, effects):
    job = job_of("parts")
    for _ in range(50):
        run_job.apply_async((job.pk,))
    start_worker(pool="threads", concurrency=2)
    start_worker()

    until(lambda: fresh(job).is_over)

    assert len(effects()) == 1
    assert job.attempts == 1


def test_job_that_stops_every_worker_fails(start_worker, effects):
    job = job_of("quick")
    start_worker(pool="prefork", FAILPOINT="after_report", JOB_LEASE_SECONDS="0.2")

    until(lambda: fresh(job).is_over)

    assert job.state is State.FAILED
    assert job.error == "De worker is drie keer gestopt tijdens dit werk."
    assert effects() == []


def test_error_rolls_the_effect_back_and_the_next_attempt_writes_it(start_worker, effects):
    job = job_of("breaks once")
    worker = start_worker()

    until(lambda: fresh(job).is_over)

    assert job.state is State.DONE
    assert job.error == ""
    assert effects() == [("one", 2, worker.pid)]
    assert worker.says("ZeroDivisionError")


def test_refused_work_fails_at_once_with_its_sentence(start_worker, effects):
    job = job_of("refuses")
    start_worker()

    until(lambda: fresh(job).is_over)

    assert (job.state, job.attempts, job.error) == (State.FAILED, 1, "De bijlage is leeg.")


def test_killed_pool_child_is_replaced_and_the_job_finished(start_worker, effects):
    job = job_of("parts")
    worker = start_worker(pool="prefork")
    until(lambda: fresh(job).progress_done > 2)

    os.kill(int(job.worker.rpartition(":")[2]), signal.SIGKILL)

    until(lambda: fresh(job).is_over)
    assert not worker.is_gone
    assert [(key, fence) for key, fence, _ in effects()] == [("one", 2)]
