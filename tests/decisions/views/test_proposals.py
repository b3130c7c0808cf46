"""The pages of a proposal in the browser: import, freeze, offer, board."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.documents.reading import LARGEST
from decisions.models import Embargo, Offer, Organ, Outcome, Proposal, Section
from municipalities.models import Role
from tests.decisions.documents.texts import WRAPPED
from tests.factories.decisions import (
    ProfileFactory,
    ProposalFactory,
    concept,
    coordinator,
    frozen,
    offered,
    travelled,
    with_municipalities,
)
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

SOON = {"closes_at_date": "31-10-2090", "closes_at_time": "23.59"}


def as_coordinator(region):
    client = Client()
    client.force_login(coordinator(region).user)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def profile():
    return ProfileFactory(title="Ruimte voor cultuur")


def read_in(profile, content, *, name="voorstel.txt", **typed):
    file = SimpleUploadedFile(name, content)
    url = reverse("decisions:import", args=[profile.pk])
    owner = coordinator(profile.region).organisation_id
    return as_coordinator(profile.region).post(url, {"file": file, "owner": owner, **SOON, **typed})


def test_a_document_becomes_a_concept_and_the_page_says_what_was_read(profile):
    response = read_in(profile, WRAPPED.encode())

    version = Proposal.objects.get().versions.get()
    page = text_of(response)
    assert response.status_code == 200
    assert f"{version.items.count()} beslispunten en {version.sections.count()} onderdelen" in page
    assert version.frozen_at is None


BAD = {
    "empty": (b"", "Het verstuurde bestand is leeg."),
    "blanks": (b" \n \n", "is leeg."),
    "binary": (bytes(range(256)) * 40, "is geen leesbare tekst"),
    "half a zip": (b"PK\x03\x04" + b"\x00" * 100, "voorstel.txt is "),
    "a PDF": (b"%PDF-1.7 ...", "is een PDF; sla het voorstel op als .docx, .odt of .txt."),
    "too large": (b"x" * (LARGEST + 1), "is te groot; een voorstel mag ten hoogste 5 MB zijn."),
    "no dictum": (b"Er was eens een voorstel.", "Er is geen dictum gevonden"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing_behind(profile, content, sentence):
    coordinator(profile.region)
    before = Entry.objects.count()

    response = read_in(profile, content)

    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert 'value="31-10-2090"' in page
    assert (Proposal.objects.count(), Section.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "typed",
    [{"closes_at_date": "31-11-2090"}, {"closes_at_time": ""}, {"closes_at_date": "morgen"}],
)
def test_a_closing_moment_that_is_none_leaves_nothing_behind(profile, typed):
    response = read_in(profile, WRAPPED.encode(), **typed)

    assert response.status_code == 422
    assert not Proposal.objects.exists()


def test_without_a_file_the_form_comes_back(profile):
    url = reverse("decisions:import", args=[profile.pk])

    response = as_coordinator(profile.region).post(url, SOON)

    assert response.status_code == 422
    assert not Proposal.objects.exists()


def test_the_name_of_a_file_is_shown_as_text(profile):
    response = read_in(profile, b" ", name="<img src=x>.txt")

    assert "<img src=x>" not in response.content.decode()


def act(name, proposal, *more, data=None, follow=True):
    url = reverse(f"decisions:{name}", args=[proposal.pk, *more])
    return as_coordinator(proposal.profile.region).post(url, data or {}, follow=follow)


def ahead():
    """Return a proposal of which the closing moment is still to come."""
    return ProposalFactory(closes_at=timezone.now() + timedelta(days=30))


def test_a_concept_is_frozen_once():
    proposal = concept(ahead()).proposal

    first, again = act("freeze", proposal), act("freeze", proposal)

    assert "Versie 1 is vastgesteld." in text_of(first)
    assert "Deze versie is al vastgesteld." in text_of(again)
    assert proposal.versions.get().frozen_at is not None


def test_a_concept_without_items_is_not_frozen():
    proposal = concept(ahead(), []).proposal

    page = text_of(act("freeze", proposal))

    assert "Het dictum heeft nog geen beslispunten." in page
    assert proposal.versions.get().frozen_at is None


def ends(first=10, last=20, **typed):
    """Return an embargo as it is typed: until days from now."""
    day = timezone.localdate
    usual = {
        "not_before_date": f"{day() + timedelta(days=first):%d-%m-%Y}",
        "not_before_time": "0.00",
        "ends_at_latest_date": f"{day() + timedelta(days=last):%d-%m-%Y}",
        "ends_at_latest_time": "9.00",
        "closes_at_date": f"{day() + timedelta(days=last):%d-%m-%Y}",
        "closes_at_time": "9.00",
        "instruction": "Publiceer vanaf {moment}.",
    }
    return usual | typed


def test_a_frozen_version_is_offered_to_all_colleges():
    proposal = ahead()
    MunicipalityFactory.create_batch(2, region=proposal.profile.region)
    frozen(proposal)

    response = act("offer", proposal, 1, data=ends(), follow=False)

    assert (response.status_code, response.url) == (
        302,
        reverse("decisions:board", args=[proposal.pk]),
    )
    assert Offer.objects.count() == proposal.profile.region.organisations.count() == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (ends(20, 10), "Kies een moment dat niet vóór het embargo ligt."),
        (ends(not_before_time="25.00"), "Deze tijd bestaat niet"),
        (ends(not_before_date=""), "Vul een datum in."),
        ({}, "Vul dit veld in."),
    ],
)
def test_a_faulty_embargo_keeps_what_was_typed_and_offers_nothing(typed, sentence):
    proposal = frozen(ahead()).proposal

    response = act("offer", proposal, 1, data=typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert all(value in response.content.decode() for value in typed.values())
    assert (Offer.objects.count(), Embargo.objects.count()) == (0, 0)


def test_after_closing_nothing_is_offered():
    proposal = frozen(ProposalFactory()).proposal

    page = text_of(act("offer", proposal, 1, data=ends(closes_at_date="1-11-2018")))

    assert "De sluiting is voorbij." in page
    assert not Offer.objects.exists()


def test_a_concept_is_not_offered():
    proposal = concept(ahead()).proposal

    act("offer", proposal, 1, data=ends())

    assert not Offer.objects.exists()


def test_an_unknown_version_is_not_there():
    proposal = frozen(ahead()).proposal

    assert act("offer", proposal, 2, data=ends()).status_code == 404
    assert not Offer.objects.exists()


def board(proposal, **asked):
    url = reverse("decisions:board", args=[proposal.pk])
    return as_coordinator(proposal.profile.region).get(url, asked)


@pytest.mark.parametrize(
    ("on", "clock"),
    [
        ("31-13-2018", "12.00"),
        ("gisteren", "12.00"),
        ("20-10-2018", "25.00"),
        ("", ""),
        ("20-10-2018", ""),
        ("<script>", "<script>"),
        ("28-10-2018", "2.30"),
    ],
)
def test_a_nonsense_moment_shows_the_board_of_now_and_what_is_wrong(on, clock):
    proposal = with_municipalities(2)
    travelled(proposal.ratifications.first(), outcome=Outcome.AGREED)

    response = board(proposal, op_date=on, op_time=clock)

    page = text_of(response)
    assert response.status_code == 422
    assert "De stand van nu" in page
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]
    assert page.count('<th scope="row">') == 2


def test_an_earlier_moment_shows_what_was_known_then():
    proposal = with_municipalities(1)
    travelled(proposal.ratifications.get(), outcome=Outcome.AGREED)

    before = text_of(board(proposal, op_date="9-10-2018", op_time="16.59"))
    after = text_of(board(proposal, op_date="9-10-2018", op_time="17.00"))

    assert "zoals die bekend was op <strong>9 oktober 2018 om 16.59 uur" in before
    assert "Het college stemde op 9 oktober 2018 in" not in before
    assert "Het college stemde op 9 oktober 2018 in" in after


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_board_costs_the_same_for_any_number(count, django_assert_num_queries):
    proposal = with_municipalities(count)
    for road in proposal.ratifications.all():
        travelled(road, outcome=Outcome.AGREED)
    client = as_coordinator(proposal.profile.region)

    with django_assert_num_queries(12):
        page = client.get(reverse("decisions:board", args=[proposal.pk])).content.decode()

    assert page.count('<th scope="row">') == count


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_text_costs_the_same_for_any_number_of_items(count, django_assert_num_queries):
    items = [(str(n), Organ.COLLEGE, f"Besluit {n}.") for n in range(1, count + 1)]
    proposal = offered(ProposalFactory(), items).proposal
    client = as_coordinator(proposal.profile.region)

    with django_assert_num_queries(12):  # one looks whether this reading is to be noted
        page = client.get(proposal.get_absolute_url()).content.decode()

    assert f"Besluit {count}." in page


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_overview_costs_the_same_for_any_number_of_rounds(count, django_assert_num_queries):
    profile = ProfileFactory()
    for _ in range(count):
        offered(ProposalFactory(profile=profile))
    client = Client()
    client.force_login(person(Role.SECRETARY, coordinator(profile.region).organisation).user)

    with django_assert_num_queries(11):
        response = client.get("/overzicht/")

    assert response.content.decode().count("Voorstel ") >= count


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.COORDINATOR, True), (Role.AUDITOR, True), (Role.SECRETARY, False)]
)
def test_a_link_is_for_who_may_follow_it(role, shown):
    proposal = offered(ProposalFactory()).proposal
    place = MunicipalityFactory(region=proposal.profile.region)
    client = Client()
    client.force_login(person(role, place).user)

    page = client.get(proposal.get_absolute_url()).content.decode()

    assert (reverse("submissions:submissions", args=[proposal.pk]) in page) is shown
    assert (reverse("decisions:readers", args=[proposal.pk]) in page) is shown
