"""How a region fills with people: each invites the next, and an institution comes by itself."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from municipalities.models import Role
from notices.models import Mail
from tests.accounts.doors import code
from tests.factories.people import MembershipFactory, MunicipalityFactory, RegionFactory
from tests.journeys.browser import faults, sign_in, sign_in_as

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "een lang genoeg wachtwoord"


class Journey:
    """A region with one municipality and a coordinator, and the browser they share in turn."""

    def __init__(self, page):
        self.page = page
        self.place = MunicipalityFactory(name="Waterstad", region=RegionFactory(name="Oost"))
        self.coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=self.place)

    def acts_as(self, membership):
        self.page.context.clear_cookies()
        sign_in_as(self.page, membership.user)

    def leaves(self):
        self.page.context.clear_cookies()

    def opens_the_mail(self, address, path):
        body = Mail.objects.filter(to=address, body__contains=path).latest("pk").body
        self.page.goto(urlsplit(re.search(rf"http\S*{path}\S*", body)[0]).path)

    def invites(self, address, *, role, organisation=""):
        self.page.goto("/mensen/")
        self.page.get_by_role("link", name="Nodig iemand uit").click()
        self.page.get_by_label("E-mailadres").fill(address)
        self.page.get_by_label("Naam").fill(address.split("@")[0].capitalize())
        if organisation:
            self.page.get_by_label("Organisatie", exact=True).select_option(organisation)
        self.page.get_by_label("Rol", exact=True).select_option(role)
        self.looks("uitnodigen")
        self.presses("Verstuur de uitnodiging")
        self.sees("is onderweg")

    def accepts(self, address):
        self.opens_the_mail(address, "/uitnodiging/")
        assert self.page.url.endswith("/uitnodiging/")
        self.looks("uitnodiging")
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.presses("Maak mijn account en begin")

    def sets_up_an_app(self):
        self.page.get_by_role("link", name="Gebruik een app").click()
        self.page.get_by_text("Kunt u niet scannen?").click()
        secret = self.page.locator("details code").inner_text()
        self.page.get_by_label("code").fill(code(secret))
        self.presses("Bewaar de app")

    def presses(self, name):
        self.page.get_by_role("main").get_by_role("button", name=name).click()

    def sees(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def acts_for(self, words):
        expect(self.page.get_by_role("banner")).to_contain_text(f"U handelt namens: {words}")

    def looks(self, name):
        assert faults(self.page, name=f"mensen-{name}") == []


@pytest.fixture
def journey(page):
    return Journey(page)


def test_from_a_coordinator_to_the_secretary_of_a_municipality(journey):
    journey.acts_as(journey.coordinator)
    journey.page.goto("/mensen/")
    journey.sees("Bij 1 van de 1 organisaties ontbreekt nog iemand")
    journey.looks("regio")
    journey.invites("beheerder@waterstad.example", role="Beheerder", organisation="Waterstad")

    journey.leaves()
    journey.accepts("beheerder@waterstad.example")
    expect(journey.page.get_by_role("heading", level=1)).to_have_text(
        "Een tweede stap bij het inloggen"
    )
    journey.sets_up_an_app()
    journey.page.goto("/")
    journey.acts_for("Waterstad (Beheerder)")

    journey.invites("secretaris@waterstad.example", role="Bestuurssecretaris")
    journey.sees("secretaris@waterstad.example")
    journey.looks("eigen")
    journey.leaves()
    journey.accepts("secretaris@waterstad.example")
    journey.acts_for("Waterstad (Bestuurssecretaris)")

    journey.leaves()
    journey.opens_the_mail("beheerder@waterstad.example", "/uitnodiging/")
    journey.sees("verlopen, al gebruikt, ingetrokken")
    journey.looks("niet-geldig")


def test_an_institution_comes_by_itself_and_waits_for_a_coordinator(journey):
    address = "leiding@theater.example"
    journey.page.goto("/accounts/signup/")
    journey.looks("aanmelden")
    journey.presses("Meld de instelling aan")
    journey.looks("aanmelden-fout")
    for label, text in [
        ("Naam van de instelling", "Theater Zuid"),
        ("KvK-nummer", "1234 5678"),
        ("Uw naam", "Zakelijk leider"),
        ("Uw e-mailadres", address),
        ("Wachtwoord", PASSWORD),
    ]:
        journey.page.get_by_label(label).fill(text)
    journey.page.get_by_label("Vestigingsgemeente").select_option("Waterstad")
    journey.page.get_by_label("Discipline").select_option("Theater")
    journey.presses("Meld de instelling aan")

    journey.opens_the_mail(address, "/accounts/confirm-email/")
    journey.page.get_by_role("main").get_by_role("button").first.click()
    if "/login/" in journey.page.url:
        sign_in(journey.page, email=address, password=PASSWORD)
    journey.acts_for("Theater Zuid")
    journey.page.goto("/")
    journey.sees("indienen kan na bevestiging door de regiocoördinator")
    journey.looks("instelling")

    journey.acts_as(journey.coordinator)
    journey.page.goto("/instellingen/")
    journey.sees("Wacht op u")
    journey.looks("instellingen")
    journey.page.get_by_role("link", name="Theater Zuid").click()
    journey.looks("beoordelen")
    journey.presses("Bevestig deze instelling")
    journey.sees("bevestigd namens Cultuurregio Oost")

    journey.leaves()
    sign_in(journey.page, email=address, password=PASSWORD)
    journey.sees("U kunt concepten schrijven en indienen")


def test_an_administrator_ends_a_role(journey):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, organisation=journey.place)
    clerk = MembershipFactory(
        role=Role.CLERK, organisation=journey.place, user__name="Medewerker griffie"
    )
    journey.acts_as(administrator)
    journey.page.goto("/mensen/")
    journey.page.get_by_role("link", name="Medewerker griffie").click()
    journey.looks("rol")

    journey.presses("Beëindig de rol")
    journey.looks("rol-fout")
    journey.page.get_by_label("Reden").first.fill("andere functie")
    journey.presses("Beëindig de rol")

    journey.sees("is beëindigd. U deed dit namens Waterstad.")
    journey.acts_as(clerk)
    journey.page.goto("/")
    journey.sees("U hebt op dit moment geen rol")
    journey.looks("geen-rol")
