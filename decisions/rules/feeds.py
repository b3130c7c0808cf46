"""How the secret of a calendar's address is kept. Pure."""

import hashlib


def secret_hash(secret: str) -> str:
    """Return what is kept of a secret: enough to know it again, too little to read it."""
    return hashlib.sha256(secret.encode()).hexdigest()
