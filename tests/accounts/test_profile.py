"""The profile page: who somebody is here, how they come in, what they want to hear."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.urls import reverse
from django.utils import timezone

from accounts.selectors import mail_wanted, profile_page
from municipalities.models import Membership, Role
from notices.models import Kind
from notices.services import choose_mail
from tests.factories.people import MembershipFactory, UserFactory
from trail.services import record

pytestmark = pytest.mark.django_db

PROFILE = reverse("accounts:profile")
TODAY = date(2018, 10, 2)


@pytest.fixture
def official():
    return MembershipFactory(role=Role.OFFICIAL)


@pytest.fixture
def signed_in(client, official):
    client.force_login(official.user)
    return client


def test_the_page_says_for_whom_since_when_and_by_whom(signed_in, official):
    giver = UserFactory(name="Beheerder van Almelo")
    Membership.objects.filter(pk=official.pk).update(given_by=giver, given_at=timezone.now())

    page = signed_in.get(PROFILE)

    assert page.status_code == 200
    for words in (official.organisation.name, "Ambtenaar", "1 januari 2018", str(giver)):
        assert words in page.content.decode()


def test_roles_that_ended_stand_apart(official):
    user = official.user
    first = MembershipFactory(user=user, valid_until=TODAY - timedelta(days=1))
    last_day = MembershipFactory(user=user, valid_until=TODAY)
    to_come = MembershipFactory(user=user, valid_from=TODAY + timedelta(days=1))

    page = profile_page(user, today=TODAY)

    assert set(page.roles) == {official, last_day, to_come}
    assert page.past == [first]


def test_nobody_sees_the_account_of_another(signed_in):
    other = MembershipFactory(user__name="Iemand anders")

    page = signed_in.get(PROFILE).content.decode()

    assert "Iemand anders" not in page
    assert other.organisation.name not in page


def test_who_is_not_signed_in_is_sent_to_the_door(client):
    assert client.get(PROFILE).url.startswith(reverse("account_login"))


def test_the_ways_in_are_told_without_their_secrets(official):
    user = official.user
    user.set_password("een lang wachtwoord")
    user.save()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Telefoon", "credential": {}}
    )
    codes = RecoveryCodes.activate(user)
    codes.validate_code(codes.get_unused_codes()[0])
    app = SocialApp.objects.create(
        provider="openid_connect", provider_id="almelo", name="Gemeente Almelo", client_id="x"
    )
    SocialAccount.objects.create(user=user, provider=app.provider_id, uid="sub-1")

    doors = profile_page(user, today=TODAY).doors

    assert (doors.has_password, doors.has_app, doors.codes_left) == (True, False, 9)
    assert "Telefoon" in doors.passkeys[0]
    assert doors.providers == ["Gemeente Almelo"]


def test_who_has_set_up_nothing_reads_so(signed_in):
    page = signed_in.get(PROFILE).content.decode()

    assert "Niet ingesteld" in page
    assert "Niet gekoppeld" in page


def test_the_history_is_of_the_own_account_latest_first(official):
    other = UserFactory()
    for act, about in (("signed_in", official.user), ("left", other), ("exported", official.user)):
        record(act=act, sentence=act, of=about, by=None, at=timezone.now())

    history = profile_page(official.user, today=TODAY).history

    assert [line.sentence for line in history] == ["exported", "signed_in"]


def test_without_a_choice_every_notice_comes_by_mail(official):
    assert mail_wanted(official.user) == list(Kind)


def test_a_choice_is_kept_and_shown(signed_in, official):
    answer = signed_in.post(
        reverse("accounts:choose_mail"), {"kinds": [Kind.BUNDLE, Kind.PEOPLE]}, follow=True
    )

    assert mail_wanted(official.user) == [Kind.BUNDLE, Kind.PEOPLE]
    page = answer.content.decode()
    assert "Uw keuze voor e-mail is bewaard." in page
    assert page.count("checked") == 2


def test_a_later_choice_replaces_the_first_and_is_nobody_elses(signed_in, official):
    other = UserFactory()
    choose_mail(user=other.pk, wanted={Kind.BUNDLE: False})
    signed_in.post(reverse("accounts:choose_mail"), {"kinds": []})

    signed_in.post(reverse("accounts:choose_mail"), {"kinds": [Kind.DECISION]})

    assert mail_wanted(official.user) == [Kind.DECISION]
    assert Kind.BUNDLE not in mail_wanted(other)


def test_a_kind_that_is_not_there_is_refused(signed_in, official):
    answer = signed_in.post(reverse("accounts:choose_mail"), {"kinds": ["weather"]})

    assert answer.status_code == 422
    assert not official.user.mail_choices.exists()


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number_of_roles(
    official, count, django_assert_num_queries
):
    MembershipFactory.create_batch(count, user=official.user, given_by=None)

    with django_assert_num_queries(4):  # roles, factors, providers, trail
        page = profile_page(official.user, today=TODAY)
        assert [role.on_behalf_of for role in page.roles]
