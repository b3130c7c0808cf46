"""The words of a reminder by mail."""

from django.conf import settings

from decisions.rules.reminders import Reminder


def reminder_body(reminder: Reminder) -> str:
    """Return the mail: what is to be done and where, without anything of the proposal itself."""
    return f"""Goedendag,

{reminder.line}

U leest het in het portaal, na inloggen:
{settings.PORTAL_URL}{reminder.path}

Wilt u geen herinneringen meer per e-mail? Dat kiest u op uw profielpagina:
{settings.PORTAL_URL}/profiel/

Met vriendelijke groet,
het portaal van uw cultuurregio
"""
