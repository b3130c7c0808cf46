"""The second factor: kept encrypted, and kept at all by who needs one."""

import hashlib
from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils import timezone

from accounts.access import must_prove_twice
from dutch.moments import format_date, local_date
from municipalities.models import User


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets are kept encrypted, and who needs a second factor keeps one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Uw rol vraagt een tweede stap. Voeg eerst een andere toe.",
        "cannot_generate_recovery_codes": "Stel eerst een passkey of een app in.",
        "incorrect_code": "Deze code klopt niet. Probeer de volgende code uit uw app.",
        "unverified_email": "Bevestig eerst uw e-mailadres.",
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

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002, ARG002  # allauth's names
        """Propose a name that tells this key from an older one."""
        return f"Passkey van {format_date(local_date(timezone.now()))}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the portal the way people know it; its address stays what keys are bound to."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


def _box() -> MultiFernet:
    """Return what locks with the secret key, and opens with its predecessors too."""
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
