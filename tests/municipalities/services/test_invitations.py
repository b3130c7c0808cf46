"""Inviting people: who may, what is mailed, and what becomes of it."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from municipalities.models import Invitation, Membership, Role, User
from municipalities.rules import Blocker
from municipalities.services import Refused, end_role, invitations
from municipalities.services.opening import has_account
from municipalities.services.people import prove_address
from notices.models import Mail, Notice
from tests.factories.people import (
    InstitutionFactory,
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
    person,
)
from trail.models import Entry
from trail.selectors import faults_in_chain

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 9, 5, 10, tzinfo=UTC)
ADDRESS = "nieuw@almelo.example"


@pytest.fixture
def almelo():
    return MunicipalityFactory(name="Almelo")


@pytest.fixture
def administrator(almelo):
    return person(Role.ADMINISTRATOR, almelo)


@pytest.fixture
def coordinator(almelo):
    return MembershipFactory(role=Role.COORDINATOR, organisation__region=almelo.region)


def invite(place, by, role=Role.SECRETARY, email=ADDRESS, at=NOW):
    return invitations.invite(
        email=email, name="Nieuwe secretaris", organisation=place, role=role, by=by, at=at
    )


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.blockers


def test_an_invitation_goes_by_mail_and_its_secret_is_kept_nowhere(almelo, administrator):
    link = invite(almelo, administrator, email="Nieuw@Almelo.example")

    mail, invitation = Mail.objects.get(to=ADDRESS), Invitation.objects.get()
    token = re.search(r"/uitnodiging/([\w-]+)/", mail.body)[1]
    assert link.endswith(f"/uitnodiging/{token}/") and mail.is_secret
    assert len(token) == 43
    assert invitation.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert (invitation.email, invitation.expires_at) == (ADDRESS, NOW + timedelta(days=14))
    assert "Bestuurssecretaris van gemeente Almelo" in mail.body
    assert f"{administrator.user} nodigt u uit" in mail.body
    assert token not in "".join(Entry.objects.values_list("facts", flat=True))


def test_inviting_is_in_the_trail_and_told_to_the_others_who_manage(almelo, administrator):
    other = MembershipFactory(role=Role.ADMINISTRATOR, organisation=almelo)
    person(Role.SECRETARY, almelo)

    invite(almelo, administrator)

    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.on_behalf_of) == ("invited", administrator.user, "Almelo")
    assert entry.sentence == "Uitgenodigd: Nieuwe secretaris (Bestuurssecretaris, Almelo)"
    assert [notice.recipient for notice in Notice.objects.all()] == [other.user]
    assert faults_in_chain() == []


def test_the_secretariat_hears_of_an_administrator_whom_the_region_brings_in(almelo, coordinator):
    secretary = person(Role.SECRETARY, almelo)
    person(Role.MAYOR, almelo)

    invite(almelo, coordinator, role=Role.ADMINISTRATOR)

    assert [notice.recipient for notice in Notice.objects.all()] == [secretary.user]


def test_a_coordinator_brings_in_an_administrator_only_where_there_is_none(almelo, coordinator):
    invite(almelo, coordinator, role=Role.ADMINISTRATOR)
    second = refused(invite, almelo, coordinator, Role.ADMINISTRATOR, "ander@almelo.example")
    there = person(Role.ADMINISTRATOR, MunicipalityFactory(region=almelo.region)).organisation

    assert second == [Blocker.ADMINISTRATOR_INVITED]
    assert refused(invite, there, coordinator, Role.ADMINISTRATOR) == [Blocker.HAS_ADMINISTRATOR]


def test_the_own_administrator_brings_in_a_second_one(almelo, administrator):
    invite(almelo, administrator, role=Role.ADMINISTRATOR)

    assert Invitation.objects.get().role == Role.ADMINISTRATOR


def test_nobody_invites_to_a_role_that_is_not_theirs_to_give(almelo, coordinator):
    elsewhere = person(Role.ADMINISTRATOR, MunicipalityFactory(region=almelo.region))

    for by in (coordinator, elsewhere, person(Role.MAYOR, almelo)):
        assert refused(invite, almelo, by) == [Blocker.NOT_INVITABLE]
    assert not Mail.objects.exists()


def test_who_has_the_role_is_not_invited_to_it(almelo, administrator):
    known = person(Role.SECRETARY, almelo)

    found = refused(invite, almelo, administrator, email=known.user.email.upper())

    assert found == [Blocker.HAS_ROLE]


def test_the_same_offer_is_open_once_until_it_lapses(almelo, administrator):
    invite(almelo, administrator)

    again = refused(invite, almelo, administrator, email=ADDRESS.upper())
    invite(almelo, administrator, at=NOW + timedelta(days=14))

    assert again == [Blocker.INVITED]
    assert Invitation.objects.get().invited_at == NOW + timedelta(days=14)


def test_an_institution_invites_once_it_is_confirmed():
    colleague = MembershipFactory(role=Role.INSTITUTION, organisation=InstitutionFactory())
    confirmed = MembershipFactory(
        role=Role.INSTITUTION, organisation=InstitutionFactory(confirmed=True)
    )

    found = refused(invite, colleague.organisation, colleague, Role.INSTITUTION)
    invite(confirmed.organisation, confirmed, role=Role.INSTITUTION)

    assert found == [Blocker.NOT_CONFIRMED_YET]
    assert Invitation.objects.get().organisation_id == confirmed.organisation_id


def test_the_command_line_invites_for_the_portal_itself(almelo):
    invite(almelo, None, role=Role.MAINTAINER)

    entry = Entry.objects.get()
    assert (entry.by, entry.capacity, entry.region) == (None, "portaal", almelo.region)
    assert "U wordt uitgenodigd" in Mail.objects.get().body


def test_sending_again_makes_a_new_link_in_the_name_of_who_sends(almelo, administrator):
    old = invite(almelo, administrator)
    other = MembershipFactory(role=Role.ADMINISTRATOR, organisation=almelo)
    later = NOW + timedelta(days=20)

    invitations.send_again(Invitation.objects.get(), by=other, at=later)

    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.invited_at) == (other.user, later)
    assert invitation.expires_at == later + timedelta(days=14)
    assert hashlib.sha256(old.split("/")[-2].encode()).hexdigest() != invitation.token_sha256
    assert Mail.objects.filter(to=ADDRESS).count() == 2


def test_an_offer_that_was_withdrawn_is_gone(almelo, administrator):
    invite(almelo, administrator)
    invitation = Invitation.objects.get()

    invitations.withdraw(invitation, by=administrator, at=NOW)

    invitation.refresh_from_db()
    assert (invitation.withdrawn_by, invitation.withdrawn_at) == (administrator.user, NOW)
    for act in (invitations.withdraw, invitations.send_again):
        assert refused(act, invitation, by=administrator, at=NOW) == [Blocker.GONE]
    user = UserFactory(email=ADDRESS)
    assert refused(invitations.accept, invitation, user=user, at=NOW) == [Blocker.GONE]


@pytest.mark.parametrize("act", [invitations.withdraw, invitations.send_again])
def test_nobody_of_another_municipality_handles_an_offer(act, almelo):
    stranger = person(Role.ADMINISTRATOR, MunicipalityFactory(region=almelo.region))
    invitation = InvitationFactory(organisation=almelo)

    assert refused(act, invitation, by=stranger, at=NOW) == [Blocker.NOT_INVITABLE]


def test_who_accepts_has_the_role_from_today_and_it_says_who_gave_it(almelo, administrator):
    invite(almelo, administrator)
    user = UserFactory(email=ADDRESS)

    role = invitations.accept(Invitation.objects.get(), user=user, at=NOW, origin="192.0.2.0/24")

    assert (role.user, role.role, role.organisation_id) == (user, Role.SECRETARY, almelo.pk)
    assert (role.valid_from, role.valid_until) == (NOW.date(), None)
    assert (role.given_at, role.given_by) == (NOW, administrator.user)
    entry = Entry.objects.latest_first().first()
    assert (entry.act, entry.by, entry.origin) == ("accepted_invitation", user, "192.0.2.0/24")
    assert administrator.user in {notice.recipient for notice in Notice.objects.all()}
    assert faults_in_chain() == []


def test_somebody_new_gets_an_account_with_the_invited_address(almelo):
    invitation = InvitationFactory(organisation=almelo, email=ADDRESS)

    role = invitations.accept_as_new(
        invitation, name="Eigen naam", password="een lang genoeg wachtwoord", at=NOW
    )

    user = User.objects.get(email=ADDRESS)
    assert (role.user, user.name) == (user, "Eigen naam")
    assert user.check_password("een lang genoeg wachtwoord")
    assert user.emailaddress_set.filter(verified=True, primary=True, email=ADDRESS).exists()


def test_a_known_address_gets_no_second_account_nor_another_password(almelo):
    known = UserFactory(email=ADDRESS)
    known.set_password("het oude wachtwoord")
    known.save()
    prove_address(known)
    invitation = InvitationFactory(organisation=almelo, email=ADDRESS.upper())

    found = refused(
        invitations.accept_as_new, invitation, name="X", password="een nieuw wachtwoord", at=NOW
    )

    known.refresh_from_db()
    assert found == [Blocker.HAS_ACCOUNT] and known.check_password("het oude wachtwoord")
    assert not Membership.objects.filter(organisation=almelo).exists()


def test_who_left_the_portal_comes_back_as_the_same_person(almelo):
    left = UserFactory(email=ADDRESS, name="Vertrokken", is_active=False)
    invitation = InvitationFactory(organisation=almelo, email=ADDRESS)

    role = invitations.accept_as_new(
        invitation, name="Terug", password="een lang genoeg wachtwoord", at=NOW
    )

    left.refresh_from_db()
    assert (role.user, left.is_active, left.name) == (left, True, "Vertrokken")


def test_another_address_cannot_accept(almelo):
    invitation = InvitationFactory(organisation=almelo)

    found = refused(invitations.accept, invitation, user=UserFactory(), at=NOW)

    assert found == [Blocker.OTHER_ADDRESS]


def test_an_offer_is_accepted_once(almelo):
    invitation = InvitationFactory(organisation=almelo)
    user = UserFactory(email=invitation.email)
    invitations.accept(invitation, user=user, at=NOW)

    assert refused(invitations.accept, invitation, user=user, at=NOW) == [Blocker.GONE]
    assert Membership.objects.filter(user=user).count() == 1


def test_an_offer_lapses_at_its_moment_and_not_before(almelo):
    invitation = InvitationFactory(organisation=almelo)
    user = UserFactory(email=invitation.email)
    at = invitation.expires_at

    assert refused(invitations.accept, invitation, user=user, at=at) == [Blocker.GONE]
    assert invitations.accept(invitation, user=user, at=at - timedelta(seconds=1))


def test_an_offer_dies_with_the_role_of_who_made_it_until_another_sends_it_again(
    almelo, administrator
):
    other = MembershipFactory(role=Role.ADMINISTRATOR, organisation=almelo)
    invite(almelo, administrator)
    invitation, user = Invitation.objects.get(), UserFactory(email=ADDRESS)
    end_role(administrator, until=None, reason="andere functie", by=other, at=NOW)

    dead = refused(invitations.accept, invitation, user=user, at=NOW)
    invitations.send_again(invitation, by=other, at=NOW)

    assert dead == [Blocker.GONE]
    assert invitations.accept(invitation, user=user, at=NOW).given_by == other.user


def test_nobody_gives_a_role_to_oneself(almelo, administrator):
    with pytest.raises(Refused, match="U kunt uzelf geen rol geven"):
        invite(almelo, administrator, email=administrator.user.email.upper())

    assert not Invitation.objects.exists()


def test_nobody_accepts_what_they_offered_to_another_address_of_their_own(almelo, administrator):
    link = invite(almelo, administrator, email="ook.ik@almelo.example")
    administrator.user.email = "ook.ik@almelo.example"
    administrator.user.save(update_fields=["email"])

    with pytest.raises(Refused, match="U kunt uzelf geen rol geven"):
        invitations.accept(Invitation.objects.get(), user=administrator.user, at=NOW)

    assert link


def test_an_account_that_somebody_began_without_proof_goes_to_who_reads_the_mail(
    almelo, administrator
):
    squatter = User.objects.create_user(email=ADDRESS, name="Kraker", password="van de kraker")
    EmailAddress.objects.create(user=squatter, email=ADDRESS, verified=False, primary=True)
    begun = MembershipFactory(user=squatter, role=Role.INSTITUTION)
    invite(almelo, administrator)
    invitation = Invitation.objects.get()

    assert not has_account(invitation)
    membership = invitations.accept_as_new(
        invitation, name="De secretaris", password="van de secretaris", at=NOW
    )

    owner = User.objects.get(pk=squatter.pk)
    assert membership.user == owner
    assert (owner.name, owner.check_password("van de secretaris")) == ("De secretaris", True)
    assert EmailAddress.objects.get(user=owner).verified
    begun.refresh_from_db()
    assert not begun.is_valid_on(NOW.date()) and begun.ended_by == owner
