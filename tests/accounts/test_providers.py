"""Signing in at the own municipality, against real providers on loopback."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.core.exceptions import ImproperlyConfigured

from accounts.rules import faults_in, proved_at, shows_second_factor
from accounts.store import lock
from cultuurregio.providers import providers
from municipalities.models import Role, User
from tests.accounts.doors import age, asked, sign_in, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.at_the_door]

LONG_AGO = 1_500_000_000
TENANT = "5b973f99-77df-4beb-b27d-aa0c70b8482c"


def signed_in(client):
    return client.session.get("_auth_user_id")


# Who comes in


def test_somebody_known_comes_in(client, almelo):
    user = somebody(Role.CLERK).user
    almelo.knows(user, "s-1")

    answer = almelo.sign_in(client, "s-1", to="/profiel/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/profiel/")
    assert signed_in(client) == str(user.pk)


def test_stranger_gets_a_page_and_nothing_else(client, almelo):
    user = somebody(Role.CLERK).user
    almelo.says("s-9", email=user.email, email_verified=True)

    answer = almelo.sign_in(client, "s-9")

    assert answer.status_code == 403
    assert "U hebt nog geen toegang" in answer.content.decode()
    assert not signed_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_row_that_asks_to_recognise_by_address_is_not_obeyed(client, almelo, settings):
    user = somebody(Role.CLERK).user
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] |= {"email_authentication": True, "verified_email": True}
    almelo.says("s-9", email=user.email, email_verified=True)

    answer = almelo.sign_in(client, "s-9")

    assert (answer.status_code, signed_in(client)) == (403, None)


def test_same_sub_at_two_providers_is_two_people(client, almelo, borne):
    one = somebody(Role.CLERK, name="een").user
    other = somebody(Role.CLERK, name="ander").user
    almelo.knows(one, "s-1")
    borne.knows(other, "s-1")

    almelo.sign_in(client, "s-1")
    first = signed_in(client)
    client.logout()
    borne.sign_in(client, "s-1")

    assert (first, signed_in(client)) == (str(one.pk), str(other.pk))


def test_other_address_at_the_provider_changes_nothing(client, almelo):
    user = somebody(Role.CLERK).user
    almelo.knows(user, "s-1")
    almelo.says("s-1", email="anders@elders.example", email_verified=True, name="Iemand Anders")

    almelo.sign_in(client, "s-1")

    user.refresh_from_db()
    assert signed_in(client) == str(user.pk)
    assert user.email == "secretaris@waterstad.example"
    assert [a.email for a in user.emailaddress_set.all()] == [user.email]


def test_little_is_kept_of_what_the_provider_says(client, almelo):
    account = almelo.knows(somebody(Role.CLERK).user, "s-1")
    almelo.says("s-1", email="a@b.example", name="Iemand", groups=["geheim"])

    almelo.sign_in(client, "s-1")

    account.refresh_from_db()
    assert account.extra_data == {"email": "a@b.example"}


def test_provider_in_a_row_works_as_well(client, running, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    almelo = running["almelo"]
    app = almelo.setting()
    SocialApp.objects.create(
        provider="openid_connect",
        provider_id="almelo",
        name=app["name"],
        client_id=app["client_id"],
        secret=lock(app["secret"]),
        settings={"server_url": app["server_url"]},
    )
    user = somebody(Role.CLERK).user
    almelo.knows(user, "s-1")

    almelo.sign_in(client, "s-1")

    assert signed_in(client) == str(user.pk)


def test_closed_account_stays_out(client, almelo):
    user = somebody(Role.CLERK).user
    almelo.knows(user, "s-1")
    user.is_active = False
    user.save()

    almelo.sign_in(client, "s-1")

    assert not signed_in(client)


# What is asked, and what is believed


def test_what_the_provider_is_asked(client, almelo):
    question = asked(almelo.leave(client))

    assert question["response_type"] == "code"
    assert question["code_challenge_method"] == "S256"
    assert len(question["state"]) >= 16
    assert len(question["nonce"]) >= 32
    assert set(question["scope"].split()) == {"openid", "email"}


def test_link_of_somebody_else_says_nothing_to_the_provider(client, almelo):
    link = "/accounts/oidc/almelo/login/?auth_params=prompt%3Dnone%26nonce%3Dmine&scope=admin"

    question = asked(client.post(link).headers["Location"])

    assert "prompt" not in question
    assert question["nonce"] != "mine"
    assert set(question["scope"].split()) == {"openid", "email"}


def test_link_does_not_leave_the_portal_by_itself(client, almelo):
    answer = client.get("/accounts/oidc/almelo/login/")

    assert answer.status_code == 200
    assert "U gaat naar de inlogpagina van Gemeente Almelo" in answer.content.decode()


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "een ander portaal"},
        {"iss": "http://localhost:1"},
        {"exp": 1_500_000_000},
        {"exp": None},
        {"nonce": "van een ander"},
        {"azp": "een ander portaal"},
        {"tid": "een andere tenant"},
        {"tid": None},
        {"oid": None},
        {"oid": 7},
    ],
    ids=lambda claims: "-".join(f"{name}={value}" for name, value in claims.items()),
)
def test_hostile_token_lets_nobody_in(client, configure, claims):
    almelo = configure(tenant=TENANT, uid_field="oid")
    almelo.knows(somebody(Role.CLERK).user, "o-1")
    almelo.says("s-1", **{"tid": TENANT, "oid": "o-1"} | claims)

    answer = almelo.sign_in(client, "s-1")

    assert answer.status_code == 401
    assert "Inloggen via uw organisatie is niet gelukt" in answer.content.decode()
    assert not signed_in(client)


def test_honest_token_of_the_tenant_lets_in(client, configure):
    almelo = configure(tenant=TENANT, uid_field="oid")
    user = somebody(Role.CLERK).user
    almelo.knows(user, "o-1")
    almelo.says("s-1", tid=TENANT, oid="o-1")

    almelo.sign_in(client, "s-1")

    assert signed_in(client) == str(user.pk)


def test_answer_counts_once_and_in_the_browser_that_asked(client, client_elsewhere, almelo):
    almelo.knows(somebody(Role.CLERK).user, "s-1")
    answer = almelo.agree(almelo.leave(client), "s-1")

    elsewhere = client_elsewhere.get(answer)
    client.get(answer)
    client.logout()
    again = client.get(answer)

    assert (elsewhere.status_code, again.status_code) == (401, 401)
    assert not signed_in(client) and not signed_in(client_elsewhere)


@pytest.fixture
def client_elsewhere():
    from django.test import Client  # noqa: PLC0415  # a second browser

    return Client()


def test_provider_that_does_not_answer_is_named(client, settings):
    app = {"id": "stil", "name": "Gemeente Stil", "client_id": "a", "secret": "b"}
    listed = providers([app | {"server_url": "http://localhost:9"}])
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": listed}}

    answer = client.post("/accounts/oidc/stil/login/")

    assert answer.status_code == 401
    assert "De inlogdienst van Gemeente Stil" in " ".join(answer.content.decode().split())


def test_cancelled_sign_in_says_so(client, almelo):
    state = asked(almelo.leave(client))["state"]

    answer = client.get(
        f"/accounts/oidc/almelo/login/callback/?error=access_denied&state={state}", follow=True
    )

    assert "U bent gestopt met inloggen" in answer.content.decode()


# The second factor


@pytest.mark.parametrize(
    ("trusted", "claims", "way"),
    [
        (True, {}, "/profiel/"),
        (True, {"amr": ["pwd", "mfa"]}, "/profiel/"),
        (True, {"amr": ["pwd"]}, "/tweede-stap/"),
        (True, {"acr": "0"}, "/tweede-stap/"),
        (False, {"amr": ["pwd", "mfa"]}, "/tweede-stap/"),
    ],
)
def test_provider_counts_as_second_factor_only_if_the_portal_says_so(
    client, configure, trusted, claims, way
):
    almelo = configure(second_factor=trusted)
    almelo.knows(somebody(Role.SECRETARY).user, "s-1")
    almelo.says("s-1", **claims)

    almelo.sign_in(client, "s-1", to="/profiel/")
    answer = client.get("/profiel/", follow=True)

    assert answer.request["PATH_INFO"] == way


def test_trust_in_one_provider_is_not_trust_in_another(client, configure, running):
    configure(second_factor=True)
    running["borne"].knows(somebody(Role.SECRETARY).user, "s-1")

    running["borne"].sign_in(client, "s-1")

    assert client.get("/profiel/").headers["Location"].startswith("/tweede-stap/")


def test_connecting_a_provider_is_no_way_round_the_second_factor(client, configure):
    almelo = configure(second_factor=True)
    user = somebody(Role.SECRETARY).user
    sign_in(client, user)

    answer = almelo.sign_in(client, "s-1", process="connect")

    assert answer.headers["Location"] == "/tweede-stap/"
    assert not SocialAccount.objects.exists()


def test_own_account_is_connected_after_a_fresh_proof(client, almelo):
    user = somebody(Role.CLERK).user
    sign_in(client, user)

    almelo.sign_in(client, "s-1", process="connect")
    connected = list(user.socialaccount_set.values_list("provider", "uid"))
    page = client.get("/accounts/3rdparty/")

    assert connected == [("almelo", "s-1")]
    assert "Gemeente Almelo" in page.content.decode()


def test_connecting_asks_who_it_is_when_that_is_long_ago(client, almelo):
    user = somebody(Role.CLERK).user
    sign_in(client, user)
    age(client, minutes=6)

    answer = almelo.sign_in(client, "s-1", process="connect")
    before = user.socialaccount_set.count()
    client.post(answer.headers["Location"], {"password": "een lang wachtwoord voor de proef"})

    assert answer.headers["Location"] == "/accounts/reauthenticate/"
    assert (before, user.socialaccount_set.count()) == (0, 1)


# Proving it once more, there


def prove(client, almelo, sub="s-1"):
    client.get("/tweede-stap/via/almelo/")
    answer = client.post("/tweede-stap/via/almelo/", {"next": "/profiel/vertrekken/"})
    return answer.headers["Location"], lambda: client.get(
        almelo.agree(answer.headers["Location"], sub)
    )


@pytest.fixture
def clerk_of_almelo(client, almelo):
    user = somebody(Role.CLERK, password=None).user
    almelo.knows(user, "s-1")
    almelo.says("s-1", auth_time=LONG_AGO)
    almelo.sign_in(client, "s-1")
    return user


def test_session_of_the_provider_is_no_fresh_proof(client, almelo, clerk_of_almelo):
    answer = client.get("/accounts/2fa/totp/activate/")

    assert answer.headers["Location"].startswith("/tweede-stap/via/almelo/?next=")


def test_provider_is_asked_to_ask_again(client, almelo, clerk_of_almelo):
    question, _ = prove(client, almelo)

    assert asked(question)["prompt"] == "login"
    assert asked(question)["max_age"] == "0"


def test_fresh_answer_of_the_provider_is_a_proof(client, almelo, clerk_of_almelo):
    _, come_back = prove(client, almelo)
    almelo.says("s-1", auth_time=int(time.time()))

    answer = come_back()

    assert answer.headers["Location"] == "/profiel/vertrekken/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"auth_time": None},
        {"auth_time": LONG_AGO},
        {"auth_time": 9_999_999_999},
        {"auth_time": "nu"},
        {"auth_time": True},
    ],
    ids=["none", "old", "future", "text", "bool"],
)
def test_stale_answer_of_the_provider_is_none(client, almelo, clerk_of_almelo, claims):
    _, come_back = prove(client, almelo)
    almelo.says("s-1", **claims)

    answer = come_back()

    assert answer.status_code == 403
    assert client.get("/accounts/2fa/totp/activate/").status_code == 302


def test_proof_of_somebody_else_is_none(client, almelo, clerk_of_almelo):
    almelo.knows(somebody(Role.CLERK, name="ander").user, "s-2")
    almelo.says("s-2", auth_time=int(time.time()))
    _, come_back = prove(client, almelo, sub="s-2")

    answer = come_back()

    assert answer.status_code == 403
    assert "als iemand anders dan hier" in answer.content.decode()
    assert signed_in(client) == str(clerk_of_almelo.pk)


def test_only_the_own_provider_is_asked(client, borne, clerk_of_almelo):
    assert client.get("/tweede-stap/via/borne/").status_code == 404
    assert client.get("/tweede-stap/via/nergens/").status_code == 404


def test_provider_of_somebody_else_is_not_ones_own(client, almelo):
    almelo.knows(somebody(Role.CLERK).user, "s-1")
    client.force_login(somebody(Role.CLERK, name="ander").user)

    assert client.get("/tweede-stap/via/almelo/").status_code == 404


def test_proof_does_not_lead_out_of_the_portal(client, almelo, clerk_of_almelo):
    almelo.says("s-1", auth_time=int(time.time()))

    answer = client.post("/tweede-stap/via/almelo/", {"next": "https://elders.example/"})
    back = client.get(almelo.agree(answer.headers["Location"], "s-1"))

    assert back.headers["Location"] == "/"


# Where forms may go


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("/accounts/login/", True),
        ("/accounts/oidc/almelo/login/", True),
        ("/accounts/password/reset/", False),
    ],
)
def test_only_pages_with_the_button_let_forms_go_to_the_provider(client, almelo, address, goes):
    policy = client.get(address).headers["Content-Security-Policy"]

    assert (almelo.url in policy) is goes
    assert "form-action 'self'" in policy


# The environment

GOOD = {
    "id": "almelo",
    "name": "Gemeente Almelo",
    "server_url": "https://login.microsoftonline.com/x/v2.0",
    "client_id": "a",
    "secret": "b",
}


def test_environment_in_the_words_of_allauth():
    listed = providers([GOOD | {"tenant": TENANT, "uid_field": "oid", "second_factor": True}])

    assert listed == [
        {
            "provider_id": "almelo",
            "name": "Gemeente Almelo",
            "client_id": "a",
            "secret": "b",
            "settings": {
                "server_url": "https://login.microsoftonline.com/x/v2.0",
                "uid_field": "oid",
                "tenant": TENANT,
                "second_factor": True,
            },
        }
    ]


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        ({}, "OIDC_PROVIDERS must be a JSON list of objects."),
        (["almelo"], "OIDC_PROVIDERS must be a JSON list of objects."),
        ([GOOD, {}], "OIDC_PROVIDERS, provider 2: id is missing."),
        ([GOOD | {"secret": ""}], "OIDC_PROVIDERS, provider 1: secret is missing."),
        (
            [GOOD | {"second_factor": "yes"}],
            "OIDC_PROVIDERS, provider 1: second_factor must be true or false.",
        ),
        ([GOOD | {"secnd_factor": True}], "OIDC_PROVIDERS, provider 1: secnd_factor is not known."),
        (
            [GOOD | {"id": "Almelo!"}],
            "OIDC_PROVIDERS, provider 1: "
            "id may have small letters, digits and hyphens, 40 at most.",
        ),
        (
            [GOOD | {"server_url": "http://almelo.example"}],
            "OIDC_PROVIDERS, provider 1: server_url must begin with https://.",
        ),
        ([GOOD, GOOD], "OIDC_PROVIDERS has two providers of the same id."),
    ],
)
def test_wrong_environment_stops_with_one_sentence(listed, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        providers(listed)

    assert str(refusal.value) == sentence


# Rules


@pytest.mark.parametrize(
    ("claims", "shows"),
    [
        ({}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": []}, False),
        ({"amr": ["otp"]}, True),
        ({"amr": ["http://schemas.microsoft.com/claims/multipleauthn"]}, True),
        ({"acr": "0"}, False),
        ({"acr": "1"}, True),
    ],
)
def test_what_a_token_shows_of_a_second_factor(claims, shows):
    assert shows_second_factor(claims) is shows


def test_clock_of_the_provider_may_be_a_little_off():
    assert proved_at({"auth_time": 1030}, now=1000) == 1030
    assert proved_at({"auth_time": 1061}, now=1000) == 0


def test_token_without_our_nonce_is_refused_even_if_none_was_asked():
    claims = dict.fromkeys(("iss", "aud", "sub", "exp", "iat"), "x")

    assert faults_in(claims, client_id="a", tenant="", nonce=None) == ["another nonce"]
