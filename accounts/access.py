"""Who must still prove who it is, and the form that waits meanwhile."""

import time
from typing import Any

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from municipalities.access import acting_membership, current_memberships, needs_second_factor
from municipalities.models import User
from municipalities.rules import used_second_factor

ON = "accounts_on"  # where somebody was going when they were asked to set up a second factor
READY = "accounts_ready"  # the form that waited, while the browser is on its way to send it
RESUME = f"{__name__}.resume"
WAITS = 1800  # seconds that a form waits for a proof
ON_ITS_WAY = 60  # seconds that a browser gets to follow one redirect


def must_prove_twice(user: User) -> bool:
    """Tell whether one of the roles of this person, today, asks for a second factor."""
    current = user.memberships.current(timezone.localdate())
    return any(needs_second_factor(membership) for membership in current)


def is_example(user: User) -> bool:
    """Tell whether this is an account of the example, in a portal that is in demo mode."""
    return settings.DEMO and user.email.endswith(settings.EXAMPLE_ADDRESSES)


def must_still_prove(request: HttpRequest) -> bool:
    """Tell whether this person needs a second factor and has not shown it in this session."""
    strong = any(needs_second_factor(membership) for membership in current_memberships(request))
    return strong and not used_second_factor(request)


def suspend(request: HttpRequest, *, to: str, keep: bool) -> HttpResponse:
    """
    Send somebody to the page `to`, and afterwards back to what they were doing.

    With `keep` a form that they were sending waits in their session. A page that htmx loads a part
    of is left as a whole.
    """
    back = _place(request)
    request.session.pop(STATE_SESSION_KEY, None)
    request.session[ON] = back
    if keep and request.method == "POST":
        state = _form(request) | {"path": back}
        request.session[STATE_SESSION_KEY] = {"callback": RESUME, "state": state}
    return leave_page(request, f"{to}?{urlencode({'next': back})}")


def leave_page(request: HttpRequest, location: str) -> HttpResponse:
    """Redirect, also when htmx asked: that would put the other page inside this one."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": location})
    return HttpResponseRedirect(location)


def resume(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    """Go on, now that somebody proved who they are. allauth calls this when a form waits."""
    return _go_on(request, state, asked=get_next_redirect_url(request))


def go_on(request: HttpRequest, *, asked: str | None = None) -> HttpResponse:
    """Go on to where somebody was going, or to `asked`, with the form that waits for it."""
    on = request.session.pop(ON, None)
    kept = request.session.pop(STATE_SESSION_KEY, None) or {}
    state = kept["state"] if kept.get("callback") == RESUME else None
    return _go_on(request, state, asked=asked or on)


def replay(request: HttpRequest) -> HttpResponse | None:
    """
    Turn this request into the form that waited for it: once, for who sent it, in the same role.

    :returns: the answer if it cannot be sent any more; nothing if it can, or if no form waits.
    """
    ready = request.session.get(READY)
    if not ready or request.method != "GET" or request.get_full_path() != ready["path"]:
        return None
    del request.session[READY]
    request.session.save()
    if time.time() - ready["ready_at"] > ON_ITS_WAY:
        return None
    if ready["by"] != _who(request):
        messages.error(
            request, "Uw formulier is niet verzonden: u handelt niet meer in dezelfde rol."
        )
        return redirect("/")
    request.method, request.POST = "POST", QueryDict(ready["post"])
    return None


def _go_on(
    request: HttpRequest, state: dict[str, Any] | None, *, asked: str | None
) -> HttpResponse:
    if state and (state["path"] != asked or time.time() - state["at"] > WAITS):
        messages.warning(request, "Een formulier dat op u wachtte, is niet verzonden.")
    elif state:
        request.session[READY] = state | {"ready_at": time.time()}
    return redirect(asked or "/")


def _form(request: HttpRequest) -> dict[str, Any]:
    return {"post": request.POST.urlencode(), "by": _who(request), "at": time.time()}


def _who(request: HttpRequest) -> list[int | None]:
    """Return who acts, and in which membership: a form of one role is never sent in another."""
    membership = acting_membership(request)
    return [request.user.pk, membership.pk if membership else None]


def _place(request: HttpRequest) -> str:
    """Return the page that somebody sees: for htmx that is not the part it asks for."""
    seen = getattr(getattr(request, "htmx", None), "current_url_abs_path", None)
    return seen if seen and request.method == "GET" else request.get_full_path()
