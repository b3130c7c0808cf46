"""Signing in: its words, its mail, and how somebody proves once more who it is."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.access import must_still_prove
from municipalities.models import User
from municipalities.rules import proved_lately
from notices.services import post

WORDS = {
    "reauthenticate": "Met uw wachtwoord",
    "mfa_reauthenticate": "Met een code uit uw app of een herstelcode",
    "mfa_reauthenticate:webauthn": "Met een passkey",
}

LONGEST_ADDRESS = 254  # RFC 5321
LINKS = ("activate_url", "password_reset_url", "signup_url")  # as allauth calls them in mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in in formal Dutch; mail goes out through the outbox, so an answer takes no longer."""

    # allauth says "je" where an official body says "u".
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Het e-mailadres en het wachtwoord horen niet bij elkaar.",
        "enter_current_password": "Vul uw huidige wachtwoord in.",
        "incorrect_password": "Dit is niet uw wachtwoord.",
        "incorrect_code": "Deze code klopt niet.",
        "rate_limited": "U doet dit te vaak achter elkaar. Probeer het over een paar minuten.",
        "too_long_email": "Dit is geen e-mailadres: het is te lang.",
        "too_many_login_attempts": "Te veel inlogpogingen. Probeer het over een paar minuten.",
        "unknown_email": "Dit e-mailadres is niet bij ons bekend.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the mail down for the job that sends it: the request does not wait for SMTP."""
        links = {name: _at_portal(str(context[name])) for name in LINKS if name in context}
        said = {"request": self.request, **context, **links}
        message = self.render_mail(template_prefix, email, said)
        post(
            to=email,
            subject=message.subject,
            body=message.body,
            at=timezone.now(),
            is_secret=True,
        )

    def clean_email(self, email: str) -> str:
        """Refuse an address that is longer than addresses are, before mail is written to it."""
        if len(email) > LONGEST_ADDRESS:
            raise self.validation_error("too_long_email")
        return str(super().clean_email(email))

    def send_account_already_exists_mail(self, email: str) -> None:
        """Hash once, as for a new account: the time of the answer tells nothing."""
        make_password(email)
        super().send_account_already_exists_mail(email)

    def format_email_subject(self, subject: str) -> str:
        return subject.strip()

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:  # noqa: ARG002  # allauth's
        """
        Ask once more who it is by our own clock, which starts at signing in.

        :raises ReauthenticationRequired: itself, as allauth would let somebody pass who has nothing
            but a provider to prove it with.
        """
        if not proved_lately(self.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Return the ways to prove it, best known first; only second factors where one is owed."""
        methods = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = WORDS[method["id"]]
        if user.is_authenticated and is_mfa_enabled(user) and must_still_prove(self.request):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [*methods, *_providers_of(self.request, user)]


def _at_portal(link: str) -> str:
    """Return the link at the address of the portal, whatever host the request named."""
    return settings.PORTAL_URL + urlsplit(link).path


def _providers_of(request: HttpRequest, user: User) -> list[dict[str, str]]:
    if not user.is_authenticated:
        return []
    accounts = SocialAccount.objects.filter(user=user)
    known = set(accounts.values_list("provider", flat=True))
    return [
        {
            "id": f"provider:{app.provider_id}",
            "description": f"Via {app.name}",
            "url": reverse("accounts:prove_at_provider", args=[app.provider_id]),
        }
        for app in get_provider_adapter().list_apps(request)
        if app.provider_id in known
    ]
