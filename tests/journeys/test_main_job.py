"""
The main job in the browser: from one document, by two colleges, to one bundle.

It is the real proposal of 2018 where that lies beside the project, and a text like it elsewhere.
"""

from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from dutch.moments import format_date, format_typed_clock, format_typed_date, local_date
from municipalities.models import Role
from tests.decisions.documents.texts import WRAPPED
from tests.factories.decisions import ProfileFactory
from tests.factories.people import MunicipalityFactory, person
from tests.journeys.browser import faults, sign_in, sign_in_as

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "een lang genoeg wachtwoord"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REAL = Path(settings.BASE_DIR).parent / "shared" / "real" / "almelo-2018.txt"


class Journey:
    """One region of two municipalities, and the browser in which its people take turns."""

    def __init__(self, page):
        self.page = page
        self.profile = ProfileFactory(title="Ruimte voor cultuur")
        region = self.profile.region
        self.municipality = MunicipalityFactory(region=region, name="Waterstad")
        MunicipalityFactory(region=region, name="Heideveld")
        for role in (Role.SECRETARY, Role.OFFICIAL, Role.MAYOR, Role.CLERK, Role.ALDERMAN):
            person(role, self.municipality)

    # given

    def signs_in(self, role):
        self.page.context.clear_cookies()
        sign_in_as(self.page, person(role, self.municipality).user)
        self.page.goto("/")

    def coordinator_signs_in_with_password(self):
        user = person(Role.COORDINATOR, self.municipality).user
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        sign_in(self.page, email=user.email, password=PASSWORD)

    def opens_own_road(self, role):
        self.signs_in(role)
        self.page.get_by_role("link", name=self.title).first.click()

    # when

    def imports(self, document):
        self.page.goto(f"/profielen/{self.profile.pk}/")
        self.page.get_by_role("link", name="Collegevoorstel inlezen").click()
        self.page.get_by_label("Document", exact=True).set_input_files(document)
        self.page.get_by_label("Van welke gemeente is dit document?").select_option("Waterstad")
        self.fill_moment("Sluit op", timezone.now() + timedelta(days=9))
        self.presses("Lees in")
        self.title = self.page.get_by_role("heading", level=1).inner_text().split(": ", 1)[1]
        self.sees("beslispunten en")
        self.looks("ingelezen")
        self.page.get_by_role("link", name="Bekijk het concept").click()

    def opens_preparation(self, role):
        self.opens_own_road(role)
        self.page.get_by_role("link", name="Voorbereiding", exact=False).first.click()

    def writes_own_part(self):
        self.page.get_by_text("Schrijven: Aansluiting bij eigen beleid").click()
        form = self.page.get_by_role("form", name="Aansluiting bij eigen beleid")
        form.get_by_label("openbaar").check()
        form.get_by_label("Tekst").fill("Dit past bij **onze** eigen visie op cultuur.")
        form.get_by_role("button", name="Sla op").click()
        self.sees("onze eigen visie")

    def puts_on_the_agenda(self):
        form = self.page.get_by_role("form", name="Op de agenda plaatsen")
        form.get_by_label("In de vergadering").check()
        day = local_date(timezone.now() + timedelta(days=1))
        form.get_by_label("Op welke collegedag?").fill(format_date(day))
        form.get_by_role("button", name="Leg de agendering vast").click()

    def takes_the_papers_along(self):
        self.page.get_by_role("link", name="Stukken voor uw college").click()
        self.sees("Vergelijk met het dictum")
        self.looks("stukken")
        with self.page.expect_download() as taken:
            self.page.get_by_role("link", name=".docx").first.click()
        return taken.value.path()

    def compares(self, document):
        self.page.get_by_label("Document", exact=True).set_input_files(
            {"name": "besluit.docx", "mimeType": DOCX, "buffer": document.read_bytes()}
        )
        self.presses("Vergelijk met het dictum")

    def offers_to_all(self):
        self.fill_moment("Embargo tot", timezone.now() + timedelta(days=8))
        self.presses("Bied aan alle colleges aan")

    def records(self, heading, outcome="Ingestemd"):
        card = self.page.get_by_role("form", name=heading)
        card.get_by_label(outcome, exact=True).check()
        card.get_by_label("Op welke dag?").fill(format_date(local_date(timezone.now())))
        card.get_by_label("Bewijs", exact=False).first.fill("besluitenlijst week 41, punt 7")
        card.get_by_role("button", name="Leg het besluit vast").click()

    def authorises(self):
        alderman = person(Role.ALDERMAN, self.municipality).user
        self.page.get_by_label("Wie wordt gemachtigd?").select_option(label=str(alderman))
        self.page.get_by_label("Artikel 59a Gemeentewet").check()
        self.presses("Leg de machtiging vast")

    def sends_council_letter(self):
        self.page.get_by_label("Verzonden op").fill(format_date(local_date(timezone.now())))
        self.page.get_by_label("Kenmerk van de raadsbrief").fill("R-2018-12")
        self.presses("Leg de verzending vast")

    def fill_moment(self, label, at):
        group = self.page.get_by_role("group", name=label)
        group.get_by_label("Datum").fill(format_typed_date(local_date(at)))
        group.get_by_label("Tijd").fill(format_typed_clock(at))

    def presses(self, name):
        self.page.get_by_role("button", name=name).click()

    # then

    def sees(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def does_not_see(self, words):
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def looks(self, name):
        assert faults(self.page, name=name) == []


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "voorstel.txt"
    text = REAL.read_text(encoding="utf-8") if REAL.exists() else WRAPPED
    path.write_text(text, encoding="utf-8")
    return path


def test_from_document_to_bundle(page, document, worker):
    page.set_default_timeout(20_000)
    journey = Journey(page)

    journey.coordinator_signs_in_with_password()
    journey.imports(document)
    journey.looks("concept")
    journey.presses("Stel versie 1 vast")
    journey.sees("Versie 1 is vastgesteld.")
    journey.offers_to_all()
    journey.sees("Versie 1 is aan alle colleges aangeboden.")
    journey.looks("bord-aangeboden")

    journey.opens_own_road(Role.OFFICIAL)
    journey.presses("Bevestig de ontvangst")
    journey.opens_preparation(Role.OFFICIAL)
    journey.writes_own_part()
    journey.puts_on_the_agenda()
    journey.looks("voorbereiding")

    journey.opens_preparation(Role.ALDERMAN)
    journey.presses("Geef akkoord op deze tekst")
    journey.sees("portefeuillehouder")
    journey.looks("akkoord")

    journey.opens_own_road(Role.SECRETARY)
    decided = journey.takes_the_papers_along()
    journey.compares(decided)
    journey.sees("gelijk aan het dictum")
    journey.looks("vergeleken")
    journey.opens_own_road(Role.SECRETARY)
    journey.records("Besluit van het college vastleggen")
    journey.sees("Het besluit is vastgelegd. Een tweede persoon")
    journey.sees("U legde dit besluit zelf vast")
    journey.looks("vastgelegd")

    journey.opens_own_road(Role.OFFICIAL)
    journey.looks("bevestigen")
    journey.presses("Bevestig dit besluit")
    journey.sees("Waterstad biedt mee aan")
    journey.records("Besluit van de burgemeester vastleggen")

    journey.opens_own_road(Role.MAYOR)
    journey.presses("Bevestig dit besluit")
    journey.looks("machtigen")
    journey.authorises()
    journey.sees("De machtiging is vastgelegd.")

    journey.opens_own_road(Role.CLERK)
    journey.sends_council_letter()
    journey.sees("De verzending van de raadsbrief is vastgelegd.")

    journey.opens_own_road(Role.ALDERMAN)
    journey.looks("tekenen")
    journey.presses("Teken namens Waterstad")
    journey.sees("Uw gemeente heeft getekend.")
    journey.looks("getekend")

    journey.signs_in(Role.COORDINATOR)
    page.get_by_role("link", name="Stand van de gemeenten").click()
    journey.sees("1 biedt mee aan")
    journey.looks("bord")
    page.get_by_role("link", name="Collegevoorstel", exact=True).click()
    page.get_by_role("link", name="Aanbieding aan de minister").click()
    journey.looks("aanbieding")
    journey.presses("Bevries en maak de bundel")
    journey.looks("voortgang")
    expect(page.get_by_role("main")).to_contain_text("De bundel is klaar", timeout=120_000)
    journey.looks("bundel")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download de bundel (PDF)").click()
    with pikepdf.open(download.value.path()) as bundle:
        assert bundle.Root.Lang == "nl"
        assert len(bundle.pages) > 5
    assert download.value.suggested_filename == "ruimte-voor-cultuur-bundel-1.pdf"


def test_a_mistake_is_said_beside_the_field_and_nothing_is_lost(page, document):
    journey = Journey(page)
    journey.signs_in(Role.COORDINATOR)
    journey.imports(document)
    journey.presses("Stel versie 1 vast")
    journey.offers_to_all()
    journey.opens_own_road(Role.SECRETARY)
    card = page.get_by_role("form", name="Besluit van het college vastleggen")
    card.get_by_label("Op welke dag?").fill("31 februari 2018")
    card.get_by_label("Toelichting").fill("Een lange toelichting die niemand opnieuw wil typen.")

    card.get_by_role("button", name="Leg het besluit vast").click()

    journey.sees("Dit klopt nog niet")
    expect(page.get_by_label("Op welke dag?")).to_have_value("31 februari 2018")
    expect(page.get_by_label("Toelichting")).to_have_value(
        "Een lange toelichting die niemand opnieuw wil typen."
    )
    journey.looks("fouten")
