"""Pages that belong to no app."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from municipalities.access import public

SUPPORTED = timedelta(days=365)  # RFC 9116 asks for less than a year ahead; then a new version


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """
    Say where a weakness can be reported, as in RFC 9116.

    :raises Http404: without SECURITY_CONTACT, as nobody would read the report.
    """
    contacts = _contacts()
    expires = settings.RELEASED_ON + SUPPORTED
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        f"Policy: {request.build_absolute_uri(reverse('disclosure'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@public
@require_safe
def disclosure(request: HttpRequest) -> HttpResponse:
    """
    Say how a weakness is reported and what the reporter may expect.

    :raises Http404: without SECURITY_CONTACT.
    """
    return render(request, "disclosure.html", {"contacts": _contacts()})


def _contacts() -> list[str]:
    """Return the contacts as addresses that a program can open. :raises Http404: without any."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    return [_address(contact) for contact in settings.SECURITY_CONTACT]


def _address(contact: str) -> str:
    is_bare = "@" in contact and ":" not in contact
    return f"mailto:{contact}" if is_bare else contact
