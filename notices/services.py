"""Telling people, in the portal and by mail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction

from jobs.services import enqueue, enqueue_all
from notices.emails import notice_body
from notices.models import Kind, Mail, MailChoice, Notice


@transaction.atomic
def tell(  # noqa: PLR0913  # what, of which kind, whom, in which words, where, when
    *,
    event: str,
    kind: Kind,
    recipients: Iterable[int],
    subject: str,
    path: str,
    at: datetime,
    body: str = "",
) -> None:
    """
    Leave the notice for every recipient (ids of users), and mail those who want that.

    The same event is told once. Neither `subject` nor `path` may tell what is under embargo, nor
    the `body` of the mail for who gives another than the usual one.
    """
    wanted = set(recipients)
    known = Notice.objects.filter(event=event, recipient__in=wanted)
    new = wanted - set(known.values_list("recipient", flat=True))
    Notice.objects.bulk_create(
        [
            Notice(event=event, kind=kind, recipient_id=pk, subject=subject, path=path, sent_at=at)
            for pk in new
        ],
        ignore_conflicts=True,
    )
    mails = Mail.objects.bulk_create(
        [
            Mail(
                key=_key(event, pk),
                to=address,
                subject=subject,
                body=body or notice_body(subject, path, at=at),
                written_at=at,
            )
            for pk, address in _addresses(new, kind)
        ]
    )
    enqueue_all(kind="mail", keys=[mail.job_key for mail in mails], at=at)


@transaction.atomic
def post(  # noqa: PLR0913  # a mail has this many sides
    *,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    key: str = "",
    is_secret: bool = False,
) -> None:
    """
    Write a mail down for a job to send; with the same `key` it goes once.

    A body that `is_secret` is emptied once the mail has gone.
    """
    mail, is_new = Mail.objects.get_or_create(
        key=key or uuid4().hex,
        defaults={
            "to": to,
            "subject": subject[:200],
            "body": body,
            "is_secret": is_secret,
            "written_at": at,
        },
    )
    if is_new:
        enqueue(kind="mail", key=mail.job_key, at=at)


def mail_key(notice: Notice) -> str:
    """Return the key of the mail of this notice, if there is one."""
    return _key(notice.event, notice.recipient_id)


def choose_mail(*, user: int, wanted: Mapping[Kind, bool]) -> None:
    """Keep for which kinds of notices this person wants mail."""
    MailChoice.objects.bulk_create(
        [MailChoice(user_id=user, kind=kind, wanted=answer) for kind, answer in wanted.items()],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["wanted"],
    )


def mark_read(notice: Notice, *, at: datetime) -> None:
    """Remember that the recipient has opened it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def _key(event: str, recipient: int) -> str:
    return f"{event}/{recipient}"


def _addresses(recipients: set[int], kind: Kind) -> list[tuple[int, str]]:
    """Return id and address of the active people who want mail about this kind."""
    refused = MailChoice.objects.filter(kind=kind, wanted=False).values("user")
    people = get_user_model().objects.filter(pk__in=recipients, is_active=True)
    return list(people.exclude(pk__in=refused).order_by("pk").values_list("pk", "email"))
