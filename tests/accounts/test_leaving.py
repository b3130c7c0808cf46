"""Leaving: what ends, what stays, and who has to wait."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.services import CannotLeave, leave
from municipalities.models import Invitation, Membership, Role
from municipalities.services.invitations import accept_as_new, invite
from notices.models import Kind, Mail, Notice
from notices.services import choose_mail, tell
from tests.factories.decisions import ProposalFactory
from tests.factories.people import MembershipFactory, UserFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db

LEAVE = reverse("accounts:leave")


@pytest.fixture
def official():
    return MembershipFactory(role=Role.OFFICIAL)


@pytest.fixture
def user(official):
    return official.user


def left(user):
    leave(user, origin="192.0.2.0/24", at=timezone.now())
    user.refresh_from_db()
    return user


def days(membership):
    membership.refresh_from_db()
    return (membership.valid_until - timezone.localdate()).days


def test_all_roles_end_at_once(user, official):
    today = timezone.localdate()
    of_today = MembershipFactory(user=user, valid_from=today)
    to_come = MembershipFactory(user=user, valid_from=today + timedelta(days=5))
    other = MembershipFactory()

    left(user)

    assert [days(m) for m in (official, of_today, to_come)] == [-1, -1, 4]
    assert not user.memberships.current(today).exists()
    assert not user.memberships.current(today + timedelta(days=5)).exists()
    assert set(user.memberships.values_list("ended_by", flat=True)) == {user.pk}
    other.refresh_from_db()
    assert other.valid_until is None


def test_a_role_that_had_ended_stays_as_it_was(user):
    ended = MembershipFactory(user=user, valid_until="2018-06-01")

    left(user)

    ended.refresh_from_db()
    assert (str(ended.valid_until), ended.ended_by) == ("2018-06-01", None)


def test_no_way_in_is_left(user):
    user.set_password("een lang wachtwoord")
    user.save()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    SocialAccount.objects.create(user=user, provider="almelo", uid="sub-1")
    kept = Authenticator.objects.create(
        user=UserFactory(), type=Authenticator.Type.TOTP, data={"secret": "x"}
    )

    left(user)

    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert list(Authenticator.objects.all()) == [kept]
    assert not SocialAccount.objects.exists()


def test_every_session_ends_also_on_another_device(user):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(user)
    UserSession.objects.create(
        user=user, ip="192.0.2.1", user_agent="x", session_key=elsewhere.session.session_key
    )

    here.post(LEAVE, {"word": "vertrek"})

    for client in (here, elsewhere):
        assert client.get("/").url.startswith(reverse("account_login"))
    assert not UserSession.objects.filter(user=user).exists()


def test_notices_and_choices_go_and_name_and_acts_stay(user):
    tell(
        event="e",
        kind=Kind.PEOPLE,
        recipients=[user.pk],
        subject="s",
        path="/",
        at=timezone.now(),
    )
    choose_mail(user=user.pk, wanted={Kind.PEOPLE: False})
    proposal = ProposalFactory(created_by=user)
    name, email = user.name, user.email

    left(user)

    assert not Notice.objects.exists() and not user.mail_choices.exists()
    assert (proposal.created_by.name, user.email) == (name, email)


def test_the_trail_of_the_person_and_that_of_the_organisation_tell_it(user, official):
    leave(user, origin="192.0.2.0/24", at=timezone.now())

    left, ended = Entry.objects.get(act="left"), Entry.objects.get(act="ended_role")
    assert (left.by, left.origin) == (ended.by, ended.origin) == (user, "192.0.2.0/24")
    assert (left.organisation, ended.organisation_id) == (None, official.organisation_id)


def test_who_leaves_gets_no_mail_any_more(user):
    left(user)

    tell(
        event="e", kind=Kind.PEOPLE, recipients=[user.pk], subject="s", path="/", at=timezone.now()
    )

    assert not Mail.objects.exists()


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR)


def test_the_last_administrator_of_others_cannot_leave(administrator):
    MembershipFactory(organisation=administrator.organisation)
    MembershipFactory(role=Role.ADMINISTRATOR)  # of another organisation
    MembershipFactory(role=Role.COORDINATOR, organisation=administrator.organisation)

    with pytest.raises(CannotLeave, match=administrator.organisation.name):
        left(administrator.user)

    assert Membership.objects.get(pk=administrator.pk).valid_until is None
    assert not Entry.objects.filter(act="left").exists()


@pytest.mark.parametrize(
    ("successor", "may_leave"),
    [
        ({}, True),
        ({"valid_until": "2018-06-01"}, False),
        ({"user__is_active": False}, False),
    ],
    ids=["another administrator", "one whose role ended", "one who left"],
)
def test_another_administrator_sets_free(administrator, successor, may_leave):
    place = administrator.organisation
    MembershipFactory(organisation=place)
    MembershipFactory(organisation=place, role=Role.ADMINISTRATOR, **successor)

    if may_leave:
        assert not left(administrator.user).is_active
    else:
        with pytest.raises(CannotLeave):
            left(administrator.user)


def test_an_administrator_who_is_alone_leaves(administrator):
    assert not left(administrator.user).is_active


def test_a_coordinator_leaves_no_organisation_alone():
    coordinator = MembershipFactory(role=Role.COORDINATOR)
    MembershipFactory(organisation=coordinator.organisation)

    assert not left(coordinator.user).is_active


def test_the_page_says_what_stays_and_why(client, user):
    client.force_login(user)

    page = client.get(LEAVE).content.decode()

    assert "Archiefwet" in page
    assert "artikel 17 lid 3" in page


def test_the_page_says_why_somebody_has_to_wait(client, administrator):
    MembershipFactory(organisation=administrator.organisation)
    client.force_login(administrator.user)

    page = client.get(LEAVE).content.decode()
    answer = client.post(LEAVE, {"word": "VERTREK"})

    assert "Wijs eerst een andere beheerder aan" in page
    assert answer.status_code == 422
    assert Membership.objects.get(pk=administrator.pk).valid_until is None


@pytest.mark.parametrize("word", ["", "ja", "vertrekken"])
def test_nobody_leaves_by_accident(client, user, word):
    client.force_login(user)

    answer = client.post(LEAVE, {"word": word})

    assert answer.status_code == 422
    user.refresh_from_db()
    assert user.is_active


def test_who_confirms_is_told_goodbye_and_is_out(client, user):
    client.force_login(user)

    answer = client.post(LEAVE, {"word": " vertrek "})

    assert answer.status_code == 200
    assert "U bent vertrokken" in answer.content.decode()
    assert "Uitloggen" not in answer.content.decode()


def test_who_is_invited_again_is_the_same_person_without_the_old_roles(user, official):
    proposal = ProposalFactory(created_by=user)
    left(user)
    now = timezone.now()
    invite(
        email=user.email,
        name=user.name,
        organisation=official.organisation,
        role=Role.CLERK,
        by=None,
        at=now,
    )

    back = accept_as_new(
        Invitation.objects.get(), name=user.name, password="een nieuw wachtwoord", at=now
    )

    assert back.user == proposal.created_by == user
    assert list(back.user.memberships.current(timezone.localdate())) == [back]
