"""
An action in the browser: from idea through both consultations to a further proposal.

Three colleges are concerned; one of them defers, and the others start.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dutch.moments import format_date, format_typed_clock, format_typed_date, local_date
from municipalities.models import Role
from tests.factories.decisions import ProfileFactory
from tests.factories.people import MunicipalityFactory, person
from tests.factories.submissions import write_profile
from tests.journeys.browser import faults, sign_in_as

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CONCERNED = ("Waterstad", "Heideveld", "Bergdorp")
TITLE = "Nader voorstel: bijdrage aan actie"


class Journey:
    """A region of four municipalities, and the browser in which its people take turns."""

    def __init__(self, page):
        self.page = page
        this_year = self.today.year
        profile = write_profile(ProfileFactory(first_year=this_year, last_year=this_year + 3))
        region = profile.region
        self.home = {
            name: MunicipalityFactory(region=region, name=name) for name in (*CONCERNED, "Duinstad")
        }

    @property
    def today(self):
        return local_date(timezone.now())

    def signs_in(self, role, at="Waterstad"):
        self.page.context.clear_cookies()
        sign_in_as(self.page, person(role, self.home[at]).user)
        self.page.goto("/uitvoering/")

    def opens_action(self, role, at="Waterstad"):
        self.signs_in(role, at)
        self.follows("Acties")
        self.follows("1.2 Lege panden")

    def adds_action(self):
        self.signs_in(Role.COORDINATOR)
        self.follows("Acties")
        self.follows("Actie toevoegen")
        self.page.get_by_label("Thema").select_option("Plaats")
        self.page.get_by_label("Titel").fill("Lege panden")
        self.page.get_by_label("Tekst").fill("Makers krijgen een plek.")
        self.page.get_by_label("Trekker").select_option("Waterstad")
        self.presses("Voeg de actie toe")

    def writes_plan(self):
        self.opens_action(Role.OFFICIAL)
        self.presses("Begin het plan van aanpak")
        self.follows("Schrijf de tekst")
        self.page.get_by_label("Doelen").fill("Meer plekken voor makers.")
        self.page.get_by_label("Beoogd resultaat").fill("Veertig plekken op één lijst.")
        self.page.get_by_label("Minimaal aantal gemeenten").fill("2")
        self.page.get_by_label("De anderen mogen al beginnen").check()
        self.presses("Opslaan")
        for name in CONCERNED:
            self.asks_of(name, "Budget", "euro", "10.000,50")
        self.asks_of("Duinstad", "Menskracht", "uren", "40")

    def asks_of(self, party, kind, unit, amount):
        self.follows("Voeg een behoefte toe")
        self.page.get_by_label("Partij").select_option(party)
        self.page.get_by_label("Jaar").select_option(str(self.today.year + 1))
        self.page.get_by_label(kind, exact=True).check()
        self.page.get_by_label(unit, exact=True).check()
        self.page.get_by_label("Hoeveelheid").fill(amount)
        self.presses("Opslaan")
        self.sees(party)

    def consults(self, kind):
        self.signs_in(Role.COORDINATOR)
        self.follows("Alle overleggen")
        self.follows("Schrijf een overleg uit")
        self.page.get_by_label(kind).check()
        self.page.get_by_label("Op welke dag?").fill(format_date(self.today))
        self.presses("Schrijf uit")
        self.follows("Zet een punt op de agenda")
        plans = self.page.get_by_label("Gaat dit over een plan van aanpak?")
        plans.select_option(plans.get_by_role("option").nth(1).inner_text())
        self.presses("Zet op de agenda")
        self.page.get_by_role("rowheader").get_by_role("link").first.click()
        self.page.get_by_label("Akkoord").check()
        self.presses("Leg de uitkomst vast")
        self.sees("Akkoord")

    def answers(self, name, *, kind, unit, amount):
        self.opens_action(Role.OFFICIAL, name)
        self.follows("Antwoord voor uw gemeente")
        self.page.get_by_label("Doet mee", exact=True).check()
        self.page.get_by_label("In het gewone tempo").check()
        line = self.page.get_by_role("group", name="Bijdrage 1")
        line.get_by_label("Soort").select_option(kind)
        line.get_by_label("Eenheid").select_option(unit)
        line.get_by_label("Hoeveelheid").fill(amount)
        line.get_by_label("Eerste jaar").fill(str(self.today.year + 1))
        line.get_by_label("Laatste jaar").fill(str(self.today.year + 1))
        self.presses("Leg het antwoord vast")
        self.sees("Doet mee")

    def declares(self, name, unit, amount):
        self.signs_in(Role.OFFICIAL, name)
        self.follows(f"Geef de capaciteit van uw gemeente op voor {self.today.year + 1}")
        form = self.page.get_by_role("form", name="Capaciteit opgeven")
        form.get_by_label("Jaar").fill(str(self.today.year + 1))
        form.get_by_label(unit, exact=True).check()
        form.get_by_label("Hoeveelheid").fill(amount)
        self.presses("Geef de capaciteit op")
        self.sees(amount)

    def waits_for_proposal(self):
        """Look at the overview until the worker has raised it."""
        for _ in range(40):
            self.page.goto("/overzicht/")
            if self.page.get_by_role("link", name=TITLE).count():
                return
            self.page.wait_for_timeout(500)

    def offers(self):
        self.signs_in(Role.COORDINATOR)
        self.waits_for_proposal()
        self.follows(TITLE)
        self.page.get_by_role("link", name="Nader voorstel", exact=True).first.click()
        self.presses("Stel versie 1 vast")
        self.sees("Versie 1 is vastgesteld.")
        closes = self.page.get_by_role("group", name="Besluiten vóór")
        at = timezone.now() + timedelta(days=9)
        closes.get_by_label("Datum").fill(format_typed_date(local_date(at)))
        closes.get_by_label("Tijd").fill(format_typed_clock(at))
        self.looks("nader-voorstel")
        self.presses("Bied aan de betrokken colleges aan")
        self.sees("aangeboden")

    def decides(self, name, outcome):
        self.opens_road(Role.SECRETARY, name)
        card = self.page.get_by_role("form", name="Besluit van het college vastleggen")
        card.get_by_label(outcome, exact=True).check()
        card.get_by_label("Op welke dag?").fill(format_date(self.today))
        card.get_by_label("Bewijs").first.fill("besluitenlijst, punt 7")
        if outcome == "Aangehouden":
            again = format_date(self.today + timedelta(days=7))
            card.get_by_label("Terug op de agenda").fill(again)
        card.get_by_role("button", name="Leg het besluit vast").click()
        self.sees("Een tweede persoon")
        self.opens_road(Role.OFFICIAL, name)
        self.presses("Bevestig dit besluit")
        self.sees("bevestigd")

    def opens_road(self, role, name):
        self.signs_in(role, name)
        self.page.goto("/overzicht/")
        self.follows(TITLE)

    def begins(self):
        self.opens_action(Role.OFFICIAL)
        self.follows("Leg een stap vast")
        self.page.get_by_label("Beginnen").check()
        self.page.get_by_label("Op welke dag?").fill(format_date(self.today))
        self.looks("stap")
        self.presses("Leg de stap vast")

    def follows(self, name):
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def presses(self, name):
        self.page.get_by_role("button", name=name).first.click()

    def sees(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words, timeout=20_000)

    def looks(self, name):
        assert faults(self.page, name=name) == []


def test_from_idea_to_who_starts(page, worker):
    page.set_default_timeout(20_000)
    journey = Journey(page)

    journey.adds_action()
    journey.sees("Idee")
    journey.looks("idee")
    journey.writes_plan()
    journey.looks("plan-schrijven")
    journey.presses("Stel versie 1 vast")
    journey.sees("vastgesteld")

    journey.consults("Ambtelijk overleg")
    journey.looks("agendapunt")
    journey.declares("Duinstad", "uren", "100")
    journey.looks("capaciteit-opgeven")
    for name in CONCERNED:
        journey.answers(name, kind="Budget", unit="euro", amount="10.000,50")
    journey.looks("antwoord")
    journey.answers("Duinstad", kind="Menskracht", unit="uren", amount="40")
    journey.consults("Bestuurlijk overleg")

    journey.offers()
    journey.looks("nader-voorstel-bord")
    journey.decides("Waterstad", "Ingestemd")
    journey.decides("Heideveld", "Ingestemd")
    journey.decides("Bergdorp", "Aangehouden")

    journey.begins()
    journey.sees("Loopt")
    journey.sees("Bergdorp (het college hield het aan)")
    journey.looks("loopt")
    journey.signs_in(Role.ALDERMAN, "Heideveld")
    journey.follows("Wie doet mee")
    expect(page.get_by_role("row", name="1.2 Lege panden").first).to_contain_text("mits")
    journey.looks("matrix")
