"""What a person should know: one row per event and recipient."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """
    One event for one recipient. `event` names it once and for all, such as "offered:12".

    `subject` never tells what is under embargo; `path` is the page where it can be read.
    """

    event = models.CharField("gebeurtenis", max_length=80)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name="ontvanger",
    )
    subject = models.CharField("onderwerp", max_length=200)
    path = models.CharField("pagina", max_length=200)
    sent_at = models.DateTimeField("verzonden op")
    read_at = models.DateTimeField("gelezen op", null=True, blank=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return self.subject
