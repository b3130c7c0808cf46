"""An institution registers itself; whoever has the address already learns it by mail alone."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from municipalities.models import Institution, Membership, Role, User
from notices.models import Mail, Notice
from tests.factories.people import InstitutionFactory, MembershipFactory, MunicipalityFactory
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.at_the_door]

SIGN_UP = reverse("account_signup")
ADDRESS = "zakelijk@theater.example"
PASSWORD = "een lang genoeg wachtwoord"


@pytest.fixture(autouse=True)
def nobody_counted_yet():
    cache.clear()


@pytest.fixture
def seat():
    return MunicipalityFactory(name="Enschede")


def said(seat, **others):
    usual = {
        "institution_name": "Theater Zuid",
        "seat": seat.pk,
        "kvk": "1234 5678",
        "discipline": "theatre",
        "is_bis": "on",
        "name": "Zakelijk leider",
        "email": ADDRESS,
        "password1": PASSWORD,
    }
    return usual | others


def text(response):
    return response.content.decode()


def known(address=ADDRESS):
    role = MembershipFactory(user__email=address)
    EmailAddress.objects.create(user=role.user, email=address, verified=True, primary=True)
    return role.user


def test_seats_stand_in_groups_of_their_region(seat):
    page = text(Client().get(SIGN_UP))

    assert f'<optgroup label="Cultuurregio {seat.region}">' in page
    assert page.index("De instelling") < page.index("Uzelf")


def test_registering_makes_person_institution_and_role_together(seat):
    response = Client().post(SIGN_UP, said(seat))

    institution, user = Institution.objects.get(), User.objects.get()
    assert (response.status_code, response.url) == (302, reverse("account_email_verification_sent"))
    assert (institution.name, institution.kvk, institution.is_bis) == (
        "Theater Zuid",
        "12345678",
        True,
    )
    assert (user.email, user.name, user.check_password(PASSWORD)) == (
        ADDRESS,
        "Zakelijk leider",
        True,
    )
    role = Membership.objects.get()
    assert (role.user, role.role, role.organisation_id) == (user, Role.INSTITUTION, institution.pk)
    assert [entry.act for entry in Entry.objects.all()] == ["registered_institution"]
    assert Mail.objects.get().to == ADDRESS
    assert not EmailAddress.objects.get().verified


def test_the_link_in_the_mail_lets_the_person_in_and_the_coordinator_know(seat):
    coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=seat)
    client = Client()
    client.post(SIGN_UP, said(seat))
    link = re.search(r"(/accounts/confirm-email/\S+)", Mail.objects.get().body)[1]
    assert not Notice.objects.exists()

    client.post(link)
    client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})

    assert EmailAddress.objects.get().verified
    assert Notice.objects.get().recipient == coordinator.user
    page = client.get("/", follow=True)
    assert page.redirect_chain == [(reverse("municipalities:institution"), 302)]
    assert "Nog niet bevestigd" in text(page)


def test_a_known_address_gets_the_same_answer_and_a_mail_that_says_so(seat):
    new = Client().post(SIGN_UP, said(seat, email="ander@theater.example", kvk=""))
    user = known()

    answer = Client().post(SIGN_UP, said(seat, institution_name="Theater Noord"))

    assert (answer.status_code, answer.url) == (new.status_code, new.url)
    assert answer.headers.keys() == new.headers.keys()
    assert Institution.objects.count() == 1
    assert Membership.objects.filter(user=user).count() == 1
    assert Mail.objects.get(to=ADDRESS).subject != Mail.objects.exclude(to=ADDRESS).get().subject


def test_a_password_is_hashed_once_for_a_known_and_for_a_new_address(seat, monkeypatch):
    counted = []
    encode = Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher,
        "encode",
        lambda *given: counted.append(1) or encode(*given),
    )
    Client().post(SIGN_UP, said(seat))
    new, counted[:] = len(counted), []
    known("ander@theater.example")
    counted.clear()

    Client().post(SIGN_UP, said(seat, institution_name="N", kvk="", email="ander@theater.example"))

    assert (new, len(counted)) == (1, 1)


@pytest.mark.parametrize("address", [ADDRESS, "nieuw@theater.example"])
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"institution_name": "theater noord"}, "Deze instelling is al aangemeld; vraag haar"),
        ({"kvk": "87654321"}, "Een instelling met dit KvK-nummer is al aangemeld"),
        ({"kvk": "123"}, "Een KvK-nummer heeft acht cijfers"),
        ({"institution_name": ""}, "Vul dit veld in."),
        ({"seat": ""}, "Kies een gemeente."),
        ({"discipline": ""}, "Kies een discipline."),
        ({"name": ""}, "Vul dit veld in."),
        ({"password1": ""}, "Vul dit veld in."),
        ({"password1": "kort"}, "Gebruik ten minste 12 tekens."),
    ],
)
def test_what_is_wrong_is_told_whoever_has_the_address(seat, address, wrong, sentence):
    known()
    InstitutionFactory(seat=seat, name="Theater Noord", kvk="87654321")

    response = Client().post(SIGN_UP, said(seat, email=address) | wrong)

    assert sentence in text(response)
    assert Institution.objects.count() == 1
    assert not Mail.objects.exists()
    if "name" not in wrong:
        assert "Zakelijk leider" in text(response)


def test_who_registered_but_never_proved_the_address_cannot_sign_in(seat):
    client = Client()
    client.post(SIGN_UP, said(seat))
    elsewhere = Client()

    elsewhere.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})

    assert "_auth_user_id" not in elsewhere.session
