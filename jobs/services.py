"""Queueing background work."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from jobs.models import Job, State
from jobs.tasks import wake_after_commit
from trail.services import Actor, record

FEW = 4  # wake-ups for one batch: each may cost a request two seconds while Redis hangs


class CannotRetry(Exception):
    """Only a job that failed can be tried again."""

    def __init__(self) -> None:
        super().__init__("Dit werk is niet mislukt. U hoeft het niet opnieuw te proberen.")


@transaction.atomic
def enqueue(*, kind: str, key: str, at: datetime, by: Actor | None = None) -> Job:
    """
    Write down that this work is to be done, in the transaction of its cause, and return its job.

    The same key gives the same job, whatever its state. `by` is who asked for it, if a person did.
    """
    asked_by = by.user_id if by else None
    job, is_new = Job.objects.get_or_create(
        kind=kind, key=key, defaults={"created_at": at, "asked_by_id": asked_by}
    )
    if is_new:
        wake_after_commit(job)
    return job


@transaction.atomic
def enqueue_all(*, kind: str, keys: Iterable[str], at: datetime) -> None:
    """Write down many pieces of new work at once; a few are woken, the sweeper finds the rest."""
    jobs = Job.objects.bulk_create([Job(kind=kind, key=key, created_at=at) for key in keys])
    if jobs:
        wake_after_commit(*jobs[:FEW])


@transaction.atomic
def retry(job: Job, *, by: Actor | None, at: datetime) -> Job:
    """Give a failed job three new attempts. :raises CannotRetry: if it did not fail."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state is not State.FAILED:
        raise CannotRetry
    record(
        act="retried",
        sentence="Mislukt werk opnieuw geprobeerd",
        of=job,
        by=by,
        at=at,
        facts={"kind": job.kind, "key": job.key, "error": job.error},
    )
    job.failed_at, job.error, job.attempts = None, "", 0
    job.asked_by_id = by.user_id if by else job.asked_by_id
    job.save(update_fields=["failed_at", "error", "attempts", "asked_by"])
    wake_after_commit(job)
    return job
