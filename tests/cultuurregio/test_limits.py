"""How often somebody may try, counted for all web servers together."""

import json
import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from cultuurregio.cache import ForgivingCache
from cultuurregio.urls import *  # noqa: F403 - the handlers and addresses of the portal
from cultuurregio.urls import urlpatterns as ours
from municipalities.access import limited, public
from tests.architecture.tree import PROJECT
from tests.factories.people import UserFactory

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"


@public
@limited("accept_invitation")
def knock(_request):
    return HttpResponse("in")


urlpatterns = [path("klop/", knock), *ours]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def fresh():
    """Start counting at nought, and with a cache that is asked."""
    ForgivingCache.away_until = 0.0
    cache.clear()
    yield
    ForgivingCache.away_until = 0.0
    cache.clear()


def tries(client, address, times, *, headers=lambda _number: {}, **fields) -> list[int]:
    """Return the status of each post; `{number}` in a field changes with every try."""
    return [
        client.post(
            address,
            {name: text.format(number=number) for name, text in fields.items()},
            headers=headers(number),
        ).status_code
        for number in range(times)
    ]


def test_twenty_tries_a_minute_and_then_patience():
    client = Client()

    statuses = tries(client, "/klop/", 21, naam="Jo {number}")
    refusal = client.post("/klop/", {"naam": "Jo"})

    assert statuses == [200] * 20 + [429]
    assert refusal.headers["Retry-After"] == "60"
    assert "U doet dit te vaak achter elkaar" in refusal.content.decode()
    assert ">\nJo</textarea>" in refusal.content.decode()
    assert client.get("/klop/").status_code == 200  # looking is free


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_address_evades_nothing(settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    real = ", 10.1.2.3" if proxies else ""  # what the proxy adds behind what came in

    statuses = tries(
        Client(),
        "/klop/",
        21,
        headers=lambda number: {"X-Forwarded-For": f"1.2.3.{number}, 4.4.4.{number}{real}"},
    )

    assert statuses == [200] * 20 + [429]


def test_behind_a_proxy_each_client_counts_for_itself(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    statuses = tries(
        Client(), "/klop/", 30, headers=lambda number: {"X-Forwarded-For": f"10.0.0.{number}"}
    )

    assert statuses == [200] * 30


def test_one_account_takes_five_wrong_passwords():
    UserFactory(email="bekend@regio.example")
    client = Client()
    fields = {"login": "bekend@regio.example", "password": "fout {number}"}

    tries(client, LOGIN, 5, **fields)
    sixth = client.post(LOGIN, {"login": fields["login"], "password": "x"})

    assert "Te veel inlogpogingen" in sixth.content.decode()
    other = client.post(LOGIN, {"login": "ander@regio.example", "password": "x"})
    assert "Te veel inlogpogingen" not in other.content.decode()


@pytest.mark.parametrize("address", ["bekend@regio.example", "onbekend@regio.example"])
def test_an_address_gets_five_mails_a_minute_known_or_not(address):
    UserFactory(email="bekend@regio.example")

    assert tries(Client(), RESET, 6, email=address) == [302] * 5 + [429]


def test_limit_is_shared_with_other_processes():
    """Use the tries up in another process, on the same cache."""
    script = (
        "import json, django; django.setup()\n"
        "from django.test import RequestFactory\n"
        "from allauth.core.internal.ratelimit import consume\n"
        "ask = RequestFactory().post('/klop/', REMOTE_ADDR='127.0.0.1')\n"
        "print(json.dumps([bool(consume(ask, app='allauth.account', action='accept_invitation'))"
        " for _ in range(21)]))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cultuurregio.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == [True] * 20 + [False]
    assert Client().post("/klop/").status_code == 429


def test_without_the_cache_everybody_is_let_through(settings, caplog):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }

    statuses = tries(Client(), "/klop/", 25)
    door = Client().post(LOGIN, {"login": "a@b.nl", "password": "x"})

    assert statuses == [200] * 25
    assert door.status_code == 200 and "horen niet bij elkaar" in door.content.decode()
    assert caplog.text.count("The cache does not answer") == 1  # asked once, then left alone
