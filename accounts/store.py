"""Secrets at rest: locked with the secret key, opened with its predecessors too."""

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

LONGEST = 79  # bytes of a secret that, locked, still fits the 191 characters of its column


def lock(secret: str) -> str:
    """Return the secret as it may be kept."""
    return _box().encrypt(secret.encode()).decode()


def unlock(kept: str) -> str:
    """Return the secret; "" if it was locked with a key that is gone, so that nothing works."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"sign-in provider:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
