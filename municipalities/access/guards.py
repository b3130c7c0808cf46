"""How a page asks who is there: the decorators of the views, and for whom somebody acts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from municipalities.access.grants import FRESH, GRANTS, Permission, may
from municipalities.models import Membership, Role, User
from municipalities.rules import network_of, proved_lately

ACTING = "acting_membership"
OWN_PEOPLE = "own people only"  # what the database says of who has no role there any more


class MemberRequest(HttpRequest):
    """A request of which `requires` has established for whom the person acts."""

    user: User
    membership: Membership
    htmx: HtmxDetails


Page = ParamSpec("Page")
View = Callable[Concatenate[MemberRequest, Page], HttpResponse]


def requires(permission: Permission) -> Callable[[View[Page]], View[Page]]:
    """
    Admit people who act in a role that grants `permission`; others get a 403.

    An act under a permission in `FRESH` first asks, when that is some minutes ago, who it is.
    """

    def decorate(view: View[Page]) -> View[Page]:
        @wraps(view)
        def guarded(
            request: MemberRequest, /, *args: Page.args, **kwargs: Page.kwargs
        ) -> HttpResponse:
            membership = acting_membership(request)
            if membership is None or not may(membership, permission):
                raise PermissionDenied
            if request.method == "POST" and permission in FRESH and not proved_lately(request):
                raise ReauthenticationRequired
            request.membership = membership
            with _role_that_ended_meanwhile():
                return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]  # read by tests/architecture
        return guarded

    return decorate


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody in, signed in or not."""
    opened = login_not_required(view)
    opened.access = "public"  # type: ignore[attr-defined]  # read by tests/architecture
    return opened


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody in who is signed in, whatever their role; the middleware checks it."""
    view.access = "signed in"  # type: ignore[attr-defined]  # read by tests/architecture
    return view


def limited(
    action: str, *, gets: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """
    Admit as many posts as `settings.ACCOUNT_RATE_LIMITS` says of the action; more get a 429.

    With `gets` reading counts too.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponse:
            refusal: HttpResponse | None = ratelimit.consume_or_429(
                request, action=action, limit_get=gets
            )
            return refusal or view(request, *args, **kwargs)

        return counted

    return decorate


def current_memberships(request: HttpRequest) -> list[Membership]:
    """Return the memberships that count today, one query a request."""
    if not hasattr(request, "_memberships"):
        memberships = Membership.objects.none()
        if request.user.is_authenticated:
            today = timezone.localdate()
            memberships = request.user.memberships.current(today).with_organisation()
        request._memberships = list(memberships.order_by("organisation__name", "role", "pk"))  # type: ignore[attr-defined]  # noqa: SLF001  # kept for this request alone
    kept: list[Membership] = request._memberships  # type: ignore[attr-defined]  # noqa: SLF001  # see above
    return kept


def acting_membership(request: HttpRequest) -> Membership | None:
    """Return for whom this person acts, and from where: the chosen membership, else the first."""
    memberships = current_memberships(request)
    chosen = request.session.get(ACTING)
    acting = next((m for m in memberships if m.pk == chosen), next(iter(memberships), None))
    if acting:
        acting.origin = network_of(request)
    return acting


def acting(request: HttpRequest) -> dict[str, object]:
    """Give every page for whom the person acts, what else they could choose, and what they may."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {"acting": None, "memberships": [], "may": frozenset()}
    membership = acting_membership(request)
    granted = GRANTS[Role(membership.role)] if membership else frozenset()
    return {"acting": membership, "memberships": current_memberships(request), "may": granted}


@contextmanager
def _role_that_ended_meanwhile() -> Iterator[None]:
    """Refuse who had the role when the page asked, and no longer when the row was written."""
    try:
        yield
    except ProgrammingError as refusal:
        if OWN_PEOPLE in str(refusal):
            raise PermissionDenied from refusal
        raise
