"""No page without a second factor, for people whose role asks for one."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from accounts.access import leave_page, must_still_prove, replay, suspend

# The way out, and proving who it is.
WAY_THROUGH = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:prove_at_provider",
        "accounts:second_factor",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)

# Setting up a factor is a way through for who has none. Who has one shows that one first: else a
# password would be enough to add another.
FIRST_FACTOR = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})


def require_second_factor(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Send people who decide, confirm, sign, freeze or administer to their second factor first.

    Who has none sets it up; who has one, but came in without it, shows it. A form that was being
    sent waits, also when an act asks for a fresh proof.
    """

    def pass_on(request: HttpRequest) -> HttpResponse:
        response = _leave_for_sign_in(request, answer(request))
        if origins := getattr(request, "provider_origins", None):
            response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # noqa: SLF001  # as django-csp's decorator does
        return response

    pass_on.process_view = _guard  # type: ignore[attr-defined]  # where Django looks for it
    pass_on.process_exception = _ask_again  # type: ignore[attr-defined]  # see above
    return pass_on


def _guard(request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:  # noqa: ANN401  # Django's
    if not request.user.is_authenticated or not getattr(view, "login_required", True):
        return None
    if not _may_pass(request):
        return suspend(request, to=_way(request), keep=_is_ours(view))
    return replay(request)


def _ask_again(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if not isinstance(exception, ReauthenticationRequired):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return None
    assert request.resolver_match is not None
    return suspend(request, to=methods[0]["url"], keep=_is_ours(request.resolver_match.func))


def _may_pass(request: HttpRequest) -> bool:
    assert request.resolver_match is not None
    name = request.resolver_match.view_name
    if name in WAY_THROUGH or (name in FIRST_FACTOR and not is_mfa_enabled(request.user)):
        return True
    return not must_still_prove(request)


def _way(request: HttpRequest) -> str:
    way = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "accounts:second_factor"
    return reverse(way)


def _is_ours(view: Any) -> bool:  # noqa: ANN401  # Django's
    """Tell whether a form of this page can wait; forms of allauth hold passwords and codes."""
    return hasattr(view, "access")


def _leave_for_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Leave the page when htmx asks for a part of it after the session has ended."""
    location = response.headers.get("Location", "")
    if request.headers.get("HX-Request") != "true" or not location.startswith(_sign_in()):
        return response
    back = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]  # HtmxMiddleware's
    return leave_page(request, f"{_sign_in()}?{urlencode({'next': back})}")


def _sign_in() -> str:
    return reverse("account_login")
