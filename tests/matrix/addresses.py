"""Every address of the URLconf that is ours, with what it names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.tree import ROOMS

ADMIN = "admin"  # one door for all its pages, with tests of its own


@dataclass(frozen=True)
class Address:
    """An address by its name, the parameters in its path, and what its view asks of a reader."""

    name: str
    parameters: frozenset[str]
    access: object
    view: Callable[..., HttpResponse]


def addresses() -> dict[str, Address]:
    """Return every address whose view is in one of our rooms."""
    return {address.name: address for address in _walk(get_resolver())}


def _walk(
    resolver: URLResolver, space: str = "", outer: frozenset[str] = frozenset()
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        parameters = outer | frozenset(entry.pattern.converters)
        if getattr(entry, "namespace", None) == ADMIN:
            continue
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, parameters)
        elif isinstance(entry, URLPattern) and _is_ours(entry):
            access = getattr(entry.callback, "access", None)
            yield Address(f"{space}{entry.name}", parameters, access, entry.callback)


def _is_ours(entry: URLPattern) -> bool:
    return entry.callback.__module__.partition(".")[0] in ROOMS
