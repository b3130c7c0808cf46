"""Further proposals in the browser: who sees what, what is not there, and what is offered."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from actions.models import CollegeWord, Word
from decisions.models import Organ, Outcome, Proposal
from decisions.selectors.papers import PaperKind
from municipalities.models import Role
from submissions.services import CannotFreeze
from submissions.services import freeze as freeze_bundle
from tests.factories.decisions import second_coordinator
from tests.factories.further import CLOSES_AT, decides, frozen, offered, places, raised, writer
from tests.factories.people import MembershipFactory, ProvinceFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    return offered(raised())


@pytest.fixture
def sign_in(client):
    def _as(membership) -> Client:
        client.force_login(membership.user)
        return client

    return _as


def official(proposal, name):
    return person(Role.OFFICIAL, places(proposal.plan.action)[name])


def code(proposal, name):
    return places(proposal.plan.action)[name].code


def further(proposal):
    return reverse("decisions:further", args=[proposal.plan.action_id])


def test_every_party_sees_that_it_is_there_and_to_whom_it_is_put(proposal, sign_in):
    decides(proposal, "Almelo", Outcome.DEFERRED)
    province = ProvinceFactory(region=proposal.profile.region)

    for reader in (official(proposal, "Enter"), person(Role.PROVINCE, province)):
        page = sign_in(reader).get(further(proposal)).content.decode()

        for said in ("Almelo", "Borne", "Delden", "100 uur", "Aangehouden", "besluit van 2 april"):
            assert said in page
        assert "Enter" not in page.split("<main")[1]
        assert proposal.get_absolute_url() in page


def test_another_region_does_not_know_the_action(proposal, sign_in):
    stranger = MembershipFactory(role=Role.OFFICIAL)

    assert sign_in(stranger).get(further(proposal)).status_code == 404


def test_an_action_without_one_says_when_one_is_made(sign_in):
    proposal = raised()
    Proposal.objects.exclude(pk=proposal.pk).delete()
    reader = official(proposal, "Enter")
    page = sign_in(reader).get(further(proposal)).content.decode()

    assert "Nog niet aangeboden" in page
    assert proposal.get_absolute_url() not in page


PAGES = ("decisions:proposal", "decisions:board", "decisions:planning", "decisions:offers")


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_concerned_can_read_it(proposal, sign_in, name):
    client = sign_in(official(proposal, "Enter"))

    assert client.get(reverse(name, args=[proposal.pk])).status_code == 200


@pytest.mark.parametrize("name", ["ratification", "papers", "preparation", "acknowledge"])
def test_who_is_not_concerned_has_no_road(proposal, sign_in, name):
    client = sign_in(official(proposal, "Enter"))
    url = reverse(f"decisions:{name}", args=[proposal.pk, code(proposal, "Enter")])

    assert client.post(url).status_code in {404, 405}
    assert client.get(url).status_code in {404, 405}


def test_a_concept_is_only_for_who_writes_it(sign_in):
    proposal = raised()
    url = proposal.get_absolute_url()

    assert sign_in(official(proposal, "Almelo")).get(url).status_code == 404
    assert sign_in(writer(proposal)).get(url).status_code == 200


ABSENT = [
    "decisions:coalition",
    "decisions:embargo",
    "decisions:readers",
    "decisions:readers_csv",
    "submissions:submissions",
]


@pytest.mark.parametrize("name", ABSENT)
def test_what_belongs_to_a_profile_is_not_there(proposal, sign_in, name):
    client = sign_in(writer(proposal))
    page = client.get(proposal.get_absolute_url()).content.decode()
    url = reverse(name, args=[proposal.pk])

    assert client.get(url).status_code == 404
    assert f'href="{url}"' not in page


def test_there_is_no_publication_instruction(proposal, sign_in):
    client = sign_in(official(proposal, "Almelo"))
    args = [proposal.pk, code(proposal, "Almelo")]

    assert client.get(reverse("decisions:publication", args=args)).status_code == 404
    assert client.post(reverse("decisions:publish", args=args)).status_code == 404
    page = client.get(reverse("decisions:ratification", args=args)).content.decode()
    assert reverse("decisions:publication", args=args) not in page


def test_nobody_records_a_decision_of_the_mayor(proposal, sign_in):
    client = sign_in(person(Role.SECRETARY, places(proposal.plan.action)["Almelo"]))
    args = [proposal.pk, code(proposal, "Almelo"), Organ.MAYOR]
    form = {
        "mayor-outcome": "agreed",
        "mayor-decided_on": "2 april 2019",
        "mayor-evidence": "punt 1",
        "mayor-seen_sha256": proposal.versions.get().sha256,
    }

    answer = client.post(reverse("decisions:record", args=args), form)

    assert answer.status_code == 422
    assert "besluit alleen het college" in answer.content.decode()


def test_the_letter_to_the_minister_is_not_there(proposal, sign_in):
    client = sign_in(official(proposal, "Almelo"))
    args = [proposal.pk, code(proposal, "Almelo")]
    page = client.get(reverse("decisions:papers", args=args)).content.decode()
    letter = reverse("decisions:paper", args=[*args, PaperKind.COVERING_LETTER, "docx"])

    assert client.get(letter).status_code == 404
    assert "Aanbiedingsbrief" not in page
    assert "Er gaat geen brief naar de minister" in page
    paper = reverse("decisions:paper", args=[*args, PaperKind.COUNCIL_LETTER, "docx"])
    assert client.get(paper).status_code == 200


def test_all_papers_come_without_it(proposal, sign_in):
    client = sign_in(official(proposal, "Almelo"))
    url = reverse("decisions:all_papers", args=[proposal.pk, code(proposal, "Almelo")])

    assert client.get(url).status_code == 200


def test_the_offer_asks_a_term_and_no_embargo(sign_in):
    version = frozen()
    proposal = version.proposal
    client = sign_in(second_coordinator(proposal.profile.region))
    page = client.get(proposal.get_absolute_url()).content.decode()

    assert "Besluiten vóór" in page
    assert "Embargo tot" not in page
    assert "deze 3 colleges" in page

    url = reverse("decisions:offer", args=[proposal.pk, version.number])
    assert client.post(url, {}).status_code == 422
    form = {"closes_at_date": "1-6-2030", "closes_at_time": "12.00"}
    answer = client.post(url, form, follow=True)
    assert "aan de 3 betrokken colleges aangeboden" in answer.content.decode()
    asked = CollegeWord.objects.filter(word=Word.ASKED)
    assert proposal.ratifications.count() == asked.count() == 3
    assert not hasattr(Proposal.objects.get(pk=proposal.pk), "embargo")


def test_the_board_asks_what_the_college_says(proposal, sign_in):
    decides(proposal, "Almelo")
    page = sign_in(official(proposal, "Enter")).get(reverse("decisions:board", args=[proposal.pk]))
    said = page.content.decode()

    assert "Antwoord van het college" in said
    assert "Aanbieding aan de minister" not in said
    assert "Onder embargo" not in said
    assert "stemt in" in said.lower()


def test_the_first_page_names_the_action(proposal, sign_in):
    page = sign_in(official(proposal, "Enter")).get(reverse("decisions:overview"))

    assert further(proposal) in page.content.decode()


@pytest.mark.parametrize("name", ["Almelo", "Borne"])
def test_the_road_says_about_what_and_by_which_figures(proposal, sign_in, name):
    url = reverse("decisions:ratification", args=[proposal.pk, code(proposal, name)])
    page = sign_in(official(proposal, name)).get(url).content.decode()

    assert proposal.plan.get_absolute_url() in page
    assert "Wie het aangaat" in page
    assert "minister" not in page.split("<main")[1].lower()


def test_no_bundle_for_the_minister_can_be_made_of_it(proposal):
    decides(proposal, "Almelo")
    version = proposal.versions.get()

    with pytest.raises(CannotFreeze):
        freeze_bundle(version, by=writer(proposal), at=CLOSES_AT)


def test_the_coalition_is_counted_again_for_profiles_alone(proposal, capsys):
    decides(proposal, "Almelo")

    call_command("verify_coalition")

    assert "0 voorstellen" in capsys.readouterr().out
