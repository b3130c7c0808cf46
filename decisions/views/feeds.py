"""A person's dates in another program, behind a secret address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from decisions.documents.agenda import calendar_file
from decisions.models import CalendarFeed
from decisions.selectors.feed import entries_of, feed_with
from decisions.services import feeds as services
from municipalities.access import MemberRequest, Permission, limited, public, requires


@requires(Permission.READ)
@require_GET
def agenda(request: MemberRequest) -> HttpResponse:
    return _page(request)


@requires(Permission.READ)
@require_POST
def make_feed(request: MemberRequest) -> HttpResponse:
    """Show the new address in the answer itself: it is kept nowhere and cannot be shown again."""
    secret = services.make_feed(by=request.membership, at=timezone.now())
    return _page(request, address=settings.PORTAL_URL + reverse("decisions:feed", args=[secret]))


@requires(Permission.READ)
@require_POST
def end_feed(request: MemberRequest) -> HttpResponse:
    services.end_feed(by=request.membership, at=timezone.now())
    messages.success(request, "Het agenda-adres is uitgezet. Niemand kan er nog mee lezen.")
    return redirect("decisions:agenda")


@public
@limited("calendar_feed", gets=True)
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Hand over the calendar. :raises Http404: for any address that is not in use."""
    found = feed_with(secret)
    if found is None:
        raise Http404
    now = timezone.now()
    answer = HttpResponse(
        calendar_file(entries_of(found.user, at=now), at=now),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="cultuurregio.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: MemberRequest, *, address: str = "") -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user).first()
    answer = render(request, "decisions/agenda.html", {"feed": feed, "address": address})
    if address:
        answer["Cache-Control"] = "private, no-store"
    return answer
