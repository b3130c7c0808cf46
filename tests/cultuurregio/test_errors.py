"""Error pages: in Dutch, telling what to do next, and holding every text that was typed."""

import re
from html import unescape

import pytest
from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connections
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cultuurregio import errors, typed
from cultuurregio.urls import *  # noqa: F403 - the handlers and addresses of the portal
from cultuurregio.urls import urlpatterns as ours
from municipalities.access import public
from municipalities.models import Role
from tests.factories.people import MunicipalityFactory, person

FAULTS = {
    "400": BadRequest("faulty"),
    "400b": SuspiciousOperation("odd"),
    "403": PermissionDenied(),
    "404": Http404(),
    "500": RuntimeError("broken"),
}
TEXT = 'Eerste regel\n  <b>tweede</b> & "derde" {{ 7|add:7 }} \'s-Gravenhage'
NEXT_STEP = re.compile(r"<a href=\"/\">(?:T|t)erug|<a href=\"/\">overzicht")


@public
@csrf_exempt
def fail(request, kind):
    if kind == "429":
        return errors.too_often(request)
    raise FAULTS[kind]


@public
@csrf_exempt
def read_first(request):
    """Read the body as a stream, so that the form cannot be read any more, and fail."""
    request.read(1)
    raise RuntimeError("broken")


@public
def guarded(_request):
    return HttpResponse("in")


