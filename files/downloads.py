"""Handing out a file that somebody uploaded."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from files.uploads import kind_of

AS_A_FILE = {
    "Content-Security-Policy": "sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def download(content: bytes, *, name: str) -> HttpResponse:
    """Hand over the bytes as they came, never to be shown inside the portal."""
    kind = kind_of(content)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        content_type=kind.media_type if kind else "application/octet-stream",
        headers=AS_A_FILE | {"Content-Disposition": disposition or "attachment"},
    )
