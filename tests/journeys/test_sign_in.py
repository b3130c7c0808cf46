"""Signing in as people do: with an app, a passkey or the own municipality, in a real browser."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from playwright.sync_api import expect

from decisions.models import Decision, Outcome
from municipalities.models import Role
from tests.accounts.conftest import almelo, configure, running  # noqa: F401  # fixtures
from tests.accounts.doors import PASSWORD, code, somebody, with_app
from tests.accounts.doors import sign_in as sign_in_elsewhere
from tests.factories.decisions import a_road
from tests.journeys.browser import faults, sign_in

pytestmark = [
    pytest.mark.journeys,
    pytest.mark.at_the_door,
    pytest.mark.django_db(transaction=True),
]


def button(page, name):
    return page.get_by_role("main").get_by_role("button", name=name)


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def authenticator(page):
    """Give the browser a key that always agrees, as a fingerprint reader does."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools, key["authenticatorId"]


def enrol_app(page):
    page.get_by_role("link", name="Gebruik een app").click()
    heading(page, "Gebruik een app voor inlogcodes")
    page.get_by_text("Kunt u niet scannen?").click()
    return page.locator("details code").inner_text()


def quiet(page):
    """Spare the provider's own page what it looks for on the internet, and its icon."""
    page.route(re.compile("^https://|favicon"), lambda route: route.fulfill(body=""))


def agree(page, sub):
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def log_out(page):
    page.get_by_role("button", name="Uitloggen").click()


def test_app_from_the_first_sign_in_to_the_second(page):
    user = somebody().user
    page.goto("/accounts/login/?next=/profiel/")
    assert faults(page, name="deur-inloggen") == []
    sign_in_here(page, user)
    heading(page, "Een tweede stap bij het inloggen")
    assert faults(page, name="deur-tweede-stap") == []

    secret = enrol_app(page)
    assert faults(page, name="deur-app") == []
    page.get_by_role("textbox", name="Code uit de app").fill("000000")
    button(page, "Bewaar de app").click()
    assert "Deze code klopt niet" in page.get_by_role("alert").first.inner_text()
    assert faults(page, name="deur-app-fout") == []
    page.get_by_text("Kunt u niet scannen?").click()
    assert page.locator("details code").inner_text() == secret
    page.get_by_role("textbox", name="Code uit de app").fill(code(secret))
    button(page, "Bewaar de app").click()

    heading(page, "Uw herstelcodes")
    assert faults(page, name="deur-herstelcodes") == []
    recovery = page.locator("li code").first.inner_text()
    button(page, "Ik heb de codes bewaard").click()
    heading(page, "Mijn profiel")

    log_out(page)
    sign_in(page, email=user.email, password=PASSWORD)
    heading(page, "Uw tweede stap")
    assert faults(page, name="deur-code") == []
    page.get_by_role("textbox", name="Code").fill(code(secret))
    button(page, "Inloggen").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()

    log_out(page)
    sign_in(page, email=user.email, password=PASSWORD)
    page.get_by_role("textbox", name="Code").fill(recovery)
    button(page, "Inloggen").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def sign_in_here(page, user):
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    button(page, "Inloggen").click()


