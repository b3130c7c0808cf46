"""Telling people."""

from collections.abc import Iterable
from datetime import datetime

from notices.models import Notice


def tell(*, event: str, recipients: Iterable[int], subject: str, path: str, at: datetime) -> None:
    """Leave the notice for every recipient (ids of users); the same event is told once."""
    Notice.objects.bulk_create(
        [
            Notice(event=event, recipient_id=recipient, subject=subject, path=path, sent_at=at)
            for recipient in set(recipients)
        ],
        ignore_conflicts=True,
    )


def mark_read(notice: Notice, *, at: datetime) -> None:
    """Remember that the recipient has opened it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
