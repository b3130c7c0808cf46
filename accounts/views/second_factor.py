"""Setting up a second factor, and proving at a provider who one is."""

import time

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import go_on
from accounts.rules import PROVE
from municipalities.access import MemberRequest, signed_in
from municipalities.rules import used_second_factor


@signed_in
@require_http_methods(["GET", "POST"])
def second_factor(request: MemberRequest) -> HttpResponse:
    """Let somebody choose a second factor; by POST, who has one goes on where they were."""
    if request.method == "POST" and used_second_factor(request):
        return go_on(request)
    if is_mfa_enabled(request.user):
        return redirect("mfa_index")
    return render(request, "accounts/second_factor.html")


@signed_in
@require_http_methods(["GET", "POST"])
def prove_at_provider(request: MemberRequest, provider: str) -> HttpResponse:
    """
    Let the provider of somebody's municipality ask once more who it is, password and all.

    :raises Http404: unless this person signs in at that provider.
    """
    found = _own_provider(request, provider)
    back = get_next_redirect_url(request) or "/"
    if request.method == "POST":
        sent: HttpResponse = found.redirect(
            request, AuthProcess.REDIRECT, back, auth_params=PROVE, asked_at=time.time()
        )
        return sent
    page = {"provider": found, "next": back}
    return render(request, "accounts/prove_at_provider.html", page)


def _own_provider(request: MemberRequest, provider: str) -> OpenIDConnectProvider:
    adapter = get_adapter()
    try:
        found: OpenIDConnectProvider = adapter.get_provider(request, provider)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    if not SocialAccount.objects.filter(user=request.user, provider=provider).exists():
        raise Http404
    return found
