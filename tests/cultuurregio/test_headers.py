"""What every answer tells the browser, whoever gives it and however it ends."""

import json
import os
import re
import subprocess
import sys
from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import get_converters

from cultuurregio.urls import *  # noqa: F403 - the handlers and addresses of the portal
from cultuurregio.urls import urlpatterns as ours
from municipalities.access import public
from municipalities.models import Role
from tests.architecture.tree import PROJECT
from tests.factories.people import MunicipalityFactory, person


@public
def broken(_request):
    raise RuntimeError("broken")


urlpatterns = [path("faal/", broken), *ours]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

SECURE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
DIRECTIVES = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "style-src": "'self'",
    "connect-src": "'self'",
}
OTHER_POLICY = {"submissions:bundle"}  # a download: sandbox, checked below
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "organ": "college",
    "code": "GM0001",
}


def addresses(at=None, before="/"):
    """Return an address for every pattern of the portal, with sample values."""
    for entry in (at or get_resolver(__name__)).url_patterns:
        here = before + _filled(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here)
        elif isinstance(entry, URLPattern):
            yield here


def _filled(pattern) -> str:
    text = str(pattern)
    kinds = {id(converter): name for name, converter in get_converters().items()}
    for name, converter in pattern.converters.items():
        sample = SAMPLES.get(kinds.get(id(converter), ""), "x")
        text = re.sub(rf"<(\w+:)?{name}>", sample, text)
    text = re.sub(r"\(\?P<\w+>[^)]*\)", "x", text)
    return text.replace("^", "").replace("$", "").replace("\\", "").replace("?", "")


ADDRESSES = sorted(set(addresses()))


def policy_of(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts if " " in part.strip())


def faults(response) -> list[str]:
    """Return what is missing or different in the headers."""
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in SECURE.items()
        if response.headers.get(name) != value
    ]
    policy = policy_of(response)
    found += [
        f"{name}: {policy.get(name)}"
        for name, value in DIRECTIVES.items()
        if policy.get(name) != value
    ]
    if re.search(r"unsafe|https?:|\*", response.headers["Content-Security-Policy"]):
        found.append(response.headers["Content-Security-Policy"])
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    return found


@pytest.fixture
def secure():
    """The portal as it is behind HTTPS."""
    with override_settings(
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=31_536_000,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SECURE_HSTS_PRELOAD=True,
    ):
        yield


@pytest.fixture
def member():
    client = Client(raise_request_exception=False)
    client.force_login(person(Role.OFFICIAL, MunicipalityFactory()).user)
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_says_it_to_a_stranger_and_to_a_member(secure, member, address):
    stranger = Client(raise_request_exception=False)

    for client in (stranger, member):
        for method in ("get", "post", "options"):
            response = getattr(client, method)(address, secure=True)

            assert faults(response) == [], (method, response.status_code)
            assert client is stranger or "no-store" in response.headers["Cache-Control"]


def test_the_walk_meets_many_ends(secure, member):
    ends = {member.get(address, secure=True).status_code for address in [*ADDRESSES, "/nergens/"]}

    assert {200, 302, 403, 404, 405, 500} <= ends


@pytest.mark.parametrize(
    ("address", "options", "status"),
    [
        ("/", {"secure": False}, HTTPStatus.MOVED_PERMANENTLY),
        ("/voorstellen/1", {}, HTTPStatus.MOVED_PERMANENTLY),
        ("/%00", {}, HTTPStatus.BAD_REQUEST),
        ("/faal/", {}, HTTPStatus.INTERNAL_SERVER_ERROR),
        ("/", {"headers": {"Host": "elders.example"}}, HTTPStatus.BAD_REQUEST),
    ],
)
def test_answers_that_never_reach_a_view_say_it_too(secure, address, options, status):
    client = Client(raise_request_exception=False)

    response = client.get(address, **{"secure": True, **options})

    assert response.status_code == status
    left = ["Strict-Transport-Security: None"] if not options.get("secure", True) else []
    assert faults(response) == left  # a browser ignores that one without HTTPS


def test_refused_bodies_and_expired_forms_say_it_too(secure):
    client = Client(enforce_csrf_checks=True)

    large = client.post("/faal/", {"x": "1"}, secure=True, CONTENT_LENGTH="12000000")
    expired = client.post("/accounts/login/", {"x": "1"}, secure=True)

    assert (large.status_code, expired.status_code) == (413, 403)
    assert faults(large) == faults(expired) == []


def test_static_files_say_it_and_may_be_kept(secure, tmp_path, member):
    (tmp_path / "a.css").write_text("a{}")
    with override_settings(STATIC_ROOT=str(tmp_path)):
        fresh = Client()
        fresh.cookies = member.cookies
        response = fresh.get("/static/a.css", secure=True)
        response.close()

    assert response.status_code == 200
    assert faults(response) == []
    assert "no-store" not in response.headers["Cache-Control"]
    assert "HX-Request" not in response.headers.get("Vary", "")


def test_cookies_are_bound_to_this_host():
    """Start the settings as they are behind HTTPS: names and flags are chosen there."""
    asked = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        "s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN,"
        "s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH, s.SECURE_HSTS_SECONDS)"
    )

    said = _production([sys.executable, "-c", asked])

    assert said.stdout.split() == [
        *("__Host-sessie", "__Host-csrf", "True", "True", "True", "True"),
        *("None", "None", "/", "/", "31536000"),
    ]


def test_no_other_cookie_is_set(member):
    response = member.post("/accounts/logout/")

    assert set(response.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert "session" in settings.MESSAGE_STORAGE


def test_deployment_check_is_clean():
    manage = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = _production(manage)

    assert "no issues" in done.stdout + done.stderr


def _production(command):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cultuurregio.settings",
        "HTTPS": "true",
        "DEMO": "false",
        "SECRET_KEY": "0123456789abcdefghij" * 4,
    }
    return subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )


def test_htmx_stays_at_home_and_runs_no_text():
    """
    Hold the intent of allowEval, historyCacheSize and selfRequestsOnly in the words of htmx 4.

    Those three names are of htmx 2; htmx 4 keeps no pages in storage at all and evaluates only
    where the policy has 'unsafe-eval'.
    """
    page = (PROJECT / "templates" / "htmx.html").read_text()
    htmx = (PROJECT / "static" / "vendor" / "htmx.min.js").read_text()

    options = json.loads(re.search(r"content='({.*?})'", page)[1])

    assert options["mode"] == "same-origin"
    assert options["history"] is False
    assert not re.search("allowEval|historyCacheSize|selfRequestsOnly|localStorage", htmx)
    assert "sessionStorage" not in htmx
    assert "'unsafe-eval'" not in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]
