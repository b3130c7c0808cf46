"""Of which tables views are kept, and what may be in one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Page:
    """A page of which views are kept: how it is called, its address, and what is chosen on it."""

    label: str
    url_name: str
    keys: tuple[str, ...]


PAGES = {
    "matrix": Page("Deelname", "actions:matrix", ("thema", "trekker", "op", "kolommen")),
}
PROFILE = "profiel"
LONGEST_VALUE = 100  # characters of one choice


def known_choices(page: str, profile: int, chosen: Mapping[str, str]) -> str:
    """
    Return the choices as they are kept: the keys that the page knows, and nothing else.

    :raises KeyError: for a page of which no views are kept.
    """
    kept = [(key, chosen.get(key, "")) for key in PAGES[page].keys]
    choices = [(key, value) for key, value in kept if 0 < len(value) <= LONGEST_VALUE]
    return urlencode([(PROFILE, profile), *choices])
