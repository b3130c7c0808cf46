"""Co-creation in the browser: who reads what, when, and how the answers come back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions import services
from decisions.models import (
    Amendment,
    Audience,
    DictumItem,
    PreparationKind,
    Section,
    SectionKind,
    Verdict,
)
from decisions.rules.drafting import seen_of
from dutch.moments import local_date
from municipalities.models import Role
from tests.factories.decisions import ProposalFactory, concept, coordinator, frozen, offered
from tests.factories.people import InstitutionFactory, MunicipalityFactory, ProvinceFactory, person

pytestmark = pytest.mark.django_db

OPENED, CLOSED = PreparationKind.CO_CREATION_OPENED, PreparationKind.CO_CREATION_CLOSED


@pytest.fixture
def proposal():
    return concept(ProposalFactory(title="Ruimte voor cultuur")).proposal


def municipality(proposal, name="Waterstad"):
    return MunicipalityFactory(region=proposal.profile.region, name=name)


def official(proposal):
    return person(Role.OFFICIAL, municipality(proposal))


def institution(proposal, *, confirmed=True):
    seat = municipality(proposal, "Zetel")
    return person(Role.INSTITUTION, InstitutionFactory(seat=seat, confirmed=confirmed))


def provincial(proposal):
    return person(Role.PROVINCE, ProvinceFactory(region=proposal.profile.region))


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def writer(proposal):
    return signed_in(coordinator(proposal.profile.region))


def url(proposal, name, *args):
    return reverse(f"decisions:{name}", args=[proposal.pk, *args])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def step(proposal, kind):
    now = timezone.now()
    by = coordinator(proposal.profile.region)
    return services.record_step(proposal, kind=kind, on=local_date(now), by=by, at=now)


def first(proposal):
    return DictumItem.objects.get(version__proposal=proposal, number="1")


def said(proposal, by, *, text="Kennis te nemen van alles."):
    row = first(proposal)
    return services.comment(
        proposal,
        about=DictumItem,
        key=row.key,
        seen_sha256=seen_of(row),
        comment="Wij missen de kunstenaars.",
        proposed_text=text,
        by=by,
        at=timezone.now(),
    )


@pytest.mark.parametrize("party", [official, institution, provincial])
def test_every_party_reads_the_concept_while_it_is_open(proposal, party):
    client = signed_in(party(proposal))
    assert client.get(url(proposal, "cocreation")).status_code == 404

    step(proposal, OPENED)
    assert "Kennis te nemen van het profiel." in text_of(client.get(url(proposal, "cocreation")))

    step(proposal, CLOSED)
    page = text_of(client.get(url(proposal, "cocreation")))
    assert "Kennis te nemen van het profiel." not in page
    assert "De cocreatie is niet open." in page


def test_an_institution_that_nobody_confirmed_reads_nothing(proposal):
    step(proposal, OPENED)

    response = signed_in(institution(proposal, confirmed=False)).get(url(proposal, "cocreation"))

    assert response.status_code == 404


@pytest.mark.parametrize(("party", "reads"), [(institution, False), (provincial, True)])
def test_a_text_under_embargo_is_not_read_by_way_of_its_next_version(party, reads):
    proposal = offered().proposal
    by = coordinator(proposal.profile.region)
    services.begin_version(proposal, reason="Een woord.", by=by, at=timezone.now())
    step(proposal, OPENED)

    page = text_of(signed_in(party(proposal)).get(url(proposal, "cocreation")))

    assert ("Kennis te nemen van het profiel." in page) is reads


def test_a_party_elsewhere_reads_nothing(proposal):
    step(proposal, OPENED)
    elsewhere = concept(ProposalFactory()).proposal

    assert signed_in(official(elsewhere)).get(url(proposal, "cocreation")).status_code == 404


def test_what_belongs_to_one_municipality_is_not_in_it(proposal):
    owner = municipality(proposal)
    Section.objects.create(
        version=proposal.versions.get(),
        kind=SectionKind.PROCESS,
        audience=Audience.OWN,
        organisation=owner,
        text="Geen capaciteit.",
        position=1,
    )
    step(proposal, OPENED)

    page = signed_in(person(Role.OFFICIAL, owner)).get(url(proposal, "cocreation"))

    assert "Geen capaciteit." not in text_of(page)


def test_a_comment_is_made_and_all_parties_read_it(proposal):
    step(proposal, OPENED)
    row, maker = first(proposal), official(proposal)
    client = signed_in(maker)
    form = client.get(url(proposal, "comment_part", row.key)).context["form"]

    response = client.post(
        url(proposal, "comment_part", row.key),
        {**form.initial, "comment": "Te vaag.", "proposed_text": "Kennis te nemen van alles."},
    )

    assert response.url == url(proposal, "cocreation")
    assert Amendment.objects.get().organisation_id == maker.organisation_id
    page = text_of(signed_in(institution(proposal)).get(url(proposal, "cocreation")))
    assert "Te vaag." in page
    assert "Wacht op antwoord" in page


def test_a_comment_on_the_whole(proposal):
    step(proposal, OPENED)

    signed_in(official(proposal)).post(url(proposal, "comment"), {"comment": "Mooi stuk."})

    assert Amendment.objects.get().about == "het hele voorstel"


def test_a_comment_on_a_text_that_changed_is_kept_in_the_form(proposal):
    step(proposal, OPENED)
    row, client = first(proposal), signed_in(official(proposal))
    seen = seen_of(row)
    DictumItem.objects.filter(pk=row.pk).update(text="Van nu.")

    response = client.post(
        url(proposal, "comment_part", row.key), {"seen_sha256": seen, "comment": "Te vaag."}
    )

    assert response.status_code == 409
    assert "Van nu." in text_of(response)
    assert "Te vaag." in text_of(response)
    assert not Amendment.objects.exists()
    again = {k: v for k, v in response.context["form"].initial.items() if v}
    assert client.post(url(proposal, "comment_part", row.key), again).status_code == 302


def test_an_empty_comment_is_said_beside_the_field(proposal):
    step(proposal, OPENED)

    response = signed_in(official(proposal)).post(url(proposal, "comment"), {"comment": " "})

    assert response.status_code == 422
    assert "Vul dit veld in." in text_of(response)


def test_a_text_for_an_item_is_no_longer_than_an_item(proposal):
    step(proposal, OPENED)
    row = first(proposal)
    typed = {"seen_sha256": seen_of(row), "comment": "Langer.", "proposed_text": "x" * 4001}

    response = signed_in(official(proposal)).post(url(proposal, "comment_part", row.key), typed)

    assert response.status_code == 422
    assert not Amendment.objects.exists()


def test_after_the_closing_nobody_comments(proposal):
    step(proposal, OPENED)
    step(proposal, CLOSED)

    response = signed_in(official(proposal)).post(
        url(proposal, "comment"), {"comment": "Te laat."}, follow=True
    )

    assert "De cocreatie is niet open." in text_of(response)
    assert not Amendment.objects.exists()


def test_the_answer_takes_the_text_over(proposal):
    step(proposal, OPENED)
    asked = said(proposal, official(proposal))
    client = writer(proposal)
    page = client.get(url(proposal, "answer", asked.pk))

    client.post(
        url(proposal, "answer", asked.pk),
        {**page.context["form"].initial, "verdict": "taken_over", "takes_text_over": "on"},
    )

    assert first(proposal).text == "Kennis te nemen van alles."
    assert "Overgenomen" in text_of(client.get(url(proposal, "answers")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"verdict": "not"}, "Schrijf op waarom u dit niet of niet helemaal overneemt."),
        ({"verdict": "partly"}, "Schrijf op waarom u dit niet of niet helemaal overneemt."),
        ({}, "Vul dit veld in.|Dit veld is verplicht."),
        (
            {"verdict": "not", "reason": "Nee.", "takes_text_over": "on"},
            "Een tekst die u niet overneemt, kan er niet in.",
        ),
    ],
)
def test_an_answer_has_a_reason(proposal, typed, sentence):
    step(proposal, OPENED)
    asked = said(proposal, official(proposal))

    response = writer(proposal).post(
        url(proposal, "answer", asked.pk), {"seen_sha256": "0" * 64, **typed}
    )

    assert response.status_code == 422
    assert re.search(sentence, text_of(response))


def test_a_text_that_changed_is_not_overwritten_by_an_answer(proposal):
    step(proposal, OPENED)
    asked = said(proposal, official(proposal))
    DictumItem.objects.filter(pk=first(proposal).pk).update(text="Van nu.")

    response = writer(proposal).post(
        url(proposal, "answer", asked.pk),
        {"seen_sha256": "0" * 64, "verdict": "taken_over", "takes_text_over": "on"},
    )

    assert response.status_code == 409
    assert first(proposal).text == "Van nu."
    assert response.context["form"].initial["seen_sha256"] == seen_of(first(proposal))


def test_when_it_is_frozen_a_party_reads_its_own_answer_and_no_text(proposal):
    step(proposal, OPENED)
    maker, other = institution(proposal), official(proposal)
    mine, theirs = said(proposal, maker), said(proposal, other, text="")
    step(proposal, CLOSED)
    by, now = coordinator(proposal.profile.region), timezone.now()
    for each in (mine, theirs):
        services.answer(each, verdict=Verdict.NOT, reason="Dat kan niet.", by=by, at=now)
    step(proposal, PreparationKind.LEGAL_CHECK)
    step(proposal, PreparationKind.CONSULTATION)
    services.freeze(proposal.versions.get(), by=by, at=now + timedelta(seconds=1))

    page = text_of(signed_in(maker).get(url(proposal, "cocreation")))

    assert page.count("Antwoord: Dat kan niet.") == 1
    assert "In te stemmen met de visie" not in page
    assert "Ruimte voor cultuur" not in page


def test_steps_are_recorded_with_their_day(proposal):
    today = local_date(timezone.now())

    response = writer(proposal).post(
        url(proposal, "record_step"),
        {"stap-kind": "legal_check", "stap-on": f"{today:%d-%m-%Y}", "stap-note": "Akkoord."},
        follow=True,
    )

    assert "De stap is vastgelegd." in text_of(response)
    assert proposal.preparations.get().note == "Akkoord."


@pytest.mark.parametrize("typed", [{}, {"stap-kind": "legal_check", "stap-on": "31-12-2090"}])
def test_a_wrong_step_is_not_recorded(proposal, typed):
    writer(proposal).post(url(proposal, "record_step"), typed)

    assert not proposal.preparations.exists()


def test_without_cocreation_the_page_says_so_and_names_nothing():
    proposal = frozen(ProposalFactory(title="Geheim plan")).proposal

    page = text_of(signed_in(institution(proposal)).get(url(proposal, "cocreation")))

    assert "Er is nu geen tekst om op te reageren" in page
    assert "Geheim plan" not in page


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(count, django_assert_num_queries):
    items = [(str(n), "college", f"Te besluiten over zaak {n}.") for n in range(1, count + 1)]
    proposal = concept(ProposalFactory(), items).proposal
    step(proposal, OPENED)
    maker = official(proposal)
    for _ in range(count):
        said(proposal, maker)
    client = signed_in(maker)
    client.get(url(proposal, "cocreation"))

    with django_assert_num_queries(13):
        client.get(url(proposal, "cocreation"))


def listed(membership):
    page = signed_in(membership).get(reverse("decisions:cocreations"))
    return page.content.decode()


def test_the_list_names_what_was_opened_and_says_whether_it_is_open(proposal):
    reader = official(proposal)
    assert "Ruimte voor cultuur" not in listed(reader)

    step(proposal, OPENED)
    assert "Ruimte voor cultuur" in listed(reader)
    assert "Open voor opmerkingen" in listed(reader)

    step(proposal, CLOSED)
    assert "Open voor opmerkingen" not in listed(reader)
    assert "Gesloten" in listed(reader)


def test_the_list_names_nothing_to_strangers_and_unknown_institutions(proposal):
    step(proposal, OPENED)

    known = institution(proposal)
    seat = known.organisation.institution.seat
    unknown = person(Role.INSTITUTION, InstitutionFactory(seat=seat))

    assert "Ruimte voor cultuur" in listed(known)
    assert "Ruimte voor cultuur" not in listed(unknown)
    assert "Ruimte voor cultuur" not in listed(person(Role.OFFICIAL, MunicipalityFactory()))


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_list_costs_the_same_for_any_number(count, django_assert_num_queries):
    region = MunicipalityFactory().region
    reader = person(Role.OFFICIAL, MunicipalityFactory(region=region))
    for _ in range(count):
        opened = concept(ProposalFactory(profile__region=region)).proposal
        step(opened, OPENED)
    client = signed_in(reader)

    with django_assert_num_queries(11):
        client.get(reverse("decisions:cocreations"))
