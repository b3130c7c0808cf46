"""The text is replaced while a page is open: 409, the difference, and nothing written."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from decisions.models import Agreement, Decision, Organ, Outcome, Signature
from municipalities.models import Role
from tests.factories.decisions import ITEMS, NOW, a_road, offered
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db

NEW = [(*ITEMS[0][:2], "Kennis te nemen van het gewijzigde profiel."), *ITEMS[1:]]
TYPED = {
    "college-outcome": "declined",
    "college-decided_on": "20 oktober 2018",
    "college-evidence": "besluitenlijst, punt 7",
    "college-objection_2a": "Het thema is te smal.",
}
READY = {"outcome": Outcome.AGREED, "mayor": Outcome.AGREED, "authorised": True}

# what lies there, who acts, at which address, with which form
ACTS = {
    "agree": ({}, Role.ALDERMAN, "agree", lambda _: [], "agree", {}),
    "record": ({}, Role.SECRETARY, "record", lambda _: [Organ.COLLEGE], "college", TYPED),
    "confirm": (
        {"outcome": Outcome.AGREED, "confirmed": False},
        Role.OFFICIAL,
        "confirm",
        lambda road: [road.decisions.get().pk],
        "confirm-{}",
        {},
    ),
    "sign": (READY, Role.ALDERMAN, "sign", lambda _: [], "sign", {}),
}


def post(road, role, *, name, rest, prefix, typed, seen):  # noqa: PLR0913  # one post
    client = Client()
    client.force_login(person(role, road.municipality).user)
    url = reverse(f"decisions:{name}", args=[road.proposal_id, road.municipality.code, *rest])
    return client.post(url, {f"{prefix}-seen_sha256": seen, **typed})


def ask(name, *, new=NEW, seen=""):
    """Return the road, the hash on the screen, and the answer after the text was replaced."""
    facts, role, address, rest, prefix, typed = ACTS[name]
    road = a_road(**facts)
    on_screen = road.offers.get().version.sha256
    rest = rest(road)
    offered(road.proposal, new, at=NOW)
    before = written()
    prefix = prefix.format(*rest)
    response = post(
        road, role, name=address, rest=rest, prefix=prefix, typed=typed, seen=seen or on_screen
    )
    return road, before, response


def written():
    confirmed = Decision.objects.filter(confirmed_at__isnull=False).count()
    counts = [model.objects.count() for model in (Agreement, Decision, Signature, Entry)]
    return (*counts, confirmed)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ACTS)
def test_the_difference_is_shown_word_by_word_and_nothing_is_written(name):
    _, before, response = ask(name)

    page = text_of(response)
    assert response.status_code == 409
    assert "Er is niets vastgelegd: de tekst is vervangen" in page
    assert "U zag versie 1; nu ligt versie 2 voor." in page
    assert "1 beslispunt gewijzigd." in page
    assert re.search(r"van het <ins>.{0,60}gewijzigde.{0,60}</ins> profiel\.", page)
    assert written() == before


@pytest.mark.parametrize("name", ["agree", "record", "confirm"])
def test_the_form_is_about_the_new_text(name):
    road, _, response = ask(name)

    shown = re.search(r'-seen_sha256"[^>]* value="(\w+)"', text_of(response))[1]
    assert shown == road.offers.last().version.sha256


@pytest.mark.parametrize("name", ACTS)
def test_a_hash_of_no_text_is_refused_without_a_difference(name):
    _, before, response = ask(name, seen="f" * 64)

    page = text_of(response)
    assert response.status_code == 409
    assert "geen versie die aan uw college is aangeboden" in page
    assert "<ins>" not in page
    assert written() == before


@pytest.mark.parametrize("name", ACTS)
def test_without_a_hash_nothing_is_done_and_it_is_said(name):
    facts, role, address, rest, prefix, typed = ACTS[name]
    road = a_road(**facts)
    rest, before = rest(road), written()

    response = post(
        road, role, name=address, rest=rest, prefix=prefix.format(*rest), typed=typed, seen=""
    )

    assert response.status_code == 422
    assert "Het is niet bekend welke tekst u zag." in text_of(response)
    assert written() == before


def test_what_was_typed_is_kept_with_the_objections_by_number():
    _, _, response = ask("record")

    page = text_of(response)
    assert 'value="20 oktober 2018"' in page
    assert "Het thema is te smal." in page


def test_an_item_that_is_new_or_gone_is_named():
    _, _, response = ask("record", new=[*ITEMS[:2], ("4", Organ.COLLEGE, "Een extra punt.")])

    page = text_of(response)
    assert "Vervallen" in page and "Toegevoegd" in page
    assert "Een extra punt." in page


def test_after_reading_the_new_text_the_portfolio_holder_agrees():
    road, _, response = ask("agree")
    shown = re.search(r'-seen_sha256"[^>]* value="(\w+)"', text_of(response))[1]

    again = post(road, Role.ALDERMAN, name="agree", rest=[], prefix="agree", typed={}, seen=shown)

    assert again.status_code == 302
    assert Agreement.objects.get().version.number == 2
