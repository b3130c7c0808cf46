"""The pages about the embargo, the offer and the publication, in the browser."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions import services
from decisions.models import EmbargoChange, LocalPublication, Proposal
from decisions.selectors.embargo import embargo_faults, embargo_page
from decisions.selectors.offers import offers_page
from municipalities.models import Role
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    NOW,
    OFFERED_AT,
    ProposalFactory,
    coordinator,
    decide,
    offered,
    with_municipalities,
)
from tests.factories.embargo import agreed, ask_to_extend, ask_to_lift
from tests.factories.people import MunicipalityFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

FAR = datetime(2090, 10, 30, 23, tzinfo=UTC)
DAY = timedelta(days=1)
EXTENDED = {
    "extend-not_before_date": "31-12-2090",
    "extend-not_before_time": "0.00",
    "extend-ends_at_latest_date": "31-12-2091",
    "extend-ends_at_latest_time": "0.00",
    "extend-reason": "Eén college besluit later.",
}


@pytest.fixture
def proposal():
    return with_municipalities(2, closes_at=FAR, embargo_at=FAR)


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def member(proposal, role, number=0):
    return person(role, proposal.ratifications.order_by("pk")[number].municipality)


def post(proposal, by, name, *rest, data=None, follow=True):
    url = reverse(f"decisions:{name}", args=[proposal.pk, *rest])
    return signed_in(by).post(url, data or {}, follow=follow)


def get(proposal, by, name="embargo", *rest):
    return signed_in(by).get(reverse(f"decisions:{name}", args=[proposal.pk, *rest]))


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (NOW, "Niet openbaar vóór 31 oktober 2018 om 00.00 uur, en dan pas als elk college"),
        (NOW, "de gelegenheid had: nu 1 van de 2."),
        (EMBARGO_AT, "nog niet elk college had de gelegenheid, nu 1 van de 2."),
        (CLOSES_AT, "Openbaar sinds 1 november 2018 om 09.00 uur."),
    ],
)
def test_one_sentence_says_how_it_stands(at, sentence):
    proposal = with_municipalities(2)
    decide(proposal.ratifications.first())

    page = embargo_page(proposal, viewer=coordinator(proposal.profile.region), at=at)

    assert sentence in page.sentence


def test_before_the_offer_there_is_no_embargo():
    proposal = ProposalFactory()

    page = embargo_page(proposal, viewer=coordinator(proposal.profile.region), at=NOW)

    assert "nog geen embargo" in page.sentence
    assert (page.picture, page.lines, page.faults) == (None, [], [])


def test_an_alderman_asks_and_a_mayor_elsewhere_agrees(proposal):
    post(proposal, member(proposal, Role.ALDERMAN), "lift_embargo", data={"lift-reason": "Klaar."})
    change = EmbargoChange.objects.get()
    assert (
        "wacht op een andere gemeente"
        in text_of(get(proposal, member(proposal, Role.OFFICIAL))).lower()
    )

    page = post(proposal, member(proposal, Role.MAYOR, 1), "agree_to_move", change.pk)

    assert "Openbaar sinds" in text_of(page)
    assert Proposal.objects.public(timezone.now()).filter(pk=proposal.pk).exists()


def test_an_extension_shows_the_moments_in_force_everywhere(proposal):
    post(proposal, member(proposal, Role.ALDERMAN), "extend_embargo", data=EXTENDED)
    post(proposal, member(proposal, Role.MAYOR, 1), "agree_to_move", EmbargoChange.objects.get().pk)

    official = member(proposal, Role.OFFICIAL)
    for page in ("embargo", "proposal"):
        assert "31 december 2090 om 00.00" in text_of(get(proposal, official, page))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("lift_embargo", {}, "Vul dit veld in."),
        ("extend_embargo", EXTENDED | {"extend-not_before_date": "1-1-2090"}, "alleen naar later"),
        ("extend_embargo", EXTENDED | {"extend-reason": " "}, "Vul dit veld in."),
    ],
)
def test_a_faulty_request_changes_nothing_and_keeps_what_was_typed(proposal, name, data, sentence):
    response = post(proposal, member(proposal, Role.ALDERMAN), name, data=data)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert all(value.strip() in response.content.decode() for value in data.values())
    assert not EmbargoChange.objects.exists()


def test_who_asked_sees_why_agreeing_is_not_possible(proposal):
    change = ask_to_lift(proposal)
    asker = person(Role.ALDERMAN, change.asked_for)

    assert "U vroeg dit zelf" in text_of(get(proposal, asker))
    assert post(proposal, asker, "agree_to_move", change.pk).status_code == 422


def test_a_request_of_another_proposal_is_not_found(proposal):
    other = offered(ProposalFactory(profile=proposal.profile, closes_at=FAR), embargo_at=FAR)
    change = ask_to_lift(other.proposal)

    assert (
        post(proposal, member(proposal, Role.MAYOR), "agree_to_move", change.pk).status_code == 404
    )


def test_others_see_no_forms_and_no_list_of_municipalities(proposal):
    page = text_of(get(proposal, member(proposal, Role.OFFICIAL)))

    assert "Vraag om" not in page
    assert "Publicatie door de gemeenten" not in page


def test_the_coordinator_sees_who_confirmed_and_who_published_too_early(proposal):
    official = member(proposal, Role.OFFICIAL)
    road = official.organisation.municipality.ratifications.get()
    services.acknowledge_instruction(road.instructions.get(), by=official, at=timezone.now())
    services.record_publication(
        road,
        published_on=timezone.localdate(),
        url="https://almelo.example/",
        by=official,
        at=timezone.now(),
    )

    page = text_of(get(proposal, coordinator(proposal.profile.region)))

    assert f"door {official.user}" in page
    assert "Vóór het einde van het embargo gepubliceerd" in page
    assert "Geen voorstel is afgelopen maar niet openbaar" in page


def test_a_municipality_confirms_and_records_on_its_own_page(proposal):
    official = member(proposal, Role.OFFICIAL)
    road = official.organisation.municipality.ratifications.get()
    code = road.municipality.code

    post(proposal, official, "acknowledge_instruction", code, road.instructions.get().pk)
    page = post(
        proposal,
        official,
        "publish",
        code,
        data={"published_on": f"{timezone.localdate():%d-%m-%Y}", "url": "https://almelo.example/"},
    )

    assert road.instructions.get().acknowledged_by == official.user
    assert LocalPublication.objects.get().ratification == road
    assert "Vóór het einde van het embargo gepubliceerd" in text_of(page)


def test_a_new_instruction_by_the_coordinator(proposal):
    by = coordinator(proposal.profile.region)

    page = post(proposal, by, "instruct", data={"instruct-text": "Publiceer vanaf {moment}."})

    assert page.status_code == 200
    assert proposal.ratifications.first().instructions.last().text.startswith("Publiceer vanaf 31")


def test_the_proof_shows_whom_was_told_and_the_line_in_the_trail():
    municipality = MunicipalityFactory()
    secretary = person(Role.SECRETARY, municipality)
    proposal = ProposalFactory(profile__region=municipality.region)
    version = offered(proposal)
    services.acknowledge(municipality.ratifications.get(), by=secretary, at=NOW)

    page = offers_page(proposal, viewer=coordinator(municipality.region), at=NOW)

    (shown,) = page.versions
    line = next(line for line in shown.lines if line.municipality == municipality)
    assert (shown.version, shown.moments.not_before) == (version, EMBARGO_AT)
    assert (line.told.people, line.told.roles) == (1, [Role.SECRETARY.label])
    assert (line.told.mails, line.told.mailed, line.told.mailed_at) == (1, 0, None)
    assert line.offer.acknowledged_by == secretary.user
    assert (line.entry.act, line.entry.at) == ("offered_proposal", OFFERED_AT)
    assert shown.entry.object_sha256 == version.sha256


def test_a_municipality_sees_the_proof_of_its_own_offer_alone(proposal):
    own, other = proposal.ratifications.order_by("pk")
    official = person(Role.OFFICIAL, own.municipality)

    table = signed_in(official).get(reverse("decisions:offers_csv", args=[proposal.pk]))
    lines = b"".join(table.streaming_content).decode()

    assert own.municipality.code in lines
    assert other.municipality.code not in lines
    assert other.municipality.name not in text_of(get(proposal, official, "offers"))


def test_the_proof_as_a_table_has_a_line_for_each_municipality(proposal):
    by = coordinator(proposal.profile.region)

    table = signed_in(by).get(reverse("decisions:offers_csv", args=[proposal.pk]))
    lines = b"".join(table.streaming_content).decode().splitlines()

    assert len(lines) == 1 + proposal.ratifications.count()
    assert proposal.versions.get().sha256 in lines[1]


@pytest.mark.parametrize("count", [1, 14, 60])
@pytest.mark.parametrize(("name", "queries"), [("embargo", 17), ("offers", 10)])
def test_it_costs_the_same_for_any_number(name, queries, count, django_assert_num_queries):
    first = MunicipalityFactory()
    region = first.region
    for municipality in [first, *MunicipalityFactory.create_batch(count - 1, region=region)]:
        person(Role.SECRETARY, municipality)
    by = person(Role.COORDINATOR, first)
    proposal = ProposalFactory(profile__region=region, closes_at=FAR)
    offered(proposal, embargo_at=FAR)
    client = signed_in(by)
    url = reverse(f"decisions:{name}", args=[proposal.pk])

    with django_assert_num_queries(queries):
        page = client.get(url).content.decode()

    assert page.count('<th scope="row">') == count


def test_nothing_has_ended_without_being_public(capsys):
    proposal = with_municipalities(2)

    call_command("check_embargo")

    said = capsys.readouterr().out
    assert "nog niet gepubliceerd door" in said
    assert all(road.municipality.name in said for road in proposal.ratifications.all())


def test_what_does_not_agree_is_named():
    """An extension that the service would refuse: it was public before."""
    proposal = with_municipalities(2)
    agreed(ask_to_extend(proposal, FAR, FAR), at=CLOSES_AT + DAY)

    with pytest.raises(CommandError, match="afgelopen op 1 november 2018"):
        call_command("check_embargo")
    assert embargo_faults(Proposal.objects.all(), at=CLOSES_AT) == []
