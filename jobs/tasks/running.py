"""Doing the work: who does which kind, keeping the lease meanwhile, what an error means."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from celery import shared_task
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from jobs.models import Job
from jobs.tasks.claims import Claim, LeaseLost, Watch, claim
from jobs.tasks.failpoints import failpoint

logger = logging.getLogger(__name__)

WENT_WRONG = "Er ging iets mis bij dit werk. De beheerder vindt de oorzaak in het logboek."

Work = Callable[[Claim], None]
WORK: dict[str, Work] = {}


class WorkRefused(Exception):
    """The work can never succeed; the message is the Dutch sentence that says why."""


class NotNow(Exception):
    """Something outside was away, so this did not count as an attempt; the message says what."""

    def __init__(self, sentence: str, *, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class NotCompleted(Exception):
    """The work returned without `claim.completing`: a mistake in the work."""


def work(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind; it must end in `claim.completing`."""

    def register(function: Work) -> Work:
        WORK[kind] = function
        return function

    return register


@shared_task(name="jobs.run_job")
def run_job(job_id: int) -> None:
    """Run the job, unless it is over, too early or in other hands: delivering twice is safe."""
    if claimed := claim(job_id):
        _run(claimed)


def work_off(key: str, *, watch: Watch | None = None) -> Job:
    """
    Run one job here, in this process, and return it as it then stands.

    A job that a worker holds is left to it. `watch` gets done, total and note at every report.
    """
    job = Job.objects.get(key=key)
    if claimed := claim(job.pk):
        claimed.watch = watch
        _run(claimed)
    job.refresh_from_db()
    return job


def _run(claimed: Claim) -> None:
    failpoint("after_claim")
    try:
        with _heartbeat(claimed):
            _do(claimed)
    except LeaseLost:
        logger.warning("Lost the lease of %s in attempt %s", claimed.key, claimed.attempt)
    except WorkRefused as refusal:
        claimed.fail(str(refusal))
    except NotNow as pause:
        claimed.wait(str(pause), seconds=pause.seconds)
    except Exception:
        logger.exception("Attempt %s at %s went wrong", claimed.attempt, claimed.key)
        _reconnect_if_needed()
        claimed.try_again(WENT_WRONG)


def _do(claimed: Claim) -> None:
    WORK[claimed.kind](claimed)
    if not claimed.is_completed:
        raise NotCompleted(claimed.key)


def _reconnect_if_needed() -> None:
    if not connection.in_atomic_block:  # in the transaction of a caller it is not ours to close
        connection.close_if_unusable_or_obsolete()


@contextmanager
def _heartbeat(claimed: Claim) -> Iterator[None]:
    """Renew the lease from a thread while the body runs, so that long work is not taken over."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(claimed, done), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=2)


def _beat(claimed: Claim, done: threading.Event) -> None:
    """Renew four times per lease, on this thread's own connection, no longer than work may last."""
    last = time.monotonic() + settings.CELERY_TASK_TIME_LIMIT
    ours = True
    while ours and time.monotonic() < last and not done.wait(settings.JOB_LEASE_SECONDS / 4):
        try:
            ours = claimed.renew()
        except (DatabaseError, InterfaceError):
            logger.warning("Could not renew the lease of %s", claimed.key)
        finally:
            connection.close()
