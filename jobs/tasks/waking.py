"""
Waking the workers. Nothing is lost if a wake-up is: the row says what is to be done.

This module alone talks to the broker. A broker that is away or hangs costs a caller two seconds at
most (the socket timeouts in the settings) and never an error.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from celery import current_app, shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from kombu import Producer
from kombu.exceptions import OperationalError
from redis import RedisError

from jobs.models import Job
from jobs.tasks.failpoints import failpoint
from jobs.tasks.running import run_job

if TYPE_CHECKING:
    from kombu.transport.virtual import Channel

logger = logging.getLogger(__name__)

ONE_SWEEP = 100


def wake_after_commit(*jobs: Job) -> None:
    """Wake a worker for each of these jobs once their rows are there for all to see."""
    job_ids = [job.pk for job in jobs]
    transaction.on_commit(lambda: _wake(job_ids), robust=True)


def _wake(job_ids: Sequence[int]) -> None:
    failpoint("before_wake")
    with _broker() as broker:
        _send(job_ids, broker)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Wake workers for jobs nobody was woken for, and for those whose worker is gone."""
    ready = list(Job.objects.ready().values_list("pk", flat=True)[:ONE_SWEEP])
    if ready:
        with _broker() as broker:
            _send(ready[: max(0, len(ready) - _queued(broker))], broker)


@worker_ready.connect
def _sweep_in_every_worker(**_: object) -> None:
    """Sweep beside the worker's own tasks too: recovery does not depend on beat."""
    threading.Thread(target=_sweep_for_ever, name="sweeper", daemon=True).start()


def _sweep_for_ever() -> None:
    while True:
        try:
            sweep()
        except (DatabaseError, InterfaceError):
            logger.warning("The database is away; the next sweep tries again")
        finally:
            connection.close()
        time.sleep(settings.JOB_SWEEP_SECONDS)


@contextmanager
def _broker() -> Iterator[Producer]:
    """Connect once, without the endless retries of a pooled connection."""
    try:
        with current_app.connection_for_write(transport_options={"max_retries": 0}) as broker:
            yield broker.Producer()
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker is away (%s); the next sweep wakes the worker", error)


def _send(job_ids: Sequence[int], broker: Producer) -> None:
    for job_id in job_ids:
        run_job.apply_async((job_id,), producer=broker, retry=False)


def _queued(broker: Producer) -> int:
    """Count the wake-ups still waiting: a busy worker needs no more of them than there is work."""
    channel = cast("Channel", broker.channel)
    return channel.queue_declare(current_app.conf.task_default_queue).message_count
