from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now

from jobs.querysets import OPEN, JobQuerySet

MAX_ATTEMPTS = 3
NOTE_LENGTH = 200


class State(models.TextChoices):
    WAITING = "waiting", "wacht"
    RUNNING = "running", "bezig"
    DONE = "done", "klaar"
    FAILED = "failed", "mislukt"


class Job(models.Model):
    """
    One piece of background work. The row is the work; Celery only wakes it.

    A worker holds the job while it keeps renewing `lease_until`. Every claim gets a higher `fence`;
    only the claim with the last one may write.
    """

    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Whose right to ask is looked at once more when the work is done.",
    )
    ready_by = models.DateTimeField(db_default=Now(), help_text="Not before this moment.")

    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    worker = models.CharField(
        max_length=200, blank=True, help_text="Host and process, for the log."
    )
    lease_until = models.DateTimeField(null=True, blank=True)

    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, help_text="One Dutch sentence for people.")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "achtergrondtaak"
        verbose_name_plural = "achtergrondtaken"
        indexes = [Index("ready_by", condition=OPEN, name="job_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True),
                name="job_finished_or_failed_not_both",
            ),
            models.CheckConstraint(
                condition=OPEN | Q(lease_until__isnull=True), name="job_leased_only_while_open"
            ),
            models.CheckConstraint(
                condition=Q(lease_until__isnull=True) | (Q(attempts__gt=0) & ~Q(worker="")),
                name="job_leased_by_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True) | ~Q(error=""), name="job_failed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=MAX_ATTEMPTS, fence__gte=F("attempts")),
                name="job_attempts_counted",
            ),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")),
                name="job_progress_within_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state.label})"

    @property
    def state(self) -> State:
        """Tell the state from the facts; nothing stores it."""
        if self.failed_at:
            return State.FAILED
        if self.finished_at:
            return State.DONE
        return State.RUNNING if self.lease_until else State.WAITING

    @property
    def is_over(self) -> bool:
        return self.state in {State.DONE, State.FAILED}
