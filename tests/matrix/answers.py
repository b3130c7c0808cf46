"""Asking the portal as somebody, and looking at every byte of the answer and the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.matrix.addresses import Address
from tests.matrix.things import NOTHING
from tests.matrix.world import Target

DIFFERS = re.compile(
    rb'"csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce[-=]"?[\w+/=-]+'
)
UNNAMED = {"accounts:closed": "/accounts/3rdparty/signup/"}  # addresses by expression -> one
HTMX = {"HX-Request": "true"}


def ask(url: str, method: str = "GET", *, session: str = "", htmx: bool = False) -> HttpResponse:
    """Ask once, as a browser that kept nothing but its session."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client.generic(
        method,
        url,
        content_type="application/x-www-form-urlencoded",
        headers=HTMX if htmx else {},
    )


def url_of(address: Address, target: Target) -> str:
    """Return the address of what the target names, with nobody's number for what is not there."""
    if address.name in UNNAMED:
        return UNNAMED[address.name]
    named = {key: target.things.get(key, NOTHING[key]) for key in address.parameters}
    return reverse(address.name, kwargs=named)


def image(response: HttpResponse) -> tuple[object, ...]:
    """Return all that a reader can tell from an answer: status, headers, cookies and bytes."""
    headers = {
        name: DIFFERS.sub(b"", value.encode()) for name, value in sorted(response.headers.items())
    }
    return (
        response.status_code,
        tuple(headers.items()),
        tuple(sorted(response.cookies)),
        DIFFERS.sub(b"", response.content),
    )


def fingerprint() -> dict[str, str]:
    """Return a hash of every row of every table, by table."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    one = "SELECT '{0}', md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {0} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in sorted(tables)))
        return dict(cursor.fetchall())


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo in the database what happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
