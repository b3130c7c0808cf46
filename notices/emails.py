"""The words around every mail."""

from datetime import datetime

from django.conf import settings

from dutch.moments import format_moment


def notice_body(subject: str, path: str, *, at: datetime) -> str:
    """Return the mail for a notice: what it is about, since when, and where to read it."""
    return f"""Goedendag,

{subject} ({format_moment(at)}).

U leest het in het portaal, na inloggen:
{settings.PORTAL_URL}{path}

Wilt u hierover geen e-mail meer? Dat kiest u op uw profielpagina:
{settings.PORTAL_URL}/profiel/

Met vriendelijke groet,
het portaal van uw cultuurregio
"""
