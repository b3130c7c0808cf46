"""Every page of the example, by the roles that may open it, on a phone and on a screen."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action, Consultation
from decisions.models import Proposal
from examples.loading import load
from municipalities.models import Role, User
from submissions.models import Submission
from tests.journeys.browser import faults, sign_in_as

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

READ = [
    ("overzicht", "/"),
    ("profiel", "/profielen/{profile}/"),
    ("acties", "/profielen/{profile}/acties/"),
    ("voorstel", "/voorstellen/{proposal}/"),
    ("versie", "/voorstellen/{proposal}/versies/1/"),
    ("bord", "/voorstellen/{proposal}/bord/"),
    ("bord-eerder", "/voorstellen/{proposal}/bord/?op_date=17-10-2018&op_time=12.00"),
    ("planning", "/voorstellen/{proposal}/planning/"),
    ("coalitie", "/voorstellen/{proposal}/coalitie/"),
    ("embargo", "/voorstellen/{proposal}/embargo/"),
    ("besluitvorming", "/voorstellen/{proposal}/besluitvorming/GM0141/"),
]
ACTIONS = [
    ("uitvoering", "/uitvoering/"),
    ("actie", "/acties/{action}/"),
    ("plan", "/acties/{action}/plan/1/"),
    ("wie-meedoet", "/acties/{action}/deelname/"),
    ("deelname", "/acties/{action}/deelname/GM0141/"),
    ("matrix", "/profielen/{profile}/deelname/"),
    ("matrix-eerder", "/profielen/{profile}/deelname/?op=31-12-2018"),
    ("capaciteit", "/profielen/{profile}/capaciteit/?jaar=2019"),
    ("kaart", "/profielen/{profile}/kaart/"),
    ("tijdlijn", "/profielen/{profile}/tijdlijn/"),
    ("overleggen", "/overleggen/"),
    ("overleg", "/overleggen/{consultation}/"),
    ("verslag", "/overleggen/{consultation}/verslag/"),
    ("bijeenkomsten", "/bijeenkomsten/"),
    ("weergaven", "/weergaven/"),
    ("nader-voorstel", "/acties/{concerned}/nader-voorstel/"),
]
ANSWERS = [
    ("eigen-capaciteit", "/capaciteit/"),
    ("antwoord", "/acties/{action}/deelname/GM0141/antwoord/"),
    ("cel", "/acties/{action}/deelname/GM0141/cel/"),
    ("bestand", "/deelname/bestand/"),
    ("stap", "/acties/{action}/stap/"),
    ("vragen", "/acties/{action}/vragen/"),
]
BUNDLES = [
    ("bundels", "/voorstellen/{proposal}/aanbiedingen/"),
    ("bundel-wacht", "/aanbiedingen/{submission}/"),
]
PLANS = [
    ("herinneringen", "/voorstellen/{proposal}/herinneringen/"),
    ("aanbod", "/voorstellen/{proposal}/aanbod/"),
]
OWN = [
    ("voorbereiding", "/voorstellen/{proposal}/besluitvorming/GM0141/voorbereiding/"),
    ("publicatie", "/voorstellen/{proposal}/besluitvorming/GM0141/publicatie/"),
    ("stukken", "/voorstellen/{proposal}/besluitvorming/GM0141/stukken/"),
    ("vergaderkalender", "/vergaderkalender/"),
    ("agenda", "/agenda/"),
    ("meeschrijven", "/meeschrijven/"),
]
PAGES = {
    Role.COORDINATOR: [*READ, ("inlezen", "/profielen/{profile}/inlezen/"), *PLANS, *BUNDLES],
    Role.SECRETARY: [*READ, *OWN],
    Role.ALDERMAN: [*READ, *BUNDLES],
    Role.OFFICIAL: [*ACTIONS, *ANSWERS],
    Role.PROVINCE: READ[:-1],
}


@pytest.fixture
def example(settings):
    settings.DEMO = True
    finished = load(region="twente", stand="afgerond", today=date(2026, 11, 24))
    return {
        "proposal": finished.pk,
        "profile": finished.profile_id,
        "submission": Submission.objects.get().pk,
        "action": Action.objects.get(title="Leegstand open voor makers").pk,
        "concerned": Action.objects.get(title="Werkplaats voor nieuwe makers").pk,
        "consultation": Consultation.objects.first().pk,
    }


def somebody(role):
    people = User.objects.filter(memberships__role=role)
    return people.filter(email__contains="almelo").first() or people.first()


@pytest.mark.parametrize("role", PAGES)
def test_no_page_has_a_fault(page, example, role):
    sign_in_as(page, somebody(role))

    for name, address in PAGES[role]:
        answer = page.goto(address.format(**example))
        assert answer.status == 200, name
        assert faults(page, name=f"{role}-{name}") == [], name


def test_what_is_made_up_says_so_on_every_page(page, example):
    sign_in_as(page, somebody(Role.COORDINATOR))

    for _, address in PAGES[Role.COORDINATOR][1:]:
        page.goto(address.format(**example))
        expect(page.get_by_text("Voorbeeldgegevens: niet alles")).to_be_visible()


def test_progress_goes_on_without_javascript(page_without_javascript, example):
    page = page_without_javascript
    sign_in_as(page, somebody(Role.COORDINATOR))

    page.goto("/aanbiedingen/{submission}/".format(**example))

    expect(page.get_by_role("main")).to_contain_text("De bundel wordt gemaakt")
    assert page.locator("noscript meta[http-equiv=refresh]").count() == 1


def test_the_second_stand_has_its_own_place(page, example):
    halfway = load(region="twente", stand="halverwege", today=timezone.localdate())
    sign_in_as(page, somebody(Role.SECRETARY))

    page.goto("/")

    assert Proposal.objects.of_profile().count() == 2
    expect(page.get_by_role("link", name=str(halfway)).first).to_be_visible()
