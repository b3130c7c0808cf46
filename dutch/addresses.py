"""Web addresses that people type as evidence: shown as a link to others, never fetched by us."""

import re
from urllib.parse import SplitResult, urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s\\<>\"{}|^`]")
_HOST = re.compile(
    r"(?=.{4,253}\Z)(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE
)


class UnreadableAddress(ValueError):
    """What was typed is no address of a public website; the message is for the user."""

    def __init__(self) -> None:
        super().__init__(
            "Vul een webadres in dat begint met https://. "
            "Bijvoorbeeld: https://www.almelo.nl/besluitenlijst."
        )


def parse_address(text: str) -> str:
    """
    Read a web address such as `www.almelo.nl/besluiten`; what lacks a scheme gets `https://`.

    Only the name of a public site is taken: sign-in data, ports, IP addresses and look-alike
    letters make a link lead elsewhere than it seems to.

    :raises UnreadableAddress: with the sentence for the user.
    """
    if _UNSAFE.search(text):
        raise UnreadableAddress
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
    except ValueError:
        raise UnreadableAddress from None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc):
        raise UnreadableAddress
    return SplitResult(parts.scheme, parts.netloc.lower(), *parts[2:]).geturl()
