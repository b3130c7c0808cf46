"""How allauth is fitted to this portal: its words, its mail, who signs up, which factors stay."""

import hashlib
from base64 import urlsafe_b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from municipalities.access import needs_second_factor
from municipalities.models import User
from notices.services import post


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
        "too_many_login_attempts": "Te veel inlogpogingen. Probeer het over een paar minuten.",
        "unknown_email": "Dit e-mailadres is niet bij ons bekend.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the mail down for the job that sends it: the request does not wait for SMTP."""
        message = self.render_mail(template_prefix, email, {"request": self.request, **context})
        post(
            to=email,
            subject=message.subject,
            body=message.body,
            at=timezone.now(),
            is_secret=True,
        )

    def format_email_subject(self, subject: str) -> str:
        return subject.strip()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets are kept encrypted, and who needs a second factor keeps one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Uw rol vraagt een tweede stap. Voeg eerst een andere toe.",
        "incorrect_code": "Deze code klopt niet. Probeer de volgende code uit uw app.",
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to remove the last second factor of somebody whose role asks for one."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user=authenticator.user_id)
        others = others.exclude(pk=authenticator.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return others.exists() or not must_prove_twice(authenticator.user)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """A provider lets in whom it has let in before; new people come by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002  # allauth's names
        return False


def must_prove_twice(user: User) -> bool:
    """Tell whether one of the roles of this person, today, asks for a second factor."""
    current = user.memberships.current(timezone.localdate())
    return any(needs_second_factor(membership) for membership in current)


def _box() -> MultiFernet:
    """Return what locks with the secret key, and opens with its predecessors too."""
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