urlpatterns = [
    path("faal/lezend/", read_first),
    path("faal/csrf/", guarded),
    path("faal/<kind>/", fail),
    *ours,
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
KINDS = [*FAULTS, "429"]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def boxes(response) -> dict[str, str]:
    """Return the texts that the page gives back, as a browser would show them."""
    page = response.content.decode()
    names = re.findall(r'<label for="ingevuld-\d+">(.*?)</label>', page)
    texts = re.findall(r"<textarea[^>]*readonly[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    return {unescape(name): unescape(text) for name, text in zip(names, texts, strict=True)}


@pytest.mark.parametrize("kind", KINDS)
def test_page_gives_back_what_was_typed(client, kind):
    response = client.post(f"/faal/{kind}/", {"onderwerp": "Kort", "verhaal": TEXT})

    assert response.status_code == int(kind[:3])
    assert boxes(response) == {"onderwerp": "Kort", "verhaal": TEXT}
    assert "<b>tweede" not in response.content.decode()
    assert NEXT_STEP.search(response.content.decode())
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_form_that_expired_gives_back_what_was_typed():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/faal/csrf/", {"verhaal": TEXT})

    assert response.status_code == 403
    assert "Dit formulier is verlopen" in response.content.decode()
    assert boxes(response) == {"verhaal": TEXT}


def test_text_that_was_refused_as_unreadable_is_given_back_with_a_mark(client):
    response = client.post("/faal/404/", {"verhaal": "voor\0na\u202e"})

    assert response.status_code == 400
    assert boxes(response) == {"verhaal": "voor\ufffdna\ufffd"}


@pytest.mark.parametrize("kind", KINDS)
def test_htmx_gets_the_message_without_the_page(client, kind):
    whole = client.post(f"/faal/{kind}/", {"verhaal": TEXT})
    part = client.post(f"/faal/{kind}/", {"verhaal": TEXT}, headers={"HX-Request": "true"})

    heading = re.search("<h1>(.*?)</h1>", whole.content.decode())[1]
    assert part.status_code == whole.status_code
    assert heading in part.content.decode()
    assert 'role="alert"' in part.content.decode()
    assert boxes(part) == boxes(whole)
    assert "<html" not in part.content.decode() and "<h1" not in part.content.decode()


SECRETS = [
    *("password", "password1", "oldpassword", "wachtwoord", "csrfmiddlewaretoken", "token"),
    *("code", "otp_code", "recovery-codes", "client_secret", "credential", "key", "pass", "pin"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_comes_back(client, kind):
    response = client.post(f"/faal/{kind}/", dict.fromkeys(SECRETS, "S3cr3t!") | {"naam": "Jo"})

    assert "S3cr3t!" not in response.content.decode()
    assert boxes(response) == {"naam": "Jo"}


@pytest.mark.parametrize("name", ["postcode", "secretary", "opinie", "monkey", "geheimhouding"])
def test_a_name_that_looks_like_a_secret_is_none(name):
    assert not typed.is_secret(name)


def test_every_field_that_hides_what_is_typed_has_the_name_of_a_secret():
    hiding = {
        name
        for form in typed._forms(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.PasswordInput)
    }

    assert hiding
    assert {name for name in hiding if not typed.is_secret(name)} == set()


def test_fields_have_the_names_of_the_form_and_choices_are_left_out(client):
    answers = {
        "remark": "Uitleg",
        "not_before_date": "9 oktober 2018",
        "outcome": "agreed",
        "seen_sha256": "a" * 64,
        "next": "/",
        "leeg": "  ",
    }

    response = client.post("/faal/404/", answers)

    assert boxes(response) == {"Toelichting": "Uitleg", "Embargo tot: datum": "9 oktober 2018"}


def test_what_is_given_back_has_an_end(client):
    many = {f"veld{number:03}": "x" for number in range(80)}
    long = {f"lang{number}": "y" * 30_000 for number in range(8)}

    few = boxes(client.post("/faal/500/", many))
    cut = client.post("/faal/500/", long)

    assert len(few) == 50
    assert [len(text) for text in boxes(cut).values()] == [20_000] * 5
    assert "alleen het begin" in cut.content.decode()


def test_nothing_of_the_form_of_another_site_is_shown(client):
    response = client.post(
        "/faal/404/", {"verhaal": TEXT}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert boxes(response) == {}


@pytest.mark.parametrize("address", ["/faal/500/", "/faal/lezend/"])
def test_a_body_that_cannot_be_read_leaves_the_page_without_texts(client, address):
    response = client.generic(
        "POST", address, b"verhaal=x", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 500
    assert "De fout ligt bij ons" in response.content.decode()


def test_every_other_fault_of_a_page_is_logged_and_answered(client, caplog):
    with override_settings(TEMPLATES=[]):
        response = client.post("/faal/500/", {"verhaal": TEXT, "password": "S3cr3t!"})

    page = response.content.decode()
    assert response.status_code == 500
    assert "De fout ligt bij ons" in page and "S3cr3t!" not in page
    assert unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1]) == TEXT
    assert "The page for a fault failed itself" in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/", "/faal/500/", "/faal/404/", "/accounts/login/"])
def test_without_the_database_there_is_still_a_page(client, address):
    client.force_login(person(Role.OFFICIAL, MunicipalityFactory()).user)
    old = connections["default"].settings_dict["NAME"]
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = "er-is-geen-databank"
    try:
        response = client.post(address, {"verhaal": TEXT})
    finally:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = old

    assert response.status_code == 500
    assert "De fout ligt bij ons" in response.content.decode()
    assert boxes(response) == {"verhaal": TEXT}


def test_a_context_processor_that_fails_ends_in_the_page_for_faults(client, settings):
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].append(f"{__name__}.broken")
    try:
        with override_settings(TEMPLATES=settings.TEMPLATES):
            response = client.post("/faal/404/", {"verhaal": TEXT})
    finally:
        settings.TEMPLATES[0]["OPTIONS"]["context_processors"].pop()

    assert response.status_code == 500
    assert boxes(response) == {"verhaal": TEXT}


def broken(_request):
    raise RuntimeError("broken")


def test_patience_is_asked_in_minutes():
    request = RequestFactory().get("/")

    short, long = errors.too_often(request), errors.too_often(request, retry_after=300)

    assert (short.headers["Retry-After"], long.headers["Retry-After"]) == ("60", "300")
    assert "een minuut" in short.content.decode() and "5 minuten" in long.content.decode()


def test_what_is_missing_and_what_is_strange_stay_the_same_bytes(client):
    """The same form at two addresses that do not exist gives one page."""
    client.force_login(person(Role.OFFICIAL, MunicipalityFactory()).user)

    one, two = (client.post(url, {"verhaal": TEXT}) for url in ("/faal/404/", "/nergens/"))

    token = re.compile(rb'"csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"')
    assert token.sub(b"", one.content) == token.sub(b"", two.content)
