"""The text is written, discussed, frozen and replaced, by everybody whose turn it is."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from decisions import services
from decisions.models import Audience, ProposalVersion, Section, SectionKind
from municipalities.models import Role
from tests.factories.decisions import (
    ProposalFactory,
    concept,
    coordinator,
    second_coordinator,
)
from tests.factories.people import InstitutionFactory, MunicipalityFactory, person
from tests.journeys.browser import faults, sign_in_as

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FAR = datetime(2090, 10, 31, 23, tzinfo=UTC)


class Journey:
    """One proposal, and everybody who writes it."""

    def __init__(self, page):
        self.page = page
        self.proposal = ProposalFactory(title="Ruimte voor cultuur", closes_at=FAR)
        self.region = self.proposal.profile.region
        self.version = concept(self.proposal)
        Section.objects.create(
            version=self.version,
            kind=SectionKind.ARGUMENT,
            audience=Audience.PUBLIC,
            heading="Samen sterk",
            text="Zie {beslispunt 2a}.\n\nKennis te nemen van het Profiel.",
            position=1,
        )
        self.address = f"/voorstellen/{self.proposal.pk}/"

    def acts_as(self, membership):
        self.page.context.clear_cookies()
        sign_in_as(self.page, membership.user)

    def opens(self, path=""):
        self.page.goto(f"{self.address}{path}")

    def presses(self, name):
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()

    def follows(self, name):
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def fills(self, label, text):
        self.page.get_by_label(label).fill(text)

    def records_step(self, step):
        self.opens()
        self.page.get_by_text("Stap vastleggen").click()
        self.page.get_by_label(step).check()
        self.presses("Leg de stap vast")
        self.sees("De stap is vastgelegd.")

    def sees(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def looks(self, name):
        assert faults(self.page, name=f"schrijven-{name}") == []


@pytest.fixture
def journey(page):
    return Journey(page)


def test_from_concept_to_a_version_in_place_of_another(journey):
    writer, second = coordinator(journey.region), second_coordinator(journey.region)
    seat = MunicipalityFactory(region=journey.region, name="Waterstad")
    theatre = InstitutionFactory(confirmed=True, seat=seat, name="Theater De Brug")
    maker = person(Role.INSTITUTION, theatre)

    # The coordinator writes.
    journey.acts_as(writer)
    journey.opens("schrijven/")
    journey.sees("Deze tekst lijkt op beslispunt 1, maar is niet gelijk")
    journey.looks("lijst")
    journey.presses("Omlaag beslispunt 1")
    journey.sees("De volgorde is opgeslagen.")
    journey.presses("Omhoog beslispunt 2")
    journey.follows("Wijzigen van Samen sterk")
    journey.looks("onderdeel")
    journey.fills("Tekst", "Zie {beslispunt 2a}, **samen** met:\n\n- de theaters\n- de musea")
    journey.presses("Opslaan")
    journey.sees("De tekst is opgeslagen.")

    # The second coordinator had the same text before them, and gets both.
    journey.follows("Wijzigen van beslispunt 1")
    journey.version.items.filter(number="1").update(text="Kennis te nemen van alles.")
    journey.fills("Tekst van het beslispunt", "Kennis te nemen van niets.")
    journey.presses("Opslaan")
    journey.sees("Iemand anders wijzigde deze tekst")
    journey.looks("conflict")
    journey.presses("Zet uw tekst in plaats van die van nu")
    journey.sees("Kennis te nemen van niets.")

    # The parties are asked, and an institution answers with another text.
    journey.records_step("Cocreatie geopend")
    journey.looks("voorbereiding")
    journey.acts_as(maker)
    journey.opens("cocreatie/")
    journey.looks("meeschrijven")
    journey.follows("Opmerking of andere tekst bij beslispunt 1")
    journey.looks("opmerking")
    journey.fills("Uw opmerking", "Wij missen de kunstenaars.")
    journey.fills("Uw tekstvoorstel", "Kennis te nemen van het hele profiel.")
    journey.presses("Dien de opmerking in")
    journey.sees("Wacht op antwoord")
    journey.looks("ingediend")

    # The coordinator answers and takes the text over.
    journey.acts_as(writer)
    journey.opens("cocreatie/antwoorden/")
    journey.looks("opmerkingen")
    journey.follows("Beantwoorden")
    journey.looks("beantwoorden")
    journey.page.get_by_label("Overgenomen", exact=True).check()
    journey.page.get_by_label("Zet de voorgestelde tekst nu in het concept").check()
    journey.presses("Leg het antwoord vast")
    journey.sees("Elke opmerking is beantwoord.")
    for step in ("Cocreatie gesloten", "Juridisch getoetst", "Besproken in het bestuurlijk"):
        journey.records_step(step)
    journey.opens()
    journey.presses("Stel versie 1 vast")
    journey.sees("Kennis te nemen van het hele profiel.")

    # The institution sees its answer, and no longer the text.
    journey.acts_as(maker)
    journey.opens("cocreatie/")
    journey.sees("Overgenomen")
    journey.looks("beantwoord")

    # After the offer a new version takes two people.
    version = ProposalVersion.objects.get(proposal=journey.proposal)
    services.offer_to_all(version, not_before=FAR, ends_at_latest=FAR, by=writer, at=timezone.now())
    journey.acts_as(writer)
    journey.opens("versies/nieuw/")
    journey.looks("nieuwe-versie")
    journey.fills("Waarom komt er een nieuwe versie?", "Een bedrag klopte niet.")
    journey.presses("Begin een nieuwe versie")
    journey.follows("Wijzigen van beslispunt 1")
    journey.fills("Tekst van het beslispunt", "Kennis te nemen van het verbeterde profiel.")
    journey.presses("Opslaan")
    journey.opens("verschil/")
    journey.sees("1 beslispunt gewijzigd.")
    journey.looks("verschil")
    journey.opens()
    journey.presses("Stel versie 2 vast")
    journey.sees("Een tweede persoon moet instemmen met deze nieuwe versie.")
    journey.acts_as(second)
    journey.opens("versies/2/instemmen/")
    journey.looks("instemmen")
    journey.presses("Stem in met versie 2")
    journey.sees("De nieuwe versie kan worden aangeboden.")


def test_an_item_is_dragged_to_its_place(journey):
    journey.acts_as(coordinator(journey.region))
    journey.opens("schrijven/")
    rows = journey.page.locator("#dictum ~ ol > li")

    rows.nth(3).locator(".writing__handle").drag_to(rows.nth(0))

    journey.sees("De volgorde is opgeslagen.")
    expect(rows.nth(0)).to_contain_text("1. De burgemeester besluit")


def test_everything_is_done_without_javascript(journey, page_without_javascript):
    journey.page = page_without_javascript
    journey.acts_as(coordinator(journey.region))
    journey.opens("schrijven/")

    journey.presses("Inspringen beslispunt 3")

    journey.sees("De nummering is opgeslagen.")
    journey.sees("2b. De burgemeester besluit")
