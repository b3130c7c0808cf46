"""
Which jobs: adjectives, all by the clock of the database.

Workers on other machines have other clocks; a lease is judged by one clock only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import DateTimeField, Func, Q, QuerySet

if TYPE_CHECKING:
    from jobs.models import Job  # noqa: F401  # mypy reads the quoted "Job" below

OPEN = Q(finished_at__isnull=True, failed_at__isnull=True)


class DatabaseClock(Func):
    """The moment by PostgreSQL's clock; it goes on inside a transaction."""

    template = "clock_timestamp()"
    output_field = DateTimeField()


class JobQuerySet(QuerySet["Job"]):
    def done(self) -> JobQuerySet:
        return self.filter(finished_at__isnull=False)

    def failed(self) -> JobQuerySet:
        return self.filter(failed_at__isnull=False)

    def waiting(self) -> JobQuerySet:
        return self.filter(OPEN, lease_until__isnull=True)

    def leased(self) -> JobQuerySet:
        return self.filter(OPEN, lease_until__gt=DatabaseClock())

    def abandoned(self) -> JobQuerySet:
        """Leave the jobs whose worker has not been heard of for longer than its lease."""
        return self.filter(OPEN, lease_until__lte=DatabaseClock())

    def ready(self) -> JobQuerySet:
        """Leave the jobs that a worker may take now, the longest ready first."""
        may_start = Q(lease_until__isnull=True, ready_by__lte=DatabaseClock())
        is_abandoned = Q(lease_until__lte=DatabaseClock())
        return self.filter(OPEN, may_start | is_abandoned).order_by("ready_by", "pk")

    def held_under(self, fence: int) -> JobQuerySet:
        """Leave the job only if it is still in the hands of the claim with this fence number."""
        return self.filter(OPEN, lease_until__isnull=False, fence=fence)
