"""Inviting, and following the link: who gets where, and what is never told."""

import re
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Invitation, Membership, Role, User
from municipalities.services.people import prove_address
from notices.models import Mail
from tests.factories.people import (
    InstitutionFactory,
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db

INVITE = reverse("municipalities:invite")
INVITATION = reverse("municipalities:invitation")
PASSWORD = "een lang genoeg wachtwoord"


@pytest.fixture(autouse=True)
def nobody_counted_yet():
    cache.clear()


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def coordinator(administrator):
    return MembershipFactory(
        role=Role.COORDINATOR, organisation__region=administrator.organisation.region
    )


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def said(**others):
    return {"email": "nieuw@almelo.example", "name": "Nieuw", "role": "secretary"} | others


def open_invitation(**facts):
    return InvitationFactory(invited_at=timezone.now(), token="geheim", **facts)


def follow(client=None, token="geheim"):  # noqa: S107  # of nobody
    client = client or Client()
    client.get(reverse("municipalities:follow_invitation", args=[token]))
    return client


def text(response):
    return response.content.decode()


def test_an_administrator_invites_and_reads_for_whom(administrator):
    response = signed_in(administrator).post(INVITE, said(), follow=True)

    assert Invitation.objects.get().organisation_id == administrator.organisation_id
    assert f"U deed dit namens {administrator.organisation}." in text(response)
    assert "nieuw@almelo.example" in text(response)


def test_the_organisation_of_an_administrator_cannot_be_chosen(administrator):
    other = MunicipalityFactory(region=administrator.organisation.region)

    signed_in(administrator).post(INVITE, said(organisation=other.pk))

    assert Invitation.objects.get().organisation_id == administrator.organisation_id


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": ""}, "Vul dit veld in."),
        ({"email": "nieuw"}, "Vul een geldig e-mailadres in"),
        ({"name": " "}, "Vul dit veld in."),
        ({"name": "x" * 121}, "Gebruik ten hoogste 120 tekens."),
        ({"role": "coordinator"}, "Kies een rol uit de lijst."),
        ({"role": ""}, "Kies een rol."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_the_rest_is_kept(administrator, wrong, sentence):
    response = signed_in(administrator).post(INVITE, said(name="Blijft staan") | wrong)

    assert response.status_code == 422
    assert sentence in text(response)
    assert ("Blijft staan" in text(response)) == ("name" not in wrong)
    assert not Mail.objects.exists()


def test_a_refusal_stands_in_the_form(administrator):
    client = signed_in(administrator)
    client.post(INVITE, said())

    response = client.post(INVITE, said())

    assert response.status_code == 422
    assert "staat al een uitnodiging open" in text(response)


def test_a_coordinator_is_told_that_the_own_administrator_invites(coordinator, administrator):
    place = administrator.organisation
    client = signed_in(coordinator)

    form = client.get(f"{INVITE}?organisation={place.pk}&role=administrator")
    response = client.post(INVITE, said(organisation=place.pk, role="administrator"))

    assert f'value="{place.pk}" selected' in text(form)
    assert response.status_code == 422
    assert "heeft al een beheerder; die nodigt zelf uit" in text(response)


def test_a_coordinator_cannot_choose_a_place_of_another_region(coordinator):
    elsewhere = MunicipalityFactory()

    response = signed_in(coordinator).post(
        INVITE, said(organisation=elsewhere.pk, role="administrator")
    )

    assert "Kies een organisatie uit de lijst." in text(response)


@pytest.mark.parametrize("act", ["send_again", "withdraw"])
def test_an_offer_is_handled_by_the_owner_alone(administrator, act):
    invitation = open_invitation(organisation=administrator.organisation)
    address = reverse(f"municipalities:{act}", args=[invitation.pk])
    colleague = person(Role.SECRETARY, administrator.organisation)
    stranger = person(Role.ADMINISTRATOR, MunicipalityFactory())

    assert signed_in(colleague).post(address).status_code == 403
    assert signed_in(stranger).post(address).status_code == 404
    response = signed_in(administrator).post(address, follow=True)
    assert f"namens {administrator.organisation}." in text(response)
    assert signed_in(administrator).get(address).status_code == 405


def test_inviting_asks_once_more_who_it_is_after_five_minutes(administrator):
    client = signed_in(administrator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - 301}]
    session.save()

    response = client.post(INVITE, said())

    assert response.status_code == 302 and "invite" not in response.url
    assert not Invitation.objects.exists()


def test_the_secret_leaves_the_address_at_once():
    open_invitation()

    response = Client().get(reverse("municipalities:follow_invitation", args=["geheim"]))

    assert (response.status_code, response.url) == (302, INVITATION)
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_the_page_says_who_invites_to_what_and_until_when():
    by = MembershipFactory(role=Role.ADMINISTRATOR, user__name="De beheerder")
    invitation = open_invitation(organisation=by.organisation, invited_by=by.user)

    page = text(follow().get(INVITATION))

    for words in ("De beheerder", by.organisation.full_name, "Bestuurssecretaris"):
        assert words in page
    assert invitation.email in page and "geheim" not in page


def dead_ones():
    user = UserFactory()
    now = timezone.now()
    open_invitation(accepted_at=now, accepted_by=user)
    yield follow()
    Invitation.objects.all().delete()
    open_invitation(withdrawn_at=now, withdrawn_by=user)
    yield follow()
    Invitation.objects.all().delete()
    InvitationFactory(token="geheim", expires_at=now)
    yield follow()
    yield follow(token="geraden")
    yield Client()


def test_every_dead_link_gets_the_same_page():
    answers = [client.get(INVITATION) for client in dead_ones()]

    bodies = {re.sub(r'nonce="[^"]*"', "", text(answer)) for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert len(bodies) == 1 and "niet (meer) geldig" in bodies.pop()


def test_somebody_new_is_in_with_one_form():
    invitation = open_invitation(role=Role.CLERK)
    client = follow()

    response = client.post(INVITATION, {"name": "Nieuw", "password": PASSWORD}, follow=True)

    user = User.objects.get(email=invitation.email)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert response.redirect_chain == [("/", 302), (reverse("decisions:overview"), 302)]
    assert f"U bent nu Griffie van {invitation.organisation}." in text(response)


@pytest.mark.at_the_door
def test_who_will_decide_comes_to_the_second_factor_first():
    open_invitation(role=Role.SECRETARY, email="nieuw@almelo.example")

    response = follow().post(INVITATION, {"name": "Nieuw", "password": PASSWORD}, follow=True)

    assert response.redirect_chain[1][0].startswith(reverse("accounts:second_factor"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Vul dit veld in."),
        ({"password": ""}, "Dit veld is verplicht."),
        ({"password": "kort"}, "Gebruik ten minste 12 tekens."),
    ],
)
def test_a_faulty_account_is_not_made(wrong, sentence):
    open_invitation()

    response = follow().post(INVITATION, {"name": "Nieuw", "password": PASSWORD} | wrong)

    assert response.status_code == 422 and sentence in text(response)
    assert not User.objects.filter(name="Nieuw").exists()


def test_a_known_address_is_asked_to_sign_in_first():
    invitation = open_invitation()
    prove_address(UserFactory(email=invitation.email))
    client = follow()

    page = text(client.get(INVITATION))
    posted = client.post(INVITATION, {"name": "X", "password": PASSWORD})

    assert "Log in" in page and 'name="password"' not in page
    assert posted.status_code == 422 and not Membership.objects.exists()


def test_a_known_person_accepts_as_oneself_and_acts_in_the_new_role():
    known = MembershipFactory(organisation=MunicipalityFactory(name="Aa"))
    invitation = open_invitation(email=known.user.email, role=Role.CLERK)
    client = follow(signed_in(known))

    assert "Aanvaard de uitnodiging" in text(client.get(INVITATION))
    response = client.post(INVITATION, follow=True)

    assert f"U handelt namens: <strong>{invitation.organisation}</strong>" in text(response)


def test_another_person_is_refused_with_an_explanation():
    open_invitation()
    client = follow(signed_in(MembershipFactory()))

    assert client.get(INVITATION).status_code == 200
    response = client.post(INVITATION)

    assert response.status_code == 422 and "ander e-mailadres" in text(response)
    assert not Invitation.objects.filter(accepted_at__isnull=False).exists()


def test_guessing_is_stopped():
    open_invitation()
    client = follow()

    answers = {client.post(INVITATION, {"name": ""}).status_code for _ in range(21)}

    assert answers == {422, 429}


def test_an_institution_invites_a_colleague_and_takes_it_back():
    theater = InstitutionFactory(confirmed=True)
    client = signed_in(MembershipFactory(role=Role.INSTITUTION, organisation=theater))

    page = client.post(
        reverse("municipalities:invite_colleague"), said(role="institution"), follow=True
    )
    invitation = Invitation.objects.get()
    back = reverse("municipalities:withdraw_colleague", args=[invitation.pk])
    client.post(back)

    assert "nieuw@almelo.example" in text(page)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
