"""The sign-in providers of municipalities, as the environment names them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {"id": str, "name": str, "server_url": str, "client_id": str, "secret": str}
OPTIONAL = {"uid_field": str, "tenant": str, "second_factor": bool}
KINDS = {**REQUIRED, **OPTIONAL}
NAMES = {str: "a text", bool: "true or false"}
HERE = {"localhost", "127.0.0.1", "::1"}


def providers(listed: object) -> list[dict[str, Any]]:
    """
    Return what OIDC_PROVIDERS lists in the words of allauth.

    :raises ImproperlyConfigured: with one sentence that says what is wrong, and where.
    """
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ImproperlyConfigured("OIDC_PROVIDERS must be a JSON list of objects.")
    for number, one in enumerate(listed, 1):
        if fault := _fault_in(one):
            raise ImproperlyConfigured(f"OIDC_PROVIDERS, provider {number}: {fault}.")
    ids = [one["id"] for one in listed]
    if len(set(ids)) < len(ids):
        raise ImproperlyConfigured("OIDC_PROVIDERS has two providers of the same id.")
    return [_as_app(one) for one in listed]


def _fault_in(one: dict[str, Any]) -> str | None:
    for name in REQUIRED:
        if not one.get(name):
            return f"{name} is missing"
    for name, value in one.items():
        if name not in KINDS:
            return f"{name} is not known"
        if type(value) is not KINDS[name]:
            return f"{name} must be {NAMES[KINDS[name]]}"
    return _fault_in_address(one)


def _fault_in_address(one: dict[str, Any]) -> str | None:
    if not re.fullmatch(r"[a-z0-9-]{1,40}", one["id"]):
        return "id may have small letters, digits and hyphens, 40 at most"
    url = urlsplit(one["server_url"])
    if url.scheme == "https" or (url.scheme == "http" and url.hostname in HERE):
        return None
    return "server_url must begin with https://"


def _as_app(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "provider_id": one["id"],
        **{name: one[name] for name in ("name", "client_id", "secret")},
        "settings": {
            "server_url": one["server_url"],
            "uid_field": one.get("uid_field", "sub"),
            "tenant": one.get("tenant", ""),
            "second_factor": one.get("second_factor", False),
        },
    }
