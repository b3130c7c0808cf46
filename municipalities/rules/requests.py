"""What a request tells of a person: from where it came, and how lately they proved who it is."""

import time
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

SECOND_FACTORS = frozenset({"mfa", "trusted provider", "example"})
PREFIX = {4: 24, 6: 48}


def network_of(request: HttpRequest) -> str:
    """
    Return the network a request came from: enough to tell an office from a stranger, not a person.

    An IPv4 address is cut to 24 bits, an IPv6 address to 48; "" when nobody can tell.
    """
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied):
        return ""
    return str(ip_network((address, PREFIX[address.version]), strict=False))


def proved_lately(request: HttpRequest) -> bool:
    """Tell whether this person proved in the last minutes, in this session, that it is them."""
    records = get_authentication_records(request, request.user)
    proved_at = max((_proved_at(record) for record in records), default=0)
    return bool(time.time() - proved_at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def used_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session was opened, or since then proved, with a second factor."""
    records = get_authentication_records(request, request.user)
    counting = SECOND_FACTORS if settings.DEMO else SECOND_FACTORS - {"example"}
    return any(record["method"] in counting for record in records)


def _proved_at(record: dict[str, Any]) -> float:
    """Return when somebody proved it; at a provider that can be long before they come from it."""
    if record["method"] == "socialaccount":
        return 0  # allauth's own line says when they came; ours beside it says when they proved it
    return float(record.get("auth_time", record["at"]))
