"""Papers out and back, in the browser: only of the own municipality, and nothing is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from decisions.documents.reading import read_document
from decisions.documents.writing import OfficeKind
from decisions.models import Audience, Section, SectionKind
from decisions.selectors.papers import PaperKind
from municipalities.models import Role
from tests.factories.decisions import ProposalFactory, a_road, concept, put_before_colleges
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def road():
    return a_road()


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def address(road, *more):
    name = "decisions:paper" if more else "decisions:papers"
    return reverse(name, args=[road.proposal_id, road.municipality.code, *more])


def official(road):
    return signed_in(person(Role.OFFICIAL, road.municipality))


def compare(road, text, name="besluit.txt"):
    file = SimpleUploadedFile(name, text.encode())
    return official(road).post(address(road), {"file": file})


def printed(road):
    items = road.offers.get().version.items.all()
    lines = [f"{item.number[-1] if item.is_nested else item.number}. {item.text}" for item in items]
    return "\n".join(["Voorgesteld besluit", *lines])


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("office", OfficeKind)
def test_an_official_takes_each_paper_along(road, kind, office):
    response = official(road).get(address(road, kind, office))

    assert response.headers["Content-Type"] == office.media_type
    name = response.headers["Content-Disposition"]
    assert name.startswith(f'attachment; filename="{kind}-gemeente-')
    text = read_document(f"p.{office}", response.content)
    assert "Kennis te nemen van het profiel." in text
    assert road.offers.get().version.sha256 in text
    assert "Niet openbaar vóór 31 oktober 2018" in text


def test_what_is_only_for_the_own_municipality_is_in_its_own_proposal_alone():
    proposal = ProposalFactory()
    own, other = MunicipalityFactory.create_batch(2, region=proposal.profile.region)
    version = concept(proposal)
    for position, place in enumerate([own, other]):
        Section.objects.create(
            version=version,
            kind=SectionKind.PROCESS,
            audience=Audience.OWN,
            heading="Intern overleg",
            text=f"Geheim van {place.slug}.",
            organisation=place,
            position=position,
        )
    put_before_colleges(version)
    road = proposal.ratifications.get(municipality=own)

    texts = {kind: taken_along(road, kind) for kind in PaperKind}

    assert f"Geheim van {own.slug}." in texts[PaperKind.PROPOSAL]
    assert f"Geheim van {other.slug}." not in texts[PaperKind.PROPOSAL]
    assert "Geheim" not in texts[PaperKind.DECISION_LIST]


def test_a_document_with_the_same_dictum_is_said_to_be_the_same(road):
    response = compare(road, printed(road))

    assert response.status_code == 200
    assert "besluit.txt is gelijk aan het dictum" in response.content.decode()


def test_every_difference_is_named_and_marked(road):
    response = compare(road, printed(road).replace("te machtigen", "niet te machtigen"))

    page = response.content.decode()
    assert "besluit.txt wijkt af van het dictum" in page
    assert "Beslispunt 3 heeft andere woorden." in page
    assert "<ins>niet</ins>" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Zomaar een brief.", "In besluit.txt staat geen dictum"),
        ("", "Het verstuurde bestand is leeg."),
        ("%PDF-1.7", "besluit.txt is een PDF"),
    ],
)
def test_what_cannot_be_compared_is_said_beside_the_field(road, text, sentence):
    response = compare(road, text)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_comparing_keeps_nothing(road):
    before = Entry.objects.count()

    compare(road, printed(road).replace("profiel", "plan"))

    assert Entry.objects.count() == before
    assert not road.decisions.exists()


def test_somebody_of_another_municipality_finds_nothing(road):
    stranger = MunicipalityFactory(region=road.municipality.region)
    client = signed_in(person(Role.OFFICIAL, stranger))

    assert client.get(address(road)).status_code == 404
    assert client.get(address(road, "collegevoorstel", "docx")).status_code == 404


def test_the_coordinator_acts_for_the_region_and_not_for_the_own_employer(road):
    own = person(Role.COORDINATOR, road.municipality)

    assert signed_in(own).get(address(road)).status_code == 404


def test_the_page_of_the_road_links_to_the_papers_of_the_own_municipality(road):
    page = official(road).get(road.get_absolute_url()).content.decode()

    assert address(road) in page


def taken_along(road, kind):
    answer = official(road).get(address(road, kind, OfficeKind.DOCX))
    return read_document("p.docx", answer.content)
