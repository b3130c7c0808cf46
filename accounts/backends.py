"""Whom a password, passkey or provider can sign in."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from municipalities.models import User


class OwnPeople(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Let example accounts in, and keep them in, only while the portal is in demo mode."""

    def user_can_authenticate(self, user: User) -> bool:
        is_example = user.email.endswith(settings.EXAMPLE_ADDRESSES)
        return bool(super().user_can_authenticate(user)) and (settings.DEMO or not is_example)
