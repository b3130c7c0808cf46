"""What allauth tells of: each sign-in and each change of how somebody signs in is in the trail."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import (
    email_confirmed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.access import is_example
from accounts.services import record_own
from municipalities.models import User
from municipalities.services.institutions import announce

FACTORS = {
    Authenticator.Type.TOTP: "code uit een app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "herstelcodes",
}


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, sociallogin: Any = None, **_: Any) -> None:  # noqa: ANN401  # Django's
    """Note beside what allauth notes what a provider proved; who is an example needs no factor."""
    if sociallogin:
        record_authentication(request, user, **sociallogin.state["proof"])
    if is_example(user):
        record_authentication(request, user, method="example")
    record_own("signed_in", "Ingelogd", user=user, request=request, at=timezone.now())


@receiver([password_changed, password_set, password_reset])
def changed_password(request: HttpRequest, user: User, **_: Any) -> None:  # Django's
    record_own(
        "changed_password", "Wachtwoord gewijzigd", user=user, request=request, at=timezone.now()
    )


@receiver([authenticator_added, authenticator_reset])
def added_factor(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **_: Any,  # Django's
) -> None:
    """Count setting up a factor as using it: a code or key has just been shown."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type
        )
    sentence = f"Tweede stap toegevoegd: {_named(authenticator)}"
    record_own("added_factor", sentence, user=user, request=request, at=timezone.now())


@receiver(authenticator_removed)
def removed_factor(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **_: Any,  # Django's
) -> None:
    sentence = f"Tweede stap verwijderd: {_named(authenticator)}"
    record_own("removed_factor", sentence, user=user, request=request, at=timezone.now())


@receiver(social_account_added)
def added_provider(request: HttpRequest, sociallogin: Any, **_: Any) -> None:  # noqa: ANN401  # Django's
    record_own(
        "added_provider",
        f"Inloggen met {sociallogin.account.get_provider().name} toegevoegd",
        user=sociallogin.user,
        request=request,
        at=timezone.now(),
    )


@receiver(social_account_removed)
def removed_provider(request: HttpRequest, socialaccount: Any, **_: Any) -> None:  # noqa: ANN401  # Django's
    record_own(
        "removed_provider",
        f"Inloggen met {socialaccount.get_provider().name} verwijderd",
        user=socialaccount.user,
        request=request,
        at=timezone.now(),
    )


@receiver(email_confirmed)
def proved_address(email_address: EmailAddress, **_: Any) -> None:  # Django's
    """Let coordinators know of an institution once somebody can be reached there."""
    announce(email_address.user, at=timezone.now())


def _named(authenticator: Authenticator) -> str:
    return FACTORS[Authenticator.Type(authenticator.type)]
