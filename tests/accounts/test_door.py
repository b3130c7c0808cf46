"""Every way in, and every way to prove once more who it is: none is a way round."""

import re
import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from decisions.models import Decision, Outcome
from municipalities.models import Role
from notices.models import Mail
from tests.accounts.doors import (
    PASSWORD,
    age,
    code,
    end,
    sign_in,
    somebody,
    with_app,
)
from tests.factories.decisions import a_road
from tests.factories.people import MembershipFactory, MunicipalityFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.at_the_door]

NEW_PASSWORD = "een ander lang wachtwoord"


# Every way to get a session


def by_password(client, user, almelo):
    sign_in(client, user)


def by_remembered_password(client, user, almelo):
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "remember": "on"})


def by_new_password(client, user, almelo):
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://127.0.0.1:8000(\S+)", Mail.objects.latest("pk").body)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    sign_in(client, user, password=NEW_PASSWORD)


def by_confirmed_address(client, user, almelo):
    user.emailaddress_set.update(verified=False)
    sign_in(client, user)
    link = re.search(r"http://127.0.0.1:8000(\S+)", Mail.objects.latest("pk").body)[1]
    client.post(link)
    sign_in(client, user)


def by_provider(client, user, almelo):
    almelo.knows(user, "s-1")
    almelo.sign_in(client, "s-1")


