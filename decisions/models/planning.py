"""The calendar that a person takes along in another program."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarFeed(models.Model):
    """
    The secret address at which a person's dates can be read; only the hash of the secret is kept.

    Whoever has the address sees the dates, so the person replaces it or switches it off at will.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="calendar_feeds",
        verbose_name="van wie",
    )
    secret_sha256 = models.CharField(
        "hash van het geheim", max_length=64, unique=True, editable=False
    )
    made_at = models.DateTimeField("gemaakt op")

    class Meta:
        verbose_name = "agenda-adres"
        verbose_name_plural = "agenda-adressen"
        constraints = [
            models.UniqueConstraint(fields=["user"], name="one_feed_per_person"),
            models.CheckConstraint(
                condition=Q(("secret_sha256__regex", r"^[0-9a-f]{64}$")), name="feed_hash_shape"
            ),
        ]

    def __str__(self) -> str:
        return f"Agenda-adres van {self.user}"
