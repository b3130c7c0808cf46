"""Signing in, a forgotten password and faults, in the words of an official body."""

import pytest
from django.test import Client

from municipalities.models import User
from notices.models import Mail

pytestmark = [pytest.mark.urls("tests.face.urls"), pytest.mark.django_db]


@pytest.fixture
def person():
    return User.objects.create_user(
        email="griffie@losser.example", name="Griffie", password="een lang wachtwoord"
    )


def test_known_address_gets_a_link(client, person):
    answer = client.post("/accounts/password/reset/", {"email": person.email}, follow=True)

    message = Mail.objects.get()
    assert message.to == person.email
    assert message.subject.endswith("Nieuw wachtwoord kiezen")
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in message.body
    assert answer.redirect_chain == [("/accounts/password/reset/done/", 302)]


def test_link_leads_to_the_portal_whatever_host_was_asked(client, person, settings):
    settings.PORTAL_URL = "https://portaal.example"

    client.post(
        "/accounts/password/reset/", {"email": person.email}, headers={"host": "127.0.0.1:6666"}
    )

    body = Mail.objects.get().body
    assert "https://portaal.example/accounts/password/reset/key/" in body
    assert "6666" not in body


def test_unknown_address_gets_the_same_answer_and_another_letter(client):
    answer = client.post("/accounts/password/reset/", {"email": "wie@dan.example"}, follow=True)

    message = Mail.objects.get()
    assert "Bij dit adres hoort geen account." in message.body
    assert "http" not in message.body
    assert answer.redirect_chain == [("/accounts/password/reset/done/", 302)]


def test_link_of_the_letter_leads_to_a_new_password(client, person):
    client.post("/accounts/password/reset/", {"email": person.email})
    link = next(word for word in Mail.objects.get().body.split() if word.startswith("http"))
    form = client.get(link, follow=True).request["PATH_INFO"]

    answer = client.post(
        form, {"password1": "nieuw en veel langer", "password2": "nieuw en veel langer"}
    )

    person.refresh_from_db()
    assert answer.url == "/accounts/password/reset/key/done/"
    assert person.check_password("nieuw en veel langer")


def test_wrong_password_is_answered_politely(client, person):
    answer = client.post("/accounts/login/", {"login": person.email, "password": "mis"})

    assert "Het e-mailadres en het wachtwoord horen niet bij elkaar." in answer.content.decode()


def test_only_an_institution_signs_up_by_itself(client):
    new = {"email": "wie@dan.example", "password1": "x" * 14, "password2": "x" * 14}

    answer = client.post("/accounts/signup/", new)

    assert "Naam van de instelling: Vul dit veld in." in answer.content.decode()
    assert not User.objects.exists()


def test_demo_accounts_are_offered_only_where_they_exist(client, settings):
    with_demo = client.get("/accounts/login/").content.decode()

    settings.ROOT_URLCONF = "allauth.urls"

    assert "Kies een voorbeeldaccount" in with_demo
    assert "Kies een voorbeeldaccount" not in client.get("/login/").content.decode()


def test_form_that_is_not_ours_is_refused_in_dutch():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/")

    assert answer.status_code == 403
    assert "Dit formulier is verlopen" in answer.content.decode()


def test_fault_of_ours_says_so():
    answer = Client(raise_request_exception=False).get("/fout/500/")

    assert answer.status_code == 500
    assert "De fout ligt bij ons en niet bij u." in answer.content.decode()
    assert "Inloggen" not in answer.content.decode()
