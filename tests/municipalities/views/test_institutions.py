"""The page of an institution, and those on which a coordinator answers."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from municipalities.models import Institution, Role
from tests.factories.people import InstitutionFactory, MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

OWN = reverse("municipalities:institution")
EDIT = reverse("municipalities:edit_institution")
LIST = reverse("municipalities:institutions")


@pytest.fixture
def theater():
    institution = InstitutionFactory(name="Theater Zuid", kvk="12345678")
    user = institution.registered_by
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    MembershipFactory(user=user, organisation=institution, role=Role.INSTITUTION)
    return institution


@pytest.fixture
def coordinator(theater):
    return MembershipFactory(role=Role.COORDINATOR, organisation=theater.seat)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text(response):
    return response.content.decode()


def said(theater, **others):
    usual = {
        "institution_name": theater.name,
        "seat": theater.seat_id,
        "kvk": theater.kvk,
        "discipline": theater.discipline,
    }
    return usual | others


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "indienen kan na bevestiging door de regiocoördinator"),
        ({"confirmed": True}, "U kunt concepten schrijven en indienen"),
        ({"refused": True}, "Reden: Staat niet in het handelsregister."),
    ],
)
def test_an_institution_reads_how_far_it_is(state, words):
    role = MembershipFactory(role=Role.INSTITUTION, organisation=InstitutionFactory(**state))

    assert words in text(signed_in(role.user).get(OWN))


def test_a_colleague_elsewhere_sees_the_own_institution(theater):
    other = MembershipFactory(role=Role.INSTITUTION, organisation=InstitutionFactory(name="Noord"))

    page = text(signed_in(other.user).get(OWN))

    assert "Noord" in page and "Theater Zuid" not in page


@pytest.mark.parametrize("typed", ["12345678", "1234 5678", " 12.34.56.78 "])
def test_a_number_is_typed_with_or_without_blanks(theater, typed):
    response = signed_in(theater.registered_by).post(EDIT, said(theater, kvk=typed))

    theater.refresh_from_db()
    assert (response.status_code, theater.kvk) == (302, "12345678")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kvk": "1234567"}, "Een KvK-nummer heeft acht cijfers"),
        ({"kvk": "١٢٣٤٥٦٧٨"}, "Een KvK-nummer heeft acht cijfers"),
        ({"institution_name": ""}, "Vul dit veld in."),
        ({"institution_name": "THEATER NOORD"}, "Deze instelling is al aangemeld; vraag haar"),
        ({"kvk": "87654321"}, "met dit KvK-nummer is al aangemeld"),
        ({"seat": ""}, "Kies een gemeente."),
        ({"seat": "elsewhere"}, "Kies een gemeente uit de lijst."),
        ({"discipline": "x"}, "Kies een discipline uit de lijst."),
    ],
)
def test_a_faulty_change_is_told_beside_its_field(theater, wrong, sentence):
    known = InstitutionFactory(seat=theater.seat, name="Theater Noord", kvk="87654321")
    if wrong.get("seat") == "elsewhere":
        wrong = {"seat": MunicipalityFactory().pk}

    response = signed_in(theater.registered_by).post(EDIT, said(theater) | wrong)

    assert response.status_code == 422 and sentence in text(response)
    assert known.registered_by.name not in text(response)
    theater.refresh_from_db()
    assert (theater.name, theater.kvk) == ("Theater Zuid", "12345678")


def test_a_change_that_voids_the_confirmation_says_so(theater, coordinator):
    theater.confirmed_at, theater.confirmed_by = theater.registered_at, coordinator.user
    theater.save()
    client = signed_in(theater.registered_by)

    assert "dan vervalt de bevestiging" in text(client.get(EDIT))
    page = client.post(EDIT, said(theater, institution_name="Theater West"), follow=True)

    assert "opnieuw bevestigen" in text(page) and "Nog niet bevestigd" in text(page)


def test_those_that_wait_come_first(theater, coordinator):
    InstitutionFactory(seat=theater.seat, name="Aa bevestigd", confirmed=True)
    InstitutionFactory(seat=theater.seat, name="Aa geweigerd", refused=True)
    InstitutionFactory(name="Van elders")

    page = text(signed_in(coordinator.user).get(LIST))

    order = [page.index(name) for name in ("Theater Zuid", "Aa bevestigd", "Aa geweigerd")]
    assert order == sorted(order) and "Van elders" not in page


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_list_costs_the_same_for_any_number(
    theater, coordinator, count, django_assert_max_num_queries
):
    InstitutionFactory.create_batch(count, seat=theater.seat)
    client = signed_in(coordinator.user)

    with django_assert_max_num_queries(6):
        client.get(LIST)


def answer(client, theater, act, prefix, **others):
    seen = {f"{prefix}-seen": theater.version}
    address = reverse(f"municipalities:{act}_institution", args=[theater.pk])
    return client.post(address, seen | others, follow=True)


def test_a_coordinator_confirms_in_the_name_of_the_region(theater, coordinator):
    response = answer(signed_in(coordinator.user), theater, "confirm", "akkoord")

    theater.refresh_from_db()
    assert theater.confirmed_by == coordinator.user
    assert f"bevestigd namens Cultuurregio {theater.region}" in text(response)


def test_a_refusal_without_a_reason_is_asked_again(theater, coordinator):
    client = signed_in(coordinator.user)

    response = answer(client, theater, "refuse", "weigering")

    assert response.status_code == 422 and "Vul dit veld in." in text(response)
    answer(client, theater, "refuse", "weigering", **{"weigering-reason": "Onbekend"})
    assert Institution.objects.get(pk=theater.pk).refused_by == coordinator.user


def test_a_page_that_is_out_of_date_confirms_nothing(theater, coordinator):
    old = theater.version
    Institution.objects.filter(pk=theater.pk).update(name="Theater West")
    address = reverse("municipalities:confirm_institution", args=[theater.pk])

    response = signed_in(coordinator.user).post(address, {"akkoord-seen": old})

    assert response.status_code == 422 and "Lees ze eerst opnieuw" in text(response)


def test_a_coordinator_of_elsewhere_does_not_find_it(theater):
    stranger = MembershipFactory(role=Role.COORDINATOR)

    answers = {
        signed_in(stranger.user).get(theater.get_absolute_url()).status_code,
        answer(signed_in(stranger.user), theater, "confirm", "akkoord").status_code,
    }

    assert answers == {404}


def test_the_role_of_a_colleague_is_ended_by_another(theater):
    colleague = MembershipFactory(role=Role.INSTITUTION, organisation=theater)
    address = reverse("municipalities:colleague", args=[colleague.pk])
    client = signed_in(theater.registered_by)

    assert colleague.user.name in text(client.get(address))
    client.post(address, {"reason": "weg"})

    colleague.refresh_from_db()
    assert colleague.ended_by == theater.registered_by
