"""What a provider says of who signs in there: whether to believe it, and what it proves."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator

EXPECTED = ("iss", "aud", "sub", "exp", "iat")
PROVE = {"prompt": "login", "max_age": "0"}  # do not take a session of the provider for an answer
SKEW = 60  # seconds that the clock of a provider may be off

# RFC 8176 and what Entra ID and AD FS say instead: methods that are more than a password.
SECOND_METHODS = frozenset({"mfa", "ngcmfa", "otp", "hwk", "swk", "sc", "pop", "fido"})
MULTIPLE = "multipleauthn"  # the end of the name that AD FS gives to two methods together
NO_ASSURANCE = "0"  # OpenID Connect Core 1.0, section 2: less than the lowest level of ISO 29115


def faults_in(
    claims: Mapping[str, Any], *, client_id: str, tenant: str, nonce: str | None
) -> list[str]:
    """
    Return, for the log, why this token is not for us, from whom we trust, or for this sign-in.

    allauth has compared issuer, audience and end with what it expects, as far as they are there.
    """
    checks = {
        "a claim is missing": any(claim not in claims for claim in EXPECTED),
        "another tenant": bool(tenant) and claims.get("tid") != tenant,
        "another nonce": not nonce or claims.get("nonce") != nonce,
        "handed to another client": claims.get("azp", client_id) != client_id,
    }
    return [fault for fault, applies in checks.items() if applies]


def shows_second_factor(claims: Mapping[str, Any]) -> bool:
    """Tell whether nothing in `amr` or `acr`, as far as given, denies a second factor."""
    methods = claims.get("amr")
    if methods is not None and not any(_is_second(method) for method in methods):
        return False
    return str(claims.get("acr", "")) != NO_ASSURANCE


def proved_at(claims: Mapping[str, Any], *, now: float) -> float:
    """Return when somebody last proved who they are to the provider; 0 if that is not known."""
    at = claims.get("auth_time")
    if isinstance(at, bool) or not isinstance(at, int | float) or at > now + SKEW:
        return 0
    return float(at)


def _is_second(method: object) -> bool:
    return method in SECOND_METHODS or str(method).endswith(MULTIPLE)


class LongEnough(MinimumLengthValidator):
    """Django says this in English only."""

    def get_error_message(self) -> str:
        return f"Gebruik ten minste {self.min_length} tekens."