def test_passkey_instead_of_a_password(page):
    authenticator(page)
    user = somebody().user
    sign_in(page, email=user.email, password=PASSWORD)
    page.get_by_role("link", name="Stel een passkey in").click()
    heading(page, "Stel een passkey in")
    assert faults(page, name="deur-passkey") == []
    page.get_by_label("Naam van deze passkey").fill("Laptop van het werk")
    button(page, "Stel de passkey in").click()
    heading(page, "Uw herstelcodes")
    button(page, "Ik heb de codes bewaard").click()

    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="Laptop van het werk")).to_be_visible()
    assert faults(page, name="deur-passkeys") == []
    page.get_by_role("link", name="Geef een andere naam").click()
    assert faults(page, name="deur-passkey-naam") == []
    page.get_by_label("Naam").fill("Telefoon")
    button(page, "Bewaar de naam").click()
    expect(page.get_by_role("rowheader", name="Telefoon")).to_be_visible()

    log_out(page)
    page.goto("/accounts/login/?next=/profiel/")
    assert faults(page, name="deur-inloggen-passkey") == []
    page.get_by_role("link", name="Log in met een passkey").click()
    button(page, "Log in met een passkey").click()
    heading(page, "Mijn profiel")

    log_out(page)
    sign_in(page, email=user.email, password=PASSWORD)
    heading(page, "Uw tweede stap")
    button(page, "Gebruik een passkey").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def test_passkey_that_is_refused_says_so(page):
    tools, key = authenticator(page)
    page.goto("/accounts/login/")
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})

    page.get_by_role("link", name="Log in met een passkey").click()
    button(page, "Log in met een passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("Het is niet gelukt met de passkey")


def test_password_and_code_work_without_javascript(page_without_javascript):
    page = page_without_javascript
    user = somebody().user
    with_app(user)
    sign_in(page, email=user.email, password=PASSWORD)
    shown = page.get_by_role("button", name="Gebruik een passkey").is_visible()

    page.get_by_role("textbox", name="Code").fill(code())
    button(page, "Inloggen").click()

    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    assert not shown


def test_own_municipality_there_and_back(page, almelo):  # noqa: F811  # the fixture
    user = somebody(Role.CLERK).user
    almelo.knows(user, "s-1")
    page.goto("/accounts/login/?next=/profiel/")
    assert faults(page, name="deur-inloggen-gemeente") == []

    quiet(page)
    button(page, "Log in via Gemeente Almelo").click()
    page.wait_for_url(re.compile(re.escape(almelo.url)))
    agree(page, "s-1")

    heading(page, "Mijn profiel")
    page.goto("/accounts/3rdparty/")
    expect(page.get_by_role("main")).to_contain_text("Gemeente Almelo")
    assert faults(page, name="deur-koppelingen") == []


def test_stranger_of_the_municipality_reads_what_to_do(page, almelo):  # noqa: F811  # the fixture
    page.goto("/accounts/login/")

    quiet(page)
    button(page, "Log in via Gemeente Almelo").click()
    agree(page, "vreemd")

    heading(page, "U hebt nog geen toegang")
    assert faults(page, name="deur-geen-toegang") == []


def test_act_asks_who_it_is_and_then_goes_through(page):
    road = a_road(acknowledged=True, outcome=Outcome.AGREED, confirmed=False)
    membership = somebody(name="tweede", organisation=road.municipality)
    with_app(membership.user)
    sign_in(page, email=membership.user.email, password=PASSWORD)
    page.get_by_role("textbox", name="Code").fill(code())
    button(page, "Inloggen").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    grow_old(membership.user)

    page.goto(road.get_absolute_url())
    button(page, "Bevestig").first.click()
    heading(page, "Bevestig dat u het bent")
    assert faults(page, name="deur-bevestig") == []
    page.get_by_role("link", name="Met een code uit uw app").click()
    assert faults(page, name="deur-bevestig-code") == []
    page.get_by_role("textbox", name="Code").fill(code())
    button(page, "Bevestig").click()

    expect(page.get_by_text("Het besluit is bevestigd.")).to_be_visible()
    assert Decision.objects.get().confirmed_by == membership.user
    assert page.url.endswith(road.get_absolute_url())


def grow_old(user):
    """Let the proofs of this person's session be of ten minutes ago."""
    client = Client()
    client.cookies["sessie"] = UserSession.objects.get(user=user).session_key
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 600
    session["account_authentication_methods"] = session["account_authentication_methods"]
    session.save()


def test_sessions_are_listed_and_ended(page):
    user = somebody(Role.CLERK).user
    elsewhere = Client()
    sign_in_elsewhere(elsewhere, user)
    sign_in(page, email=user.email, password=PASSWORD)
    page.goto("/accounts/sessions/")
    assert faults(page, name="deur-sessies") == []

    button(page, "Log uit").first.click()

    expect(page.get_by_text("Die browser is uitgelogd.")).to_be_visible()
    assert elsewhere.get("/profiel/").status_code == 302


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/accounts/2fa/", "Uw tweede stap"),
        ("/accounts/2fa/totp/deactivate/", "Verwijder de app voor inlogcodes"),
        ("/accounts/2fa/recovery-codes/generate/", "Nieuwe herstelcodes"),
        ("/accounts/2fa/webauthn/", "Uw passkeys"),
        ("/accounts/3rdparty/login/cancelled/", "U bent gestopt met inloggen"),
        ("/accounts/3rdparty/login/error/", "Inloggen via uw organisatie is niet gelukt"),
        ("/accounts/confirm-email/onzin/", "Bevestig uw e-mailadres"),
        ("/accounts/confirm-email/", "Kijk in uw e-mail"),
    ],
)
def test_page_has_no_faults(page, address, title):
    user = somebody(Role.CLERK).user
    with_app(user)
    sign_in(page, email=user.email, password=PASSWORD)
    page.get_by_role("textbox", name="Code").fill(code())
    button(page, "Inloggen").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()

    page.goto(address)

    heading(page, title)
    assert faults(page, name=f"deur{address.replace('/', '-')}") == []
