"""A claim: one attempt of one worker at one job, good for as long as its fence number holds."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.expressions import Combinable

from jobs.models import MAX_ATTEMPTS, NOTE_LENGTH, Job
from jobs.querysets import DatabaseClock
from jobs.tasks.failpoints import failpoint

STOPPED = "De worker is drie keer gestopt tijdens dit werk."

Watch = Callable[[int, int, str], None]


class LeaseLost(Exception):
    """The job is in other hands, or over: what this worker makes no longer counts."""


@dataclass
class Claim:
    """What work gets in its hands: `key` says what to make, `fence` which claim this is."""

    job_id: int
    kind: str
    key: str
    fence: int
    attempt: int
    watch: Watch | None = None
    is_completed: bool = False

    def report(self, *, done: int, total: int, note: str = "") -> None:
        """Save how far the work is, for people who wait. :raises LeaseLost: so stop working."""
        short = note[:NOTE_LENGTH]
        if not self.renew(progress_done=done, progress_total=total, progress_note=short):
            raise LeaseLost(self.key)
        if self.watch:
            self.watch(done, total, note)
        failpoint("after_report")

    def renew(self, **progress: object) -> bool:
        """Hold the job for one more lease; False if it is no longer ours."""
        return self._write(lease_until=_after(settings.JOB_LEASE_SECONDS), **progress)

    @contextmanager
    def completing(self, *, at: datetime) -> Iterator[None]:
        """
        Write the result in the body: the effect and "done" together, or neither.

        :raises LeaseLost: before the body runs.
        """
        with transaction.atomic():
            _let_go_of_locks_when_silent()
            if not self.renew():
                raise LeaseLost(self.key)
            yield
            failpoint("before_complete")
            self._write(finished_at=at, lease_until=None, error="")
        self.is_completed = True
        failpoint("after_commit")

    def try_again(self, sentence: str) -> None:
        """Let the job wait for its next attempt, longer every time; after the third it failed."""
        if self.attempt == MAX_ATTEMPTS:
            self.fail(sentence)
            return
        pause = settings.JOB_SWEEP_SECONDS * 2**self.attempt
        self._write(ready_by=_after(pause), lease_until=None, error=sentence)

    def wait(self, sentence: str, *, seconds: float) -> None:
        """Let the job wait without counting this attempt."""
        self._write(
            ready_by=_after(seconds),
            lease_until=None,
            error=sentence,
            attempts=F("attempts") - 1,
        )

    def fail(self, sentence: str) -> None:
        """Give the job up, with a Dutch sentence for people."""
        self._write(failed_at=DatabaseClock(), lease_until=None, error=sentence)

    def _write(self, **fields: object) -> bool:
        return Job.objects.held_under(self.fence).filter(pk=self.job_id).update(**fields) == 1


@transaction.atomic
def claim(job_id: int) -> Claim | None:
    """Take the job if it is ready and nobody holds it; a job that stopped three workers fails."""
    job = Job.objects.ready().select_for_update(skip_locked=True).filter(pk=job_id).first()
    if job is None:
        return None
    if job.attempts == MAX_ATTEMPTS:
        Claim(job.pk, job.kind, job.key, job.fence, job.attempts).fail(STOPPED)
        return None
    Job.objects.filter(pk=job.pk).update(
        attempts=F("attempts") + 1,
        fence=F("fence") + 1,
        worker=f"{socket.gethostname()}:{os.getpid()}",
        lease_until=_after(settings.JOB_LEASE_SECONDS),
    )
    return Claim(job.pk, job.kind, job.key, job.fence + 1, job.attempts + 1)


def _after(seconds: float) -> Combinable:
    return DatabaseClock() + timedelta(seconds=seconds)


def _let_go_of_locks_when_silent() -> None:
    """Have PostgreSQL end this transaction if the worker freezes or its machine is gone."""
    milliseconds = str(int(settings.JOB_LEASE_SECONDS * 1000))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [milliseconds]
        )
