"""The mail that the portal wrote, for who tries out the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.core.mail import get_connection
from django.core.mail.backends.filebased import EmailBackend

from notices.models import Mail

SHOWN = 50
BETWEEN = b"-" * 79 + b"\n"  # what Django writes after each mail in a file


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail; `body` is empty where it gave access and has gone, and no file of it was kept."""

    mail: Mail
    body: str


def letters() -> list[Letter]:
    """Return the last mails, newest first; what was blanked comes from the folder of sent mail."""
    mails = list(Mail.objects.all()[:SHOWN])
    blanked = {mail.message_id for mail in mails if not mail.body}
    kept = dict(_kept(blanked)) if blanked else {}
    return [Letter(mail, mail.body or kept.get(mail.message_id, "")) for mail in mails]


def _kept(wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Give name and text of these mails, if mail goes to a folder."""
    outbox = get_connection()
    if not isinstance(outbox, EmailBackend):
        return
    for file in sorted(Path(outbox.file_path).glob("*.log"), reverse=True):
        for raw in file.read_bytes().split(BETWEEN):
            message = message_from_bytes(raw, EmailMessage, policy=policy.default)
            if message["Message-ID"] in wanted:
                body = message.get_body()
                yield str(message["Message-ID"]), str(body.get_content()) if body else ""
