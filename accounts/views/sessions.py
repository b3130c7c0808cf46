"""Where somebody is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from municipalities.access import MemberRequest, public, signed_in


@signed_in
@require_POST
def end_session(request: MemberRequest, session: int) -> HttpResponse:
    """Sign somebody out in another browser of theirs, at its next request."""
    get_object_or_404(UserSession, pk=session, user=request.user).end()
    messages.success(request, "Die browser is uitgelogd.")
    return redirect("usersessions_list")


@public
def closed(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """Stand in for pages of allauth that this portal does not have. :raises Http404: always."""
    raise Http404