def by_fixed_session(client, user, almelo):
    """Somebody else has put a session of theirs, with a proof in it, into this browser."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = "0"
    session.save()
    fixed = session.session_key
    sign_in(client, user)
    assert client.session.session_key != fixed


def by_hand(client, user, almelo):
    client.force_login(user)


WAYS = [
    by_password,
    by_remembered_password,
    by_new_password,
    by_confirmed_address,
    by_provider,
    by_fixed_session,
    by_hand,
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR, Role.MAINTAINER])
def test_way_in_ends_at_the_second_factor(client, almelo, way, role):
    user = somebody(role).user

    way(client, user, almelo)

    assert client.session["_auth_user_id"] == str(user.pk)
    for page in ("/", "/profiel/", "/accounts/sessions/", "/accounts/password/change/"):
        assert client.get(page).headers["Location"].startswith("/tweede-stap/?next="), page


@pytest.mark.parametrize("way", WAYS)
def test_way_in_is_enough_for_who_decides_nothing(client, almelo, way):
    way(client, somebody(Role.CLERK).user, almelo)

    assert client.get("/profiel/").status_code == 200


@pytest.mark.parametrize("way", [by_password, by_new_password, by_provider])
def test_who_has_a_factor_gets_no_session_without_it(client, almelo, way):
    user = somebody().user
    with_app(user)

    way(client, user, almelo)

    assert "_auth_user_id" not in client.session
    assert client.get("/profiel/").headers["Location"].startswith("/accounts/login/")


def test_code_of_the_app_opens_the_door(client):
    user = somebody().user
    with_app(user)
    sign_in(client, user, to="/profiel/")

    answer = client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert answer.headers["Location"] == "/profiel/"
    assert client.get("/profiel/").status_code == 200


def test_recovery_code_opens_the_door_once(client):
    user = somebody().user
    recovery = with_app(user).get_unused_codes()[0]
    sign_in(client, user)

    client.post("/accounts/2fa/authenticate/", {"code": recovery})
    first = client.get("/profiel/").status_code
    client.logout()
    sign_in(client, user)
    client.post("/accounts/2fa/authenticate/", {"code": recovery})

    assert first == 200
    assert "_auth_user_id" not in client.session


# A session from before the factor was set up


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/download/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/3rdparty/",
    ],
)
def test_old_session_cannot_get_itself_a_factor(client, address):
    user = somebody().user
    sign_in(client, user)
    with_app(user)

    answer = client.get(address)

    assert answer.headers["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_password_is_no_second_factor(client):
    user = somebody().user
    sign_in(client, user)
    with_app(user)

    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/profiel/"})

    assert answer.headers["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert client.get("/profiel/").status_code == 302


def test_old_session_of_who_came_without_a_password_cannot_give_itself_one(client):
    user = somebody(password=None).user
    with_app(user)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - 600}]
    session.save()

    answer = client.post("/accounts/password/set/", {"password1": "x" * 20, "password2": "x" * 20})

    user.refresh_from_db()
    assert answer.headers["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert not user.has_usable_password()
    assert "x" * 20 not in str(dict(client.session))


# Acts that cannot be taken back


@pytest.fixture
def road():
    return a_road(acknowledged=True, outcome=Outcome.AGREED, confirmed=False)


@pytest.fixture
def decision(road):
    return Decision.objects.get()


@pytest.fixture
def secretary(client, road):
    """Somebody of the municipality who signed in with a second factor ten minutes ago."""
    membership = somebody(name="tweede", organisation=road.municipality)
    with_app(membership.user)
    sign_in(client, membership.user)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    age(client, minutes=10)
    return membership


def confirm(client, decision, **headers):
    road = decision.ratification
    code_of_place = road.municipality.code
    address = (
        f"/voorstellen/{road.proposal_id}/besluitvorming/{code_of_place}"
        f"/besluiten/{decision.pk}/bevestigen/"
    )
    seen = {f"confirm-{decision.pk}-seen_sha256": decision.version_sha256}
    return client.post(address, seen, headers=headers)


def is_confirmed(decision):
    return Decision.objects.get(pk=decision.pk).confirmed_at is not None


def prove(client, asked, **form):
    address, _, query = asked.headers["Location"].partition("?")
    back = client.get(f"{address}?{query}").context["request"].GET["next"]
    return client.post(address, {**form, "next": back})


def test_form_waits_for_the_proof_and_is_sent_on(client, secretary, decision):
    asked = confirm(client, decision)
    before = is_confirmed(decision)
    proved = prove(client, asked, password=PASSWORD)
    between = is_confirmed(decision)
    client.get(proved.headers["Location"])

    assert asked.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert (before, between, is_confirmed(decision)) == (False, False, True)
    assert Decision.objects.get(pk=decision.pk).confirmed_by == secretary.user


def test_code_is_a_proof_too(client, secretary, decision):
    asked = confirm(client, decision)
    back = asked.headers["Location"].partition("?next=")[2].replace("%2F", "/")

    proved = client.post("/accounts/2fa/reauthenticate/", {"code": code(), "next": back})
    client.get(proved.headers["Location"])

    assert is_confirmed(decision)


def test_wrong_password_sends_nothing(client, secretary, decision):
    prove(client, confirm(client, decision), password="niet goed")

    assert not is_confirmed(decision)


def test_proof_of_just_now_is_not_asked_again(client, secretary, decision):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/"})

    confirm(client, decision)

    assert is_confirmed(decision)


def test_role_ended_meanwhile_sends_nothing(client, secretary, decision):
    asked = confirm(client, decision)
    end(secretary)

    proved = prove(client, asked, password=PASSWORD)
    answer = client.get(proved.headers["Location"], follow=True)

    assert not is_confirmed(decision)
    assert "Uw formulier is niet verzonden" in answer.content.decode()


def test_form_is_not_sent_in_another_role(client, secretary, decision):
    """Who has two roles and loses the one they acted in does not act in the other by accident."""
    asked = confirm(client, decision)
    end(secretary)
    MembershipFactory(user=secretary.user, organisation=secretary.organisation, role=Role.ALDERMAN)

    client.get(prove(client, asked, password=PASSWORD).headers["Location"])

    assert not is_confirmed(decision)


def test_form_is_sent_once(client, secretary, decision):
    proved = prove(client, confirm(client, decision), password=PASSWORD)
    address = proved.headers["Location"]

    first = client.get(address)
    again = client.get(address)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address})
    proved_again = client.get(address)

    assert (first.status_code, again.status_code, proved_again.status_code) == (302, 405, 405)


def test_form_is_not_sent_by_a_proof_for_something_else(client, secretary, decision):
    asked = confirm(client, decision)

    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/profiel/"})
    client.get(asked.headers["Location"].partition("?next=")[2].replace("%2F", "/"))

    assert not is_confirmed(decision)


def test_form_that_waited_too_long_is_not_sent(client, secretary, decision):
    asked = confirm(client, decision)
    session = client.session
    session["account_reauthentication_state"]["state"]["at"] -= 1900
    session.save()

    client.get(prove(client, asked, password=PASSWORD).headers["Location"])

    assert not is_confirmed(decision)


def test_next_user_of_the_browser_does_not_send_it(client, secretary, decision):
    other = somebody(Role.CLERK, name="ander", organisation=secretary.organisation).user
    confirm(client, decision)
    client.post("/accounts/logout/")
    sign_in(client, other)

    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/"})
    client.get("/")

    assert "account_reauthentication_state" not in client.session
    assert not is_confirmed(decision)


def test_form_that_waits_for_a_second_factor_is_not_sent_by_a_password(client, road, decision):
    """The way to prove it with a password stays open; it must not lead past the factor."""
    user = somebody(name="tweede", organisation=road.municipality).user
    sign_in(client, user)
    asked = confirm(client, decision)
    with_app(user)
    back = asked.headers["Location"].partition("?next=")[2].replace("%2F", "/")

    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": back})
    client.get(back)

    assert asked.headers["Location"].startswith("/tweede-stap/")
    assert not is_confirmed(decision)


def test_htmx_leaves_the_page_to_ask(client, secretary, decision):
    asked = confirm(client, decision, HX_Request="true")

    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers["HX-Redirect"].startswith("/accounts/reauthenticate/?next=")


def test_htmx_leaves_the_page_when_the_session_has_ended(client):
    answer = client.get(
        "/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/profiel/"}
    )

    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2Fprofiel%2F"


def test_open_form_of_an_ended_role_is_refused(client, secretary, decision):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/"})
    end(secretary)

    answer = confirm(client, decision)

    assert answer.status_code == 403
    assert not is_confirmed(decision)


# Example accounts


@pytest.fixture
def example(settings):
    settings.DEMO = True
    return person(Role.SECRETARY, MunicipalityFactory())


def test_one_click_counts_as_both_steps(client, example):
    answer = client.post("/demo/inloggen/", {"account": example.user.email})

    assert answer.status_code == 302
    assert client.get("/profiel/").status_code == 200
    assert UserSession.objects.filter(user=example.user).count() == 1


def test_outside_the_demo_an_old_session_of_an_example_ends(client, example, settings):
    client.post("/demo/inloggen/", {"account": example.user.email})
    settings.DEMO = False

    assert client.get("/profiel/").headers["Location"].startswith("/accounts/login/")


def test_outside_the_demo_the_proof_of_an_example_proves_nothing(client, settings):
    user = somebody().user
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "example", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    settings.DEMO = False

    assert client.get("/profiel/").headers["Location"].startswith("/tweede-stap/")


def test_nobody_else_is_exempt_in_the_demo(client, settings):
    settings.DEMO = True
    user = somebody().user

    sign_in(client, user)

    assert client.get("/profiel/").headers["Location"].startswith("/tweede-stap/")


def test_password_is_told_to_examples_alone(client, example):
    user = somebody(Role.CLERK).user
    sign_in(client, user)
    to_others = client.get("/accounts/reauthenticate/").content.decode()
    client.post("/accounts/logout/")
    example.user.set_password("x")
    example.user.save()
    client.post("/demo/inloggen/", {"account": example.user.email})
    to_examples = client.get("/accounts/reauthenticate/").content.decode()

    assert "verbeelding in twente" not in to_others
    assert "verbeelding in twente" in to_examples


# Sessions


def test_session_elsewhere_is_ended_at_its_next_request(client):
    user = somebody(Role.CLERK).user
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)

    client.post(f"/profiel/sessies/{other.pk}/")

    assert elsewhere.get("/profiel/").status_code == 302
    assert client.get("/profiel/").status_code == 200


def test_session_of_somebody_else_is_not_found(client):
    other = somebody(Role.CLERK, name="ander").user
    sign_in(Client(), other)
    sign_in(client, somebody(Role.CLERK).user)

    answer = client.post(f"/profiel/sessies/{UserSession.objects.get(user=other).pk}/")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/3rdparty/signup/",
        "/accounts/social/login/cancelled/",
        "/accounts/social/signup/",
        "/accounts/login/code/confirm/",
        "/accounts/2fa/webauthn/signup/",
    ],
)
def test_page_that_this_portal_does_not_have(client, address):
    assert client.get(address).status_code == 404
