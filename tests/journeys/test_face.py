"""Components, sign-in pages and pages for when it goes wrong, on a phone and a screen."""

import pytest
from django.utils import timezone

from municipalities.models import Membership, Organisation, Region, Role
from municipalities.services import create_user
from tests.journeys.browser import faults, sign_in, sign_in_as

pytestmark = [
    pytest.mark.journeys,
    pytest.mark.urls("tests.face.urls"),
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "een lang wachtwoord voor de proef"  # of nobody real


@pytest.fixture
def person():
    """A person with two roles, so that the header offers a switch."""
    region = Region.objects.create(name="Twente", slug="twente")
    user = create_user(
        email="ambtenaar@rijssen-holten.example", name="Ambtenaar cultuur", password=PASSWORD
    )
    for name, role in [("Hof van Twente", Role.CLERK), ("Rijssen-Holten", Role.PROVINCE)]:
        Membership.objects.create(
            user=user,
            organisation=Organisation.objects.create(
                region=region, kind="municipality", name=name, slug=name.lower()
            ),
            role=role,
            valid_from=timezone.localdate(),
        )
    return user


def test_component_page_has_no_faults(page):
    page.goto("/demo/onderdelen/")

    assert faults(page, name="onderdelen") == []


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/login/", "Inloggen"),
        ("/accounts/signup/", "Uw instelling aanmelden"),
        ("/accounts/inactive/", "Uw account is gesloten"),
        ("/accounts/password/reset/", "Nieuw wachtwoord aanvragen"),
        ("/accounts/password/reset/done/", "Kijk in uw e-mail"),
        ("/accounts/password/reset/key/1-onzin/", "Nieuw wachtwoord kiezen"),
        ("/accounts/password/reset/key/done/", "Wachtwoord gewijzigd"),
        ("/bestaat/niet/", "Deze pagina is er niet"),
        ("/fout/400/", "Dit verzoek kunnen wij niet lezen"),
        ("/fout/403/", "Dit mag u niet in deze rol"),
    ],
)
def test_page_for_everybody_has_no_faults(page, path, heading):
    page.goto(path)

    assert page.get_by_role("heading", level=1).inner_text() == heading
    assert faults(page, name=path.strip("/").replace("/", "-")) == []


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/logout/", "Uitloggen"),
        ("/accounts/password/change/", "Wachtwoord wijzigen"),
        ("/accounts/reauthenticate/", "Bevestig dat u het bent"),
        ("/fout/403/", "Dit mag u niet in deze rol"),
    ],
)
def test_page_for_who_is_signed_in_has_no_faults(page, person, path, heading):
    sign_in_as(page, person)

    page.goto(path)

    assert page.get_by_role("heading", level=1).inner_text() == heading
    assert faults(page, name=f"{path.strip('/').replace('/', '-')}-ingelogd") == []


def test_sign_in_refused_and_then_accepted(page, person):
    sign_in(page, email=person.email, password="niet het goede wachtwoord")
    refused = faults(page, name="inloggen-geweigerd")
    alert = page.get_by_role("alert").inner_text()

    sign_in(page, email=person.email, password=PASSWORD)

    assert refused == []
    assert "Dit klopt nog niet" in alert
    assert page.get_by_text("U handelt namens: Hof van Twente (Griffie)").is_visible()


def test_switch_of_role_and_signing_out_work_without_javascript(page_without_javascript, person):
    page = page_without_javascript
    sign_in(page, email=person.email, password=PASSWORD)
    page.goto("/accounts/password/change/")

    page.get_by_text("Wissel van rol").click()
    page.get_by_label("Handel namens").select_option(label="Rijssen-Holten (Ambtenaar provincie)")
    page.get_by_role("button", name="Wissel").click()
    page.goto("/accounts/password/change/")
    acting = page.locator(".acting p").inner_text()
    page.get_by_role("button", name="Uitloggen").click()

    assert acting == "U handelt namens: Rijssen-Holten (Ambtenaar provincie)"
    assert page.get_by_role("link", name="Inloggen").is_visible()


def test_open_switch_has_no_faults(page, person):
    sign_in_as(page, person)
    page.goto("/accounts/password/change/")

    page.get_by_text("Wissel van rol").click()

    assert faults(page, name="wissel") == []


def test_first_key_press_leads_to_the_contents(page):
    page.goto("/accounts/login/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_first_view_takes_at_most_six_requests_all_from_here(page, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/accounts/login/", wait_until="networkidle")

    assert all(url.startswith(live_server.url) for url in asked)
    assert len(asked) <= 6, asked
