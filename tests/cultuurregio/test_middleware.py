"""What holds for every request and answer."""

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.models import Role
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


@pytest.fixture
def official():
    client = Client()
    client.force_login(person(Role.OFFICIAL, MunicipalityFactory()).user)
    return client


@pytest.mark.parametrize("text", ["a\0b", "x" * 100_001])
def test_what_no_field_can_hold_is_refused_in_dutch(client, text):
    answers = [
        client.get(LOGIN, {"next": text}),
        client.get(LOGIN, {text: "1"}),
        client.post(LOGIN, {"login": text, "password": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "Dit verzoek kunnen wij niet lezen" in answers[0].content.decode()


def test_a_nul_in_the_address_is_refused(client):
    assert client.get("/voorstellen/%00/").status_code == 400


@pytest.mark.parametrize("text", ["gewoon", "x" * 100_000, "\ufffd", "🎭"])
def test_all_other_text_comes_through(client, text):
    assert client.post(LOGIN, {"login": text, "password": "x"}).status_code == 200


@pytest.mark.parametrize(("length", "status"), [("6000000", 302), ("6000001", 413), ("lang", 413)])
def test_a_body_larger_than_any_document_is_refused_before_it_is_read(client, length, status):
    response = client.generic("POST", "/profielen/1/inlezen/", b"x=1", CONTENT_LENGTH=length)

    assert response.status_code == status
    if status == 413:
        assert "ten hoogste 5 MB" in response.content.decode()


def test_signed_in_pages_are_not_kept_by_the_browser(official):
    response = official.get(reverse("decisions:overview"))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "HX-Request" in response.headers["Vary"]
