"""The words around every mail."""

from django.conf import settings


def notice_body(subject: str, path: str) -> str:
    """Return the mail for a notice: what it is about and where to read it."""
    return f"""Goedendag,

{subject}

U leest het in het portaal, na inloggen:
{settings.PORTAL_URL}{path}

Wilt u hierover geen e-mail meer? Dat kiest u op uw profielpagina:
{settings.PORTAL_URL}/profiel/

Portaal Cultuurregio
"""
