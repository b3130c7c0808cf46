"""Papers out and back, in the browser: only of the own municipality, and nothing is kept."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.documents.reading import read_decided
from decisions.documents.writing import PaperFormat
from decisions.models import (
    Advice,
    AdviceKind,
    AdviceState,
    Audience,
    LocalKind,
    LocalSection,
    ManagementAdvice,
    ManagementValue,
    Outcome,
    Section,
    SectionKind,
)
from decisions.rules.embargo import READ
from decisions.selectors.papers import PaperKind
from decisions.views import papers as views
from municipalities.models import Role
from printing.pdf import RenderingFailed
from tests.factories.decisions import (
    RECORDED_AT,
    ProposalFactory,
    a_road,
    concept,
    offered,
    put_before_colleges,
)
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

LETTERS = (PaperKind.COUNCIL_LETTER, PaperKind.COVERING_LETTER)


@pytest.fixture
def road():
    return a_road()


@pytest.fixture
def secret_road():
    """Return the road under a proposal whose embargo still holds."""
    now = timezone.now()
    proposal = ProposalFactory(closes_at=now + timedelta(days=10))
    version = offered(proposal, embargo_at=now + timedelta(days=9))
    return version.offers.get().ratification


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def address(road, *more):
    name = "decisions:paper" if more else "decisions:papers"
    return reverse(name, args=[road.proposal_id, road.municipality.code, *more])


def zip_address(road):
    return reverse("decisions:all_papers", args=[road.proposal_id, road.municipality.code])


def official(road):
    return signed_in(person(Role.OFFICIAL, road.municipality))


def compare(road, content, name="besluit.txt"):
    content = content.encode() if isinstance(content, str) else content
    return official(road).post(address(road), {"file": SimpleUploadedFile(name, content)})


def taken_along(road, kind, file_format=PaperFormat.JSON):
    return official(road).get(address(road, kind, file_format))


def values(road, kind):
    return taken_along(road, kind).json()


def body(road, kind):
    return "\n".join(section["text"] for section in values(road, kind)["sections"])


def printed(road):
    items = road.offers.get().version.items.all()
    lines = [f"{item.number[-1] if item.is_nested else item.number}. {item.text}" for item in items]
    return "\n".join(["Voorgesteld besluit", *lines])


@pytest.mark.parametrize(
    ("kind", "file_format"),
    [
        *((kind, PaperFormat.DOCX) for kind in PaperKind),
        (PaperKind.PROPOSAL, PaperFormat.ODT),
        (PaperKind.DECISION_LIST, PaperFormat.PDF),
    ],
)
def test_an_official_takes_each_paper_along(road, kind, file_format):
    response = taken_along(road, kind, file_format)

    assert response.headers["Content-Type"] == file_format.media_type
    name = response.headers["Content-Disposition"]
    assert name.startswith(f'attachment; filename="{kind}-gemeente-')
    assert name.endswith(f'-versie-1.{file_format}"')
    text = read_decided(f"p.{file_format}", response.content)
    assert "Kennis te nemen van het profiel." in text
    assert road.offers.get().version.sha256 in text
    assert "Niet openbaar" not in text  # the embargo of 2018 has ended


@pytest.mark.parametrize("kind", PaperKind)
def test_another_system_takes_each_paper_along(road, kind):
    paper = values(road, kind)

    assert paper["format"] == "cultuurregio-stuk"
    assert paper["municipality"]["code"] == road.municipality.code
    assert paper["dictum"]["sha256"] == road.offers.get().version.sha256
    assert paper["copy"].startswith("eigen") == (kind is PaperKind.OWN_PROPOSAL)


def test_one_click_gives_everything_with_the_inside_apart(road):
    response = official(road).get(zip_address(road))

    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    inside = "niet delen buiten de gemeente/collegevoorstel-eigen-exemplaar"
    outside = [str(kind) for kind in PaperKind if kind is not PaperKind.OWN_PROPOSAL]
    assert names == [f"{n}.{end}" for n in (inside, *outside) for end in PaperFormat]
    assert response.headers["Content-Type"] == "application/zip"


def test_what_is_only_for_the_own_municipality_is_in_its_own_copy_alone():
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

    texts = {kind: body(road, kind) for kind in PaperKind}

    assert f"Geheim van {own.slug}." in texts.pop(PaperKind.OWN_PROPOSAL)
    assert not any("Geheim" in text for text in texts.values())
    assert f"Geheim van {other.slug}." not in body(road, PaperKind.OWN_PROPOSAL)


def test_the_last_local_parts_and_advices_are_merged(road):
    by = person(Role.OFFICIAL, road.municipality).user
    own = {"ratification": road, "written_by": by, "written_at": RECORDED_AT}
    for text in ("Eerst.", "Past bij de nota."):
        LocalSection.objects.create(
            **own, kind=LocalKind.OWN_POLICY, audience=Audience.PARTIES, text=text
        )
    LocalSection.objects.create(
        **own, kind=LocalKind.INTERNAL, audience=Audience.OWN, text="Niemand vrij."
    )
    for kind, state, text in (
        (AdviceKind.FINANCE, AdviceState.GIVEN, "Geen bezwaar."),
        (AdviceKind.LEGAL, AdviceState.NOT_GIVEN, ""),
    ):
        Advice.objects.create(
            ratification=road,
            kind=kind,
            state=state,
            text=text,
            advised_at=RECORDED_AT,
            advised_by=by,
        )

    sections = {s["heading"]: s["text"] for s in values(road, PaperKind.OWN_PROPOSAL)["sections"]}

    assert sections["Aansluiting bij eigen beleid"] == "Past bij de nota."
    assert sections["Intern overleg"] == (
        "Niemand vrij.\n\nFinanciën: Geen bezwaar.\n\nJuridische zaken: niet gegeven"
    )
    assert sections["Directie-advies"] == "Geen advies vastgelegd."
    assert "Past bij de nota." in body(road, PaperKind.PROPOSAL)
    assert "Niemand vrij." not in body(road, PaperKind.PROPOSAL)


@pytest.mark.parametrize("value", ManagementValue)
def test_the_management_advice_says_what_was_recorded(road, value):
    ManagementAdvice.objects.create(
        ratification=road,
        value=value,
        text="Want het is te duur.",
        recorded_at=RECORDED_AT,
        recorded_by=person(Role.OFFICIAL, road.municipality).user,
    )

    assert f"{value.label}. Want het is te duur." in body(road, PaperKind.OWN_PROPOSAL)
    assert "Geen advies vastgelegd." not in body(road, PaperKind.OWN_PROPOSAL)


def test_the_letters_follow_the_decision_from_concept_to_signature():
    waiting = a_road(outcome=Outcome.AGREED, confirmed=False)
    signed = a_road(
        outcome=Outcome.AGREED, mayor=Outcome.AGREED, authorised=True, informed=True, signed=True
    )

    for kind in LETTERS:
        assert values(waiting, kind)["warning"]
        assert values(signed, kind)["warning"] == ""
        assert "heeft op 9 oktober 2018 ingestemd" not in body(waiting, kind)
        assert "heeft op 9 oktober 2018 ingestemd" in body(signed, kind)
    assert "ondertekend in het portaal op" in body(signed, PaperKind.COVERING_LETTER)
    facts = values(signed, PaperKind.COUNCIL_LETTER)["letterhead"]["facts"]
    letter = signed.decisions.get(organ="college").council_letter
    assert facts[1] == {"label": "Ons kenmerk", "value": letter.reference}


def test_a_revoked_decision_leaves_no_trace_in_the_letters():
    road = a_road(outcome=Outcome.DECLINED, revoked=True)

    for kind in LETTERS:
        assert "niet ingestemd met het voorstel" not in body(road, kind)
        assert values(road, kind)["warning"]


def test_a_letter_says_nothing_of_another_municipality():
    road = a_road(outcome=Outcome.AGREED)
    other = MunicipalityFactory(region=road.municipality.region)

    for kind in LETTERS:
        assert other.name not in json.dumps(values(road, kind))


@pytest.mark.parametrize("kind", PaperKind)
def test_under_embargo_each_paper_says_so_and_fetching_is_recorded(secret_road, kind):
    version = secret_road.offers.get().version
    not_before = secret_road.proposal.embargo.not_before

    paper = values(secret_road, kind)

    assert paper["proposal"]["not_public_before"] == not_before.isoformat()
    entry = Entry.objects.get(act=READ)
    assert entry.object_sha256 == version.sha256
    assert entry.sentence == f"{kind.label} opgehaald als JSON, versie 1"


def test_under_embargo_fetching_everything_is_recorded_once(secret_road):
    official(secret_road).get(zip_address(secret_road))

    assert Entry.objects.get(act=READ).sentence == "Alle stukken opgehaald in één bestand, versie 1"


def test_without_an_embargo_fetching_is_not_recorded(road):
    values(road, PaperKind.PROPOSAL)

    assert not Entry.objects.filter(act=READ).exists()


def test_a_document_with_the_same_dictum_is_said_to_be_the_same(road):
    response = compare(road, printed(road))

    assert response.status_code == 200
    assert "besluit.txt is gelijk aan het dictum" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "file_format"),
    [
        (PaperKind.OWN_PROPOSAL, PaperFormat.PDF),
        (PaperKind.DECISION_LIST, PaperFormat.PDF),
        (PaperKind.PROPOSAL, PaperFormat.DOCX),
        (PaperKind.OWN_PROPOSAL, PaperFormat.ODT),
    ],
)
def test_what_was_taken_along_comes_back_the_same(road, kind, file_format):
    content = taken_along(road, kind, file_format).content

    page = compare(road, content, f"besluit.{file_format}").content.decode()

    assert f"besluit.{file_format} is gelijk aan het dictum" in page


def test_every_difference_is_named_and_marked(road):
    response = compare(road, printed(road).replace("te machtigen", "niet te machtigen"))

    page = response.content.decode()
    assert "besluit.txt wijkt af van het dictum" in page
    assert "Beslispunt 3 heeft andere woorden." in page
    assert re.search(r"<ins>.*niet.*</ins>", page)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Zomaar een brief.", "In besluit.txt staat geen dictum"),
        ("", "Het verstuurde bestand is leeg."),
        ("%PDF-1.7", "besluit.txt is beschadigd"),
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


@pytest.mark.parametrize("which", ["paper", "zip"])
def test_without_a_press_the_page_says_so_and_offers_the_rest(road, monkeypatch, which):
    def broken(*_):
        raise RenderingFailed("PDF maken kan hier niet.")

    monkeypatch.setattr(views, "write", broken)
    monkeypatch.setattr(views, "pack", broken)
    asked = zip_address(road) if which == "zip" else address(road, "raadsbrief", "pdf")

    response = official(road).get(asked)

    assert response.status_code == 503
    page = response.content.decode()
    assert "PDF maken kan hier niet." in page
    assert address(road, "raadsbrief", "docx") in page


def test_somebody_of_another_municipality_finds_nothing(road):
    stranger = MunicipalityFactory(region=road.municipality.region)
    client = signed_in(person(Role.OFFICIAL, stranger))

    assert client.get(address(road)).status_code == 404
    assert client.get(zip_address(road)).status_code == 404
    for kind in PaperKind:
        assert client.get(address(road, kind, PaperFormat.JSON)).status_code == 404


def test_the_coordinator_acts_for_the_region_and_not_for_the_own_employer(road):
    own = person(Role.COORDINATOR, road.municipality)

    assert signed_in(own).get(address(road)).status_code == 404


def test_the_page_of_the_road_links_to_the_papers_of_the_own_municipality(road):
    page = official(road).get(road.get_absolute_url()).content.decode()

    assert address(road) in page


def test_the_page_offers_every_paper_in_every_form_and_both_copies_apart(road):
    page = official(road).get(address(road)).content.decode()

    for kind in PaperKind:
        assert kind.label in page
        assert kind.explanation in page
        assert all(address(road, kind, file_format) in page for file_format in PaperFormat)
