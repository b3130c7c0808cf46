"""The pages of who writes the concept: nothing is lost, and what is wrong is said beside it."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from decisions.models import Audience, DictumItem, Organ, Section, SectionKind
from decisions.rules.drafting import places_of, seen_of, seen_order
from tests.factories.decisions import (
    ProposalFactory,
    concept,
    coordinator,
    frozen,
    second_coordinator,
)
from tests.factories.people import MunicipalityFactory

pytestmark = pytest.mark.django_db

LONG = "In te stemmen met de visie van de regio en de aanbieding aan de minister voor 1 november"


@pytest.fixture
def proposal():
    return concept(ProposalFactory()).proposal


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def writer(proposal):
    return signed_in(coordinator(proposal.profile.region))


def item(proposal, number="1"):
    return DictumItem.objects.get(version__proposal=proposal, number=number)


def section(proposal, text, **fields):
    version = proposal.versions.get()
    return Section.objects.create(
        version=version,
        position=version.sections.count() + 1,
        text=text,
        **{"kind": "argument", "audience": "public", "heading": "Samen"} | fields,
    )


def url(proposal, name, *args):
    return reverse(f"decisions:{name}", args=[proposal.pk, *args])


def page_of(proposal):
    return text_of(writer(proposal).get(url(proposal, "writing")))


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def save(proposal, row, client=None, **typed):
    client = client or writer(proposal)
    data = {"seen_sha256": seen_of(row), **typed}
    return client.post(url(proposal, "change_part", kind_of(row), row.key), data)


def kind_of(row):
    return "beslispunten" if isinstance(row, DictumItem) else "onderdelen"


def section_fields(**typed):
    return {
        "kind": "argument",
        "audience": "public",
        "heading": "Samen",
        "about_item": "",
        "text": "Omdat.",
        **typed,
    }


def test_an_item_is_changed(proposal):
    response = save(proposal, item(proposal), organ=Organ.COLLEGE, text="Kennis te nemen.")

    assert response.status_code == 302
    assert item(proposal).text == "Kennis te nemen."


def test_the_second_writer_sees_both_texts_and_chooses(proposal):
    row = item(proposal)
    second = second_coordinator(proposal.profile.region)
    save(proposal, row, organ=Organ.COLLEGE, text="Van de eerste.")

    response = save(
        proposal, row, signed_in(second), organ=Organ.COLLEGE, text="Van de tweede schrijver."
    )

    page = text_of(response)
    assert response.status_code == 409
    assert "Van de eerste." in page
    assert "Van de tweede schrijver." in page
    assert coordinator(proposal.profile.region).user.name in page
    assert item(proposal).text == "Van de eerste."
    bound = response.context["form"].initial
    again = save(proposal, row, signed_in(second), **{k: v for k, v in bound.items() if v})
    assert again.status_code == 302
    assert item(proposal).text == "Van de tweede schrijver."


def test_what_was_removed_meanwhile_gives_the_text_back(proposal):
    row = item(proposal, "3")
    client = writer(proposal)
    client.post(
        url(proposal, "remove_part", "beslispunten", row.key), {"seen_sha256": seen_of(row)}
    )

    assert save(proposal, row, organ=Organ.MAYOR, text="Toch.").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Vul dit veld in."),
        ({"text": "a\x07b"}, "teken dat niet te zien is"),
        ({"text": "tekst \u202e omgekeerd"}, "teken dat niet te zien is"),
        ({"text": "x" * 4001}, "Gebruik ten hoogste 4.000 tekens."),
        ({"text": "Goed.", "organ": "raad"}, "Selecteer een geldige keuze."),
    ],
)
def test_a_wrong_item_is_said_beside_the_field(proposal, typed, sentence):
    response = save(proposal, item(proposal), **{"organ": "college", **typed})

    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 30_000, "Gebruik ten hoogste 20.000 tekens."),
        ("- a\n  - b\n    - c\n      - d", "Zet lijsten ten hoogste 3 niveaus diep in elkaar."),
        ("- " * 5000 + "x", "Zet lijsten ten hoogste 3 niveaus diep in elkaar."),
    ],
)
def test_a_hostile_section_is_refused_in_dutch(proposal, text, sentence):
    row = section(proposal, "Omdat.")

    response = save(proposal, row, **section_fields(text=text))

    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        '<b onclick="x()">vet</b>',
        "[" * 5000,
        "{beslispunt <script>alert(1)</script>}",
        "<svg/onload=alert(1)>",
    ],
)
def test_a_hostile_section_is_shown_harmless(proposal, text):
    save(proposal, section(proposal, "Omdat."), **section_fields(text=text))

    html = writer(proposal).get(url(proposal, "writing")).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert not re.search(r"<script(?! src)|<svg/|<b onclick|href=.javascript", main)
    assert text[:20] in unescape(main)


def test_process_information_is_never_shared(proposal):
    response = save(
        proposal, section(proposal, "Omdat."), **section_fields(kind=SectionKind.PROCESS)
    )

    assert response.status_code == 422


def test_what_belongs_to_one_party_is_neither_shown_nor_changed(proposal):
    own = section(
        proposal,
        "Geen capaciteit.",
        audience=Audience.OWN,
        kind=SectionKind.PROCESS,
        organisation=MunicipalityFactory(region=proposal.profile.region),
    )

    page = page_of(proposal)

    assert "Geen capaciteit." not in page
    assert "1 onderdeel is van één gemeente" in page
    assert save(proposal, own, **section_fields()).status_code == 404


def test_parts_are_added(proposal):
    client = writer(proposal)
    client.post(
        url(proposal, "add_part", "beslispunten"), {"organ": "college", "text": "Te besluiten."}
    )
    client.post(url(proposal, "add_part", "onderdelen"), section_fields(about_item="4"))

    assert item(proposal, "4").text == "Te besluiten."
    assert proposal.versions.get().sections.get().about_item == "4"


def test_the_buttons_move_and_nest(proposal):
    client = writer(proposal)
    rows = client.get(url(proposal, "writing")).context["page"]
    client.post(
        url(proposal, "place_part", "beslispunten", rows.items[1].part.key),
        {"before": rows.items[1].up, "seen_sha256": rows.items_seen},
    )
    assert item(proposal, "1").text.startswith("In te stemmen")

    rows = client.get(url(proposal, "writing")).context["page"]
    client.post(
        url(proposal, "nest_item", rows.items[3].part.key),
        {"nested": "in", "seen_sha256": rows.items_seen},
    )
    assert item(proposal, "2a").text.startswith("De burgemeester")


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"before": ""}, 422),
        ({"before": "x", "seen_sha256": "goed"}, 422),
        ({"before": "", "seen_sha256": "0" * 64}, 409),
    ],
)
def test_a_move_of_another_order_shows_the_order_of_now(proposal, typed, status):
    if typed.get("seen_sha256") == "goed":
        rows = DictumItem.objects.filter(version__proposal=proposal)
        typed = {**typed, "seen_sha256": seen_order(places_of(rows))}

    response = writer(proposal).post(
        url(proposal, "place_part", "beslispunten", item(proposal).key), typed
    )

    assert response.status_code == status
    assert "schrijven" in text_of(response)


def test_a_reference_shows_the_item_and_a_lost_one_is_told(proposal):
    section(proposal, "Zie {beslispunt 2a}, niet {beslispunt 9}.")

    page = page_of(proposal)

    assert "beslispunt 2a : het eerste thema." in page
    assert "Er wordt verwezen naar beslispunt “9”, dat er niet is." in page


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        (f"{LONG} 2018.", True),
        (f"{LONG}.", False),
        ("{beslispunt 1}", False),
        ("Heel iets anders over deze regio en haar plannen.", False),
    ],
)
def test_a_text_that_is_almost_an_item_is_told(text, warns):
    proposal = concept(ProposalFactory(), [("1", Organ.COLLEGE, f"{LONG}.")]).proposal
    section(proposal, text)

    assert ("Deze tekst lijkt op beslispunt 1, maar is niet gelijk." in page_of(proposal)) == warns


def test_without_a_concept_there_is_nothing_to_write():
    proposal = frozen(ProposalFactory()).proposal

    assert "Er is geen concept" in page_of(proposal)
    response = writer(proposal).get(url(proposal, "add_part", "onderdelen"))
    assert response.url == url(proposal, "writing")


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(count, django_assert_num_queries):
    items = [(str(n), Organ.COLLEGE, f"Te besluiten over zaak {n}.") for n in range(1, count + 1)]
    proposal = concept(ProposalFactory(), items).proposal
    for n in range(count):
        section(proposal, f"Omdat zaak {n} ertoe doet, zie {{beslispunt {n + 1}}}.")
    client = writer(proposal)
    client.get(url(proposal, "writing"))

    with django_assert_num_queries(10):
        client.get(url(proposal, "writing"))


@pytest.mark.parametrize("text", ["a\x00b", "x" * 1_000_000])
def test_what_no_browser_sends_leaves_the_text_alone(proposal, text):
    response = save(proposal, section(proposal, "Omdat."), **section_fields(text=text))

    assert response.status_code in {400, 422}
    assert proposal.versions.get().sections.get().text == "Omdat."
