"""Sending mail."""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.utils import timezone

from jobs.tasks import Claim, NotNow, WorkRefused, work
from notices.models import Mail

PAUSE = 60.0  # seconds until a mail server that was away is tried again
PATIENCE = timedelta(days=3)
NEVER = 500  # SMTP: 4xx is for now, 5xx for good
AWAY = "De mailserver antwoordt niet; de e-mail wordt later opnieuw verstuurd."
REFUSED = "De mailserver heeft deze e-mail geweigerd. Controleer het adres."
GIVEN_UP = "De mailserver was drie dagen niet bereikbaar; deze e-mail is niet verstuurd."


@work("mail")
def send_mail(claim: Claim) -> None:
    """
    Send the mail, once as far as anybody can tell: it carries the same Message-ID every time.

    A mail server that is away is tried again for three days.
    """
    mail = Mail.objects.get(pk=claim.key.removeprefix("mail:"))
    now = timezone.now()
    if mail.sent_at is None:
        _send(mail, at=now)
    with claim.completing(at=now):
        Mail.objects.filter(pk=mail.pk, sent_at=None).update(
            sent_at=now, body="" if mail.is_secret else mail.body
        )


def _send(mail: Mail, *, at: datetime) -> None:
    message = EmailMessage(
        mail.subject, mail.body, to=[mail.to], headers={"Message-ID": mail.message_id}
    )
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        if is_for_good(refusal):
            raise WorkRefused(REFUSED) from refusal
        raise NotNow(AWAY, seconds=PAUSE) from refusal
    except (SMTPException, OSError) as fault:
        if at - mail.written_at > PATIENCE:
            raise WorkRefused(GIVEN_UP) from fault
        raise NotNow(AWAY, seconds=PAUSE) from fault


def is_for_good(refusal: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Tell whether the server said never (5xx) and not later (4xx)."""
    if isinstance(refusal, SMTPDataError):
        return refusal.smtp_code >= NEVER
    return all(code >= NEVER for code, _ in refusal.recipients.values())
