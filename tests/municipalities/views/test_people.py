"""The people of an organisation, seen by owner, colleague and stranger."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from municipalities.models import Role
from tests.factories.people import MembershipFactory, MunicipalityFactory, person

pytestmark = pytest.mark.django_db

PEOPLE = reverse("municipalities:people")


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def secretary(administrator):
    return person(Role.SECRETARY, administrator.organisation)


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def text(response):
    return response.content.decode()


def test_a_colleague_reads_who_there_are_and_can_do_nothing(administrator, secretary):
    page = text(signed_in(secretary).get(PEOPLE))

    assert administrator.user.name in page and "1 januari 2018" in page.replace("\xa0", " ")
    assert "Nodig iemand uit" not in page and "/mensen/rollen/" not in page


def test_an_administrator_gets_the_means(administrator, secretary):
    page = text(signed_in(administrator).get(PEOPLE))

    assert "Nodig iemand uit" in page
    assert reverse("municipalities:role", args=[secretary.pk]) in page


def test_nobody_of_elsewhere_is_on_the_page(administrator):
    stranger = person(Role.SECRETARY, MunicipalityFactory(region=administrator.organisation.region))

    assert stranger.user.name not in text(signed_in(administrator).get(PEOPLE))


@pytest.mark.parametrize("name", ["role", "end_role", "wipe_second_factor"])
def test_the_role_of_a_stranger_is_not_found(administrator, name):
    stranger = person(Role.SECRETARY, MunicipalityFactory(region=administrator.organisation.region))
    address = reverse(f"municipalities:{name}", args=[stranger.pk])
    nowhere = reverse(f"municipalities:{name}", args=[987_654])
    ask = signed_in(administrator).get if name == "role" else signed_in(administrator).post

    assert ask(address).status_code == ask(nowhere).status_code == 404


def test_a_role_is_ended_with_a_reason_in_the_name_of_the_organisation(administrator, secretary):
    address = reverse("municipalities:end_role", args=[secretary.pk])

    response = signed_in(administrator).post(
        address, {"einde-reason": "andere functie"}, follow=True
    )

    secretary.refresh_from_db()
    assert secretary.ended_by == administrator.user
    assert "is beëindigd. U deed dit namens" in text(response)
    assert "Eerdere rollen (1)" in text(response)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"einde-reason": ""}, "Vul dit veld in."),
        ({"einde-reason": "x", "einde-until": "gisteren"}, "einde-until"),
        ({"einde-reason": "x", "einde-until": "1-1-2018"}, "niet in het verleden"),
        ({"einde-reason": "x" * 201}, "ten hoogste 200 tekens"),
    ],
)
def test_an_end_that_cannot_be_says_so_and_keeps_what_was_typed(
    administrator, secretary, typed, sentence
):
    address = reverse("municipalities:end_role", args=[secretary.pk])

    response = signed_in(administrator).post(address, typed)

    secretary.refresh_from_db()
    assert response.status_code == 422 and sentence in text(response)
    assert typed.get("einde-until", "") in text(response)
    assert secretary.ended_at is None


def test_a_lost_factor_is_wiped_from_the_page_of_the_person(administrator, secretary):
    Authenticator.objects.create(user=secretary.user, type="totp", data={"secret": "x"})
    client = signed_in(administrator)
    page = text(client.get(reverse("municipalities:role", args=[secretary.pk])))

    response = client.post(
        reverse("municipalities:wipe_second_factor", args=[secretary.pk]),
        {"stap-reason": "telefoon kwijt"},
        follow=True,
    )

    assert "Tweede stap kwijt" in page
    assert not Authenticator.objects.exists()
    assert f"gewist namens {administrator.organisation}" in text(response)


def test_the_own_factor_is_not_offered_to_wipe(administrator):
    page = text(
        signed_in(administrator).get(reverse("municipalities:role", args=[administrator.pk]))
    )

    assert "Tweede stap kwijt" not in page


def test_a_coordinator_reads_what_is_still_missing_in_the_region(administrator):
    place = MunicipalityFactory(region=administrator.organisation.region, name="Borne")
    coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=administrator.organisation)

    page = text(signed_in(coordinator).get(PEOPLE))

    assert f"?organisation={place.pk}&amp;role=administrator" in page
    assert "bestuurssecretaris, tweede persoon die bevestigt, wethouder cultuur" in page
    assert "Bij 2 van de 2 organisaties ontbreekt nog iemand" in page


def test_an_auditor_reads_the_same_without_the_means(administrator):
    auditor = MembershipFactory(role=Role.AUDITOR, organisation=administrator.organisation)

    page = text(signed_in(auditor).get(PEOPLE))

    assert "Organisaties in de regio" in page
    assert "uitnodigen" not in page.lower() and "/mensen/rollen/" not in page
