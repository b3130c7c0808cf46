"""The own account, the readers of a proposal, and the administration, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from municipalities.models import Role
from notices.models import Kind
from notices.services import choose_mail
from tests.factories.decisions import coordinator, offered
from tests.factories.people import MembershipFactory, person
from tests.journeys.browser import faults, sign_in_as

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def version(settings):
    settings.DEMO = True
    return offered(embargo_at=timezone.now() + timedelta(days=1))


@pytest.fixture
def clerk(version):
    return person(Role.CLERK, version.proposal.ratifications.first().municipality)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("profiel", "/profiel/"),
        ("mijn-gegevens", "/profiel/gegevens/"),
        ("vertrekken", "/profiel/vertrekken/"),
        ("post", "/demo/post/"),
    ],
)
def test_no_page_of_the_own_account_has_a_fault(page, clerk, name, address):
    sign_in_as(page, clerk.user)

    assert page.goto(address).status == 200

    assert faults(page, name=name) == []


def test_a_choice_for_mail_is_kept(page, clerk):
    choose_mail(user=clerk.user.pk, wanted={Kind.BUNDLE: False})
    sign_in_as(page, clerk.user)
    page.goto("/profiel/")
    expect(page.get_by_label("De bundel voor het ministerie")).not_to_be_checked()

    page.get_by_label("De bundel voor het ministerie").check()
    page.get_by_role("button", name="Bewaar mijn keuze").click()

    expect(page.get_by_text("Uw keuze voor e-mail is bewaard.")).to_be_visible()
    expect(page.get_by_label("De bundel voor het ministerie")).to_be_checked()


def test_somebody_takes_the_own_data_along_and_leaves(page, clerk):
    sign_in_as(page, clerk.user)
    page.goto("/profiel/gegevens/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download als bestand").click()
    assert download.value.suggested_filename.endswith(".json")
    page.goto("/profiel/vertrekken/")

    page.get_by_label("Typ VERTREK om te bevestigen").fill("vertrek")
    page.get_by_role("button", name="Vertrek uit het portaal").click()

    expect(page.get_by_role("heading", name="U bent vertrokken")).to_be_visible()
    page.goto("/profiel/")
    assert "/accounts/login/" in page.url


def test_who_read_it_shows_on_the_page_of_the_readers(page, version, clerk):
    sign_in_as(page, clerk.user)
    page.goto(f"/voorstellen/{version.proposal_id}/")
    sign_in_as(page, coordinator(version.proposal.profile.region).user)

    page.goto(f"/voorstellen/{version.proposal_id}/inzage/")

    assert faults(page, name="inzage") == []
    read = page.get_by_role("region", name="Wie het las")
    expect(read).to_contain_text(str(clerk.user))


def test_the_administration_works_under_the_policy_of_the_portal(page, version):
    sign_in_as(page, MembershipFactory(role=Role.MAINTAINER).user)
    page.goto("/beheer/")
    page.get_by_role("link", name="Collegevoorstellen").click()
    page.get_by_role("link", name=version.proposal.title).click()
    expect(page.get_by_text(version.proposal.title).first).to_be_visible()
    expect(page.get_by_role("button", name="Opslaan")).to_have_count(0)
    page.goto("/beheer/socialaccount/socialapp/add/")

    page.get_by_label("Kenmerk").fill("almelo")
    page.get_by_label("Naam").fill("Gemeente Almelo")
    page.get_by_label("Client-id").fill("portaal")
    page.get_by_label("Geheim").fill("geheim-van-almelo")
    page.get_by_label("Adres van de dienst").fill("https://login.example/almelo")
    page.get_by_role("button", name="Opslaan", exact=True).click()

    expect(page.get_by_role("link", name="Gemeente Almelo").first).to_be_visible()
