"""No page without a second factor, for people whose role asks for one."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from municipalities.access import current_memberships, needs_second_factor
from municipalities.rules import used_second_factor

# What somebody needs to get through: the way out, proving who it is, and setting up a factor.
WAY_THROUGH = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:second_factor",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)


def require_second_factor(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Send people who decide, confirm, sign, freeze or administer to their second factor first.

    Who has none sets it up; who has one, but came in without it, shows it.
    """

    def pass_on(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_view(request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:  # noqa: ANN401  # Django's
        if _may_pass(request, view):
            return None
        way = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "accounts:second_factor"
        response: HttpResponse = suspend_request(request, reverse(way))
        return response

    pass_on.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return pass_on


def _may_pass(request: HttpRequest, view: Any) -> bool:  # noqa: ANN401  # Django's
    if not request.user.is_authenticated or not getattr(view, "login_required", True):
        return True
    assert request.resolver_match is not None
    if request.resolver_match.view_name in WAY_THROUGH:
        return True
    strong = any(needs_second_factor(membership) for membership in current_memberships(request))
    return not strong or used_second_factor(request)
