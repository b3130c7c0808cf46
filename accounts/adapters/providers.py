"""Signing in at the own municipality: whom a provider means, and what that proves here."""

import logging
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess, ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from requests import RequestException

from accounts.access import go_on, must_still_prove
from accounts.rules import SKEW, faults_in, proved_at, shows_second_factor
from accounts.store import unlock
from municipalities.models import User
from municipalities.services.invitations import open_invitation
from municipalities.services.opening import has_account, open_account

logger = logging.getLogger(__name__)

KIND = OpenIDConnectProvider.id
FIXED = {"oauth_pkce_enabled": True, "fetch_userinfo": False}  # the signed token says it all


class Municipal(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """A provider of a municipality; a token counts for the one sign-in that asked for it."""

    @property
    def origin(self) -> str:
        """Where a form ends up that a browser sends on to the provider."""
        url = urlsplit(self.server_url)
        return f"{url.scheme}://{url.netloc}"

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        *args: Any,
        **options: Any,  # allauth's
    ) -> HttpResponse:
        """Send somebody to the provider, with a nonce that its token has to repeat."""
        nonce = secrets.token_urlsafe(32)
        params = {
            **self.get_auth_params(),
            **(options.pop("auth_params", None) or {}),
            "nonce": nonce,
        }
        try:
            response: HttpResponse = super().redirect(
                request, process, *args, auth_params=params, nonce=nonce, **options
            )
        except (RequestException, KeyError) as fault:
            logger.warning("%s does not answer", self.app.provider_id, exc_info=fault)
            response = render_authentication_error(request, self, exception=fault)
        return response

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:  # noqa: ARG002  # allauth's
        return {}  # a link of somebody else says nothing to the provider

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002  # allauth's
        scope: list[str] = self.get_scope()
        return scope

    def get_default_scope(self) -> list[str]:
        return ["openid", "email"]

    def serialize(self) -> dict[str, Any]:
        """Name the provider itself: two may know the portal under one client id."""
        return {**super().serialize(), "id": self.app.provider_id}

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return whom the provider means. :raises ProviderException: if it does not say."""
        field = self.app.settings.get("uid_field", "sub")
        uid = data.get("id_token", {}).get(field)
        if not isinstance(uid, str) or not uid:
            raise ProviderException(f"{self.app.provider_id} sends no {field}")
        return uid

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, str]:
        """Keep the one thing by which people recognise their account, on their own page."""
        claims = data["id_token"]
        return {"email": str(claims.get("email") or claims.get("preferred_username") or "")}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, str]:  # noqa: ARG002  # allauth's
        return {}  # nobody is made or changed by what a provider says

    def extract_email_addresses(self, data: dict[str, Any]) -> list[object]:  # noqa: ARG002  # allauth's
        return []  # nobody is recognised by address either

    def sociallogin_from_response(
        self, request: HttpRequest, response: dict[str, Any]
    ) -> SocialLogin:
        """Keep the claims beside the sign-in that they are about, for as long as it takes."""
        login = super().sociallogin_from_response(request, response)
        login.claims = response["id_token"]
        return login


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """A provider lets in whom it has let in before; new people come by invitation alone."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": "Dit account hoort al bij iemand anders.",
        "no_password": "Stel eerst een wachtwoord in: anders kunt u niet meer inloggen.",
        "no_verified_email": "Uw account heeft geen bevestigd e-mailadres.",
    }

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the providers; one from the environment comes before a row of the same name."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        apps = [app for app in apps if app.provider == KIND and app.provider_id]
        for app in apps:
            app.secret = app.secret if _from_environment(app) else unlock(app.secret)
        return list({app.provider_id: app for app in sorted(apps, key=_from_environment)}.values())

    def list_providers(self, request: HttpRequest) -> list[Municipal]:
        apps = sorted(self.list_apps(request), key=lambda app: app.name)
        return [_municipal(request, app) for app in apps]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Municipal:
        """Return the provider. :raises SocialApp.DoesNotExist: if there is none of that name."""
        return _municipal(request, self.get_app(request, provider=provider, client_id=client_id))

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:  # noqa: ARG002  # allauth's
        return False

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """
        Let somebody in who was invited, with the address of the invitation whatever the token says.

        :raises ImmediateHttpResponse: for a stranger, and for who should sign in first.
        """
        if invitation := open_invitation(request):
            if has_account(invitation):
                raise ImmediateHttpResponse(redirect("municipalities:invitation"))
            address = EmailAddress(email=invitation.email, verified=True, primary=True)
            sociallogin.email_addresses = [address]
            return True
        page = {"provider": sociallogin.provider}
        raise ImmediateHttpResponse(
            render(request, "socialaccount/no_access.html", page, status=403)
        )

    def save_user(
        self,
        request: HttpRequest,
        sociallogin: SocialLogin,
        form: object = None,  # noqa: ARG002  # allauth's
    ) -> User:
        """Give who was invited an account; what they accept there follows on the page itself."""
        invitation = open_invitation(request)
        assert invitation is not None  # `is_open_for_signup` has just found it
        user = open_account(invitation, name=invitation.name, password=None, at=timezone.now())
        sociallogin.user = user
        sociallogin.save(request, connect=True)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """
        Believe the token or not, and note what it proves.

        :raises ImmediateHttpResponse: with the page that says or does the rest.
        """
        app, claims, state = sociallogin.provider.app, sociallogin.claims, sociallogin.state
        faults = faults_in(
            claims,
            client_id=app.client_id,
            tenant=app.settings.get("tenant", ""),
            nonce=state.get("nonce"),
        )
        if faults:
            logger.warning("A token of %s is refused: %s", app.provider_id, ", ".join(faults))
            raise ImmediateHttpResponse(render_authentication_error(request, sociallogin.provider))
        state["proof"] = proof_of(app, claims, now=time.time())
        if state.get("process") == AuthProcess.REDIRECT and "asked_at" in state:
            raise ImmediateHttpResponse(_prove(request, sociallogin))
        if state.get("process") == AuthProcess.CONNECT and must_still_prove(request):
            raise ImmediateHttpResponse(redirect("accounts:second_factor"))


def proof_of(app: SocialApp, claims: dict[str, Any], *, now: float) -> dict[str, Any]:
    """Return the line for the session: how somebody proved it, where, and when."""
    trusted = app.settings.get("second_factor") is True and shows_second_factor(claims)
    return {
        "method": "trusted provider" if trusted else "provider",
        "provider": app.provider_id,
        "auth_time": proved_at(claims, now=now),
    }


def _prove(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Count the proof if it is of this person and was given after it was asked for."""
    state = sociallogin.state
    is_same = sociallogin.is_existing and sociallogin.user == request.user
    if not is_same or state["proof"]["auth_time"] < state["asked_at"] - SKEW:
        page = {"provider": sociallogin.provider, "is_same": is_same}
        return render(request, "accounts/not_proved.html", page, status=403)
    assert isinstance(request.user, User)
    record_authentication(request, request.user, **state["proof"], reauthenticated=True)
    messages.success(request, "U hebt bevestigd dat u het bent.")
    return go_on(request, asked=state.get("next"))


def _municipal(request: HttpRequest, app: SocialApp) -> Municipal:
    app.settings = {**app.settings, **FIXED}
    return Municipal(request, app=app)


def _from_environment(app: SocialApp) -> bool:
    return app.pk is None
