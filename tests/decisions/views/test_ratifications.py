"""The page "besluitvorming" and its acts, in the browser: done, or refused with what was typed."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.models import Authorisation, CouncilLetter, Decision, Organ, Outcome, Signature
from dutch.moments import format_typed_date, local_date
from municipalities.models import Role
from tests.factories.decisions import (
    NOW,
    a_road,
    decide,
    offered,
    travelled,
    with_municipalities,
)
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db

AGREED = {"outcome": Outcome.AGREED}
DECISION = {
    "outcome": "agreed",
    "decided_on": "9 oktober 2018",
    "evidence": "besluitenlijst, punt 7",
    "remark": "Met een opmerking van de wethouder.",
}


def signed_in(road, role):
    client = Client()
    client.force_login(person(role, road.municipality).user)
    return client


def address(name, road, *more):
    return reverse(f"decisions:{name}", args=[road.proposal_id, road.municipality.code, *more])


def seen(road):
    return road.offers.last().version.sha256


def record(road, *, organ=Organ.COLLEGE, role=Role.SECRETARY, **typed):
    """Post the form of a decision as the browser does; `typed` replaces what is usual."""
    fields = {"seen_sha256": seen(road), **DECISION, **typed}
    return signed_in(road, role).post(
        address("record", road, organ),
        {f"{organ}-{name}": value for name, value in fields.items()},
    )


def lines():
    return Entry.objects.count()


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_page_shows_the_road_and_who_must_act():
    road = a_road(**AGREED)

    page = text_of(signed_in(road, Role.CLERK).get(road.get_absolute_url()))

    assert f"Besluitvorming {road.municipality.name}" in page
    assert "Raadsbrief" in page and "Kenmerk van de raadsbrief" in page
    assert "Teken namens" not in page


def test_a_decision_is_recorded_and_the_page_opens_again():
    road = a_road()

    response = record(road)

    decision = Decision.objects.get()
    assert (response.status_code, response.url) == (302, road.get_absolute_url())
    assert (decision.outcome, decision.evidence, decision.remark) == (
        "agreed",
        "besluitenlijst, punt 7",
        "Met een opmerking van de wethouder.",
    )
    assert decision.recorded_by == person(Role.SECRETARY, road.municipality).user


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"evidence": ""}, "Noem een kenmerk of een webadres, of voeg een bestand toe"),
        ({"decided_on": "31-13-2018"}, "Deze datum bestaat niet"),
        ({"outcome": "misschien"}, "misschien is geen beschikbare keuze"),
    ],
)
def test_a_faulty_decision_keeps_what_was_typed_and_writes_nothing(typed, sentence):
    road = a_road()
    before = lines()

    response = record(road, **typed)

    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert "Met een opmerking van de wethouder." in page
    assert typed.get("decided_on", "9 oktober 2018") in page
    assert (Decision.objects.count(), lines()) == (0, before)


def test_a_day_that_is_still_to_come_is_refused_in_words():
    road = a_road()

    response = record(road, decided_on="1-1-2090")

    assert response.status_code == 422
    assert "De datum ligt in de toekomst." in text_of(response)
    assert 'value="1-1-2090"' in text_of(response)
    assert not Decision.objects.exists()


def test_a_text_that_was_replaced_meanwhile_is_refused_and_nothing_is_written():
    road = a_road()
    on_screen = seen(road)
    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)
    before = lines()

    response = record(road, seen_sha256=on_screen, decided_on="20 oktober 2018")

    page = text_of(response)
    assert response.status_code == 409
    assert "de tekst is vervangen" in page
    assert "Met een opmerking van de wethouder." in page
    assert "Anders." in page
    assert (Decision.objects.count(), lines()) == (0, before)


def test_after_reading_the_new_text_the_decision_can_be_recorded():
    road = a_road()
    on_screen = seen(road)
    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)
    page = text_of(record(road, seen_sha256=on_screen, decided_on="20 oktober 2018"))
    shown = re.search(r'name="college-seen_sha256" value="(\w+)"', page)[1]

    response = record(road, seen_sha256=shown, decided_on="20 oktober 2018")

    assert response.status_code == 302
    assert Decision.objects.get().version_sha256 == seen(road) == shown


def test_the_decision_of_a_colleague_who_was_first_is_not_recorded_twice():
    road = a_road(outcome=Outcome.DECLINED, confirmed=False)
    before = lines()

    response = record(road)

    assert response.status_code == 422
    assert Decision.objects.get().outcome == Outcome.DECLINED
    assert lines() == before


def test_who_was_second_is_told_so():
    road = a_road(outcome=Outcome.DECLINED, confirmed=False)

    page = text_of(record(road))

    assert "Er is al een besluit vastgelegd dat nog op bevestiging wacht." in page


def test_the_mayor_decides_on_the_own_item_and_does_not_defer():
    road = a_road(**AGREED)

    refused = record(road, organ=Organ.MAYOR, outcome="deferred")
    done = record(road, organ=Organ.MAYOR)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Decision.objects.get(organ=Organ.MAYOR).outcome == Outcome.AGREED


def confirm(road, role=Role.OFFICIAL, on_screen=None):
    decision = road.decisions.last()
    return signed_in(road, role).post(
        address("confirm", road, decision.pk),
        {f"confirm-{decision.pk}-seen_sha256": on_screen or seen(road)},
        follow=True,
    )


def test_a_second_person_confirms():
    road = a_road(outcome=Outcome.AGREED, confirmed=False)

    page = text_of(confirm(road))

    assert "Het besluit is bevestigd." in page
    assert Decision.objects.get().confirmed_by == person(Role.OFFICIAL, road.municipality).user


def test_the_person_who_recorded_does_not_confirm():
    road = a_road(outcome=Outcome.AGREED, confirmed=False)
    before = lines()

    page = text_of(confirm(road, Role.SECRETARY))

    assert "U legde dit besluit zelf vast" in page
    assert Decision.objects.get().confirmed_at is None
    assert lines() == before


def revoke(road, reason):
    decision = road.decisions.get()
    return signed_in(road, Role.SECRETARY).post(
        address("revoke", road, decision.pk), {f"revoke-{decision.pk}-reason": reason}
    )


def test_a_decision_is_taken_back_with_a_reason():
    road = a_road(**AGREED)

    response = revoke(road, "Verkeerde week.")

    assert response.status_code == 302
    assert Decision.objects.get().revocation.reason == "Verkeerde week."


@pytest.mark.parametrize("reason", ["", "  \u200b", "x" * 2001])
def test_a_decision_is_not_taken_back_without_a_reason(reason):
    road = a_road(**AGREED)

    response = revoke(road, reason)

    assert response.status_code == 422
    assert not hasattr(Decision.objects.get(), "revocation")


def authorise(road, **typed):
    usual = {
        "person": person(Role.ALDERMAN, road.municipality).user.pk,
        "legal_basis": "59a",
        "valid_from": "9-10-2018",
    }
    return signed_in(road, Role.MAYOR).post(
        address("authorise", road),
        {f"authorise-{name}": value for name, value in (usual | typed).items()},
    )


def test_the_mayor_empowers_the_alderman():
    road = a_road(**AGREED, mayor=Outcome.AGREED)

    assert authorise(road).status_code == 302
    assert Authorisation.objects.get().person == person(Role.ALDERMAN, road.municipality).user


def test_nobody_of_another_municipality_is_empowered():
    first, second = with_municipalities(2).ratifications.order_by("pk")
    road = travelled(first, **AGREED, mayor=Outcome.AGREED)
    stranger = person(Role.ALDERMAN, second.municipality).user

    response = authorise(road, person=stranger.pk)

    assert response.status_code == 422
    assert stranger.name not in text_of(response)
    assert not Authorisation.objects.exists()


def test_a_faulty_authorisation_keeps_what_was_typed():
    road = a_road(**AGREED, mayor=Outcome.AGREED)

    response = authorise(road, legal_basis="other", valid_until="1-1-2018")

    page = text_of(response)
    assert response.status_code == 422
    assert "Schrijf de grondslag op." in page
    assert "Kies een dag die niet vóór de eerste dag ligt." in page
    assert 'value="1-1-2018"' in page
    assert not Authorisation.objects.exists()


def test_nobody_is_empowered_before_the_mayor_decided():
    road = a_road(**AGREED)

    assert authorise(road).status_code == 422
    assert not Authorisation.objects.exists()


def send_letter(road, **typed):
    usual = {"letter-sent_on": "10-10-2018", "letter-reference": "R-2018-12"}
    return signed_in(road, Role.CLERK).post(address("letter", road), usual | typed)


def test_the_dispatch_of_the_council_letter_is_recorded():
    road = a_road(outcome=Outcome.DECLINED)

    assert send_letter(road).status_code == 302
    assert CouncilLetter.objects.get().reference == "R-2018-12"


@pytest.mark.parametrize(
    "typed", [{"letter-sent_on": "1-1-2090"}, {"letter-reference": ""}, {"letter-sent_on": "x"}]
)
def test_a_faulty_council_letter_keeps_what_was_typed(typed):
    road = a_road(outcome=Outcome.DECLINED)

    response = send_letter(road, **typed)

    kept = {"letter-sent_on": "10-10-2018", "letter-reference": "R-2018-12"} | typed
    assert response.status_code == 422
    assert all(value in text_of(response) for value in kept.values())
    assert not CouncilLetter.objects.exists()


def sign(road, **typed):
    return signed_in(road, Role.ALDERMAN).post(
        address("sign", road), {"sign-seen_sha256": seen(road)} | typed
    )


READY = {"outcome": Outcome.AGREED, "mayor": Outcome.AGREED, "authorised": True}


def test_the_alderman_signs_the_text_on_the_screen():
    road = a_road(**READY)
    page = text_of(signed_in(road, Role.ALDERMAN).get(road.get_absolute_url()))
    shown = re.search(r'name="sign-seen_sha256" value="(\w+)"', page)[1]

    response = sign(road, **{"sign-seen_sha256": shown})

    assert response.status_code == 302
    assert Signature.objects.get().version.sha256 == shown


@pytest.mark.parametrize(("value", "status"), [("", 422), ("f" * 64, 409)])
def test_another_text_than_the_one_on_the_screen_is_not_signed(value, status):
    road = a_road(**READY)
    before = lines()

    response = sign(road, **{"sign-seen_sha256": value})

    assert response.status_code == status
    assert (Signature.objects.count(), lines()) == (0, before)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Het college heeft nog niet met deze versie ingestemd."),
        (AGREED, "De burgemeester heeft het eigen beslispunt nog niet genomen."),
        (AGREED | {"mayor": Outcome.AGREED}, "Er is nog geen machtiging die vandaag geldt."),
    ],
)
def test_signing_too_early_says_what_is_waited_for(facts, sentence):
    road = a_road(**facts)

    response = sign(road)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Signature.objects.exists()


def test_receipt_is_confirmed_once():
    road = a_road()
    client = signed_in(road, Role.OFFICIAL)

    first = text_of(client.post(address("acknowledge", road), follow=True))
    again = text_of(client.post(address("acknowledge", road), follow=True))

    assert "De ontvangst is bevestigd." in first
    assert "De ontvangst is al bevestigd." in again
    assert Entry.objects.filter(act="acknowledged_offer").count() == 1


def test_a_remark_is_shown_as_text():
    road = a_road()
    decide(road, remark="<script>alert(1)</script>")

    page = text_of(signed_in(road, Role.SECRETARY).get(road.get_absolute_url()))

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number_of_decisions(count, django_assert_num_queries):
    road = a_road()
    for _ in range(count):
        decide(road, remark="Nog eens.")
    client = signed_in(road, Role.SECRETARY)

    with django_assert_num_queries(20):
        page = client.get(road.get_absolute_url()).content.decode()

    assert page.count("Nog eens.") == count


def test_today_is_the_first_day_of_a_new_authorisation():
    road = a_road(**AGREED, mayor=Outcome.AGREED)

    page = text_of(signed_in(road, Role.MAYOR).get(road.get_absolute_url()))

    today = format_typed_date(local_date(timezone.now()))
    assert re.search(rf'name="authorise-valid_from" value="{today}"', page)
