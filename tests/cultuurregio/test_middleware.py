"""What holds for every request and answer."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse

from municipalities.models import Role
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\nx\r\n--x--\r\n'
UNREADABLE = "Dit verzoek kunnen wij niet lezen"


@pytest.fixture
def official():
    client = Client()
    client.force_login(person(Role.OFFICIAL, MunicipalityFactory()).user)
    return client


@pytest.mark.parametrize("text", ["a\0b", "x" * 100_001, "half \ufffd gelezen"])
def test_what_no_field_can_hold_is_refused_in_dutch(client, text):
    answers = [
        client.get(LOGIN, {"next": text}),
        client.get(LOGIN, {text: "1"}),
        client.post(LOGIN, {"login": text, "password": "x"}),
        client.post(LOGIN, {text: "x"}),
    ]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert all(UNREADABLE in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF", "%C3", "%C0%80", "%00", "%F5%80%80%80"])
def test_bytes_that_are_no_text_are_refused(client, raw):
    body = f"login={raw}"
    part = PART.replace(b"\nx\r", b"\n\xed\xa0\x80\r")

    answers = [
        client.get(f"{LOGIN}?next={raw}"),
        client.get(f"{LOGIN}?{raw}=1"),
        client.get(f"/voorstellen/{raw}/"),
        client.post(LOGIN, body, content_type=FORM),
        client.generic("POST", LOGIN, part, content_type=PARTS),
    ]

    assert [answer.status_code for answer in answers] == [400] * 5


@pytest.mark.parametrize(
    "content_type",
    [
        *("application/json", "text/plain", "text/xml", "nonsense", ""),
        *(f"{FORM}; charset=latin-1", f"{FORM}; charset=base64", f"{FORM}; charset=utf-16"),
        *("multipart/form-data", "multipart/form-data; boundary=x; charset=rot13"),
    ],
)
def test_a_body_that_is_no_form_in_utf_8_is_refused(client, content_type):
    body = json.dumps({"login": "\ud800"})

    response = client.generic("POST", LOGIN, body, content_type=content_type)

    assert response.status_code == 400
    assert UNREADABLE in response.content.decode()


def test_a_nul_in_a_header_or_an_own_cookie_is_refused(client):
    client.cookies.load({settings.SESSION_COOKIE_NAME: "a\0b"})
    by_cookie = client.get(LOGIN)
    client.cookies.clear()
    by_header = client.get(LOGIN, headers={"User-Agent": "a\0b"})

    assert (by_cookie.status_code, by_header.status_code) == (400, 400)


def test_the_unreadable_cookie_of_another_site_does_not_lock_anybody_out(client):
    response = client.get(LOGIN, headers={"Cookie": "elders=\xff\xfe"})

    assert response.status_code == 200


def test_names_and_numbers_of_fields_have_an_end(client):
    answers = [
        client.post(LOGIN, {"n" * 201: "x"}),
        client.post(LOGIN, {f"veld{number}": "x" for number in range(1001)}),
        client.get(LOGIN, {f"veld{number}": "x" for number in range(1001)}),
    ]

    assert [answer.status_code for answer in answers] == [400] * 3
    assert client.post(LOGIN, {"n" * 200: "x"}).status_code == 200


def test_the_name_of_a_file_is_read_too(client):
    part = PART.replace(b'"login"', '"file"; filename="\ufffd.docx"'.encode())

    response = client.generic("POST", LOGIN, part, content_type=PARTS)

    assert response.status_code == 400


@pytest.mark.parametrize("text", ["gewoon", "x" * 100_000, "100%", "🎭", "e\u0301\u200b"])
def test_all_other_text_comes_through(client, text):
    assert client.post(LOGIN, {"login": text, "password": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("length", "status"),
    [("11000001", 413), ("9" * 5000, 413), ("lang", 400), ("-1", 400), ("٣", 400)],
)
def test_a_body_larger_than_any_document_is_refused_before_it_is_read(client, length, status):
    response = client.generic("POST", LOGIN, PART, content_type=PARTS, CONTENT_LENGTH=length)

    assert response.status_code == status
    assert ("ten hoogste 5 MB" in response.content.decode()) == (status == 413)


def test_a_body_as_large_as_allowed_is_read(client):
    head, tail = PART.replace(b'"login"', b'"file"; filename="a.docx"').split(b"\nx\r")
    body = b"%b\n%b\r%b" % (head, b"x" * (11_000_000 - len(head + tail) - 2), tail)

    response = client.generic("POST", LOGIN, body, content_type=PARTS)

    assert (len(body), response.status_code) == (11_000_000, 200)


def test_pages_of_a_session_are_not_kept_by_the_browser(official):
    response = official.get(reverse("decisions:overview"))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "HX-Request" in response.headers["Vary"]


def test_an_address_that_only_takes_a_form_explains_itself(official):
    response = official.get(reverse("municipalities:act_for"))

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "begint op een andere pagina" in response.content.decode()
    assert official.head(reverse("municipalities:act_for")).content == b""


@pytest.mark.parametrize(
    ("proxies", "line", "status"),
    [
        (0, "1.2.3.4", 200),
        (1, "1.2.3.4", 200),
        (2, "1.2.3.4, 10.0.0.1", 200),
        (2, "1.2.3.4", 400),
        (2, None, 200),
    ],
)
def test_a_request_that_missed_a_proxy_is_refused(client, settings, proxies, line, status):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": line} if line else {}

    response = client.post(LOGIN, {"login": "a@b.nl", "password": "x"}, headers=headers)

    assert response.status_code == status


@pytest.mark.parametrize("credential", ["0", "false", "1e400", '"x"', "[1]", "{"])
def test_a_passkey_that_is_none_is_never_saved(official, credential):
    response = official.post("/accounts/2fa/webauthn/add/", {"credential": credential})

    assert response.status_code == 400
    assert not Authenticator.objects.exists()


def test_a_passkey_without_its_parts_is_refused(client):
    response = client.post("/accounts/2fa/webauthn/login/", {"credential": '{"id": "x"}'})

    assert response.status_code == 400
    assert UNREADABLE in response.content.decode()
