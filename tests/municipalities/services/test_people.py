"""Ending a role, and helping somebody who lost a second factor."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Membership, Role
from municipalities.rules import Blocker
from municipalities.services import Refused, end_role, wipe_second_factor
from notices.models import Mail, Notice
from tests.factories.people import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    person,
)
from trail.models import Entry
from trail.selectors import faults_in_chain

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 9, 5, 10, tzinfo=UTC)
TODAY = date(2018, 9, 5)
DAY = timedelta(days=1)


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def secretary(administrator):
    return person(Role.SECRETARY, administrator.organisation)


def end(role, by, until=None, at=NOW):
    return end_role(role, until=until, reason="andere functie", by=by, at=at)


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.blockers


def test_a_role_that_ends_at_once_no_longer_counts_today(administrator, secretary):
    end(secretary, administrator)

    secretary.refresh_from_db()
    assert not secretary.is_valid_on(TODAY)
    assert (secretary.ended_at, secretary.ended_by) == (NOW, administrator.user)
    assert secretary.ending == "andere functie"


@pytest.mark.parametrize("until", [TODAY, TODAY + DAY])
def test_a_role_that_ends_on_a_day_counts_on_that_day(administrator, secretary, until):
    end(secretary, administrator, until=until)

    secretary.refresh_from_db()
    assert secretary.is_valid_on(until) and not secretary.is_valid_on(until + DAY)


def test_a_role_that_began_today_can_end_at_once_and_be_given_again(administrator):
    role = MembershipFactory(organisation=administrator.organisation, valid_from=TODAY)

    end(role, administrator)

    MembershipFactory(user=role.user, organisation=role.organisation, valid_from=TODAY)
    assert Membership.objects.current(TODAY).filter(user=role.user).count() == 1


def test_an_end_is_in_the_trail_and_told_to_whose_role_it_was(administrator, secretary):
    end(secretary, administrator)

    entry = Entry.objects.get()
    assert (entry.act, entry.by) == ("ended_role", administrator.user)
    assert "andere functie" in entry.sentence and "per direct" in entry.sentence
    assert [notice.recipient for notice in Notice.objects.all()] == [secretary.user]
    assert faults_in_chain() == []


def test_the_next_request_of_that_person_reaches_nothing(administrator, secretary):
    client = Client()
    client.force_login(secretary.user)
    page = reverse("municipalities:people")
    assert client.get(page).status_code == 200

    end(secretary, administrator, at=timezone.now())

    assert client.get(page).status_code == 403
    assert "geen rol" in client.get(reverse("municipalities:home")).content.decode()


@pytest.mark.parametrize(
    ("until", "blockers"),
    [
        (TODAY - DAY, [Blocker.DAY_PAST]),
        (TODAY + DAY, [Blocker.BEFORE_START]),
        (TODAY + 5 * DAY, []),
        (None, []),
    ],
)
def test_the_last_day_lies_neither_in_the_past_nor_before_the_first(administrator, until, blockers):
    role = MembershipFactory(organisation=administrator.organisation, valid_from=TODAY + 2 * DAY)

    if blockers:
        assert refused(end, role, administrator, until=until) == blockers
    else:
        assert end(role, administrator, until=until).ended_at == NOW


def test_a_role_that_is_over_cannot_end_again(administrator, secretary):
    end(secretary, administrator)

    assert refused(end, secretary, administrator) == [Blocker.ENDED]


def test_the_last_administrator_cannot_end_the_own_role(administrator):
    MembershipFactory(
        role=Role.ADMINISTRATOR, organisation=administrator.organisation, valid_until=TODAY
    )

    assert refused(end, administrator, administrator) == [Blocker.LAST_ADMINISTRATOR]


def test_an_administrator_with_a_successor_can(administrator):
    MembershipFactory(role=Role.ADMINISTRATOR, organisation=administrator.organisation)

    assert end(administrator, administrator).ended_by == administrator.user


def test_the_last_coordinator_stays_and_the_last_of_an_institution_too():
    coordinator = MembershipFactory(role=Role.COORDINATOR)
    colleague = MembershipFactory(role=Role.INSTITUTION, organisation=InstitutionFactory())
    MembershipFactory(role=Role.COORDINATOR)  # of another region

    for role in (coordinator, colleague):
        assert refused(end, role, role) == [Blocker.LAST_ADMINISTRATOR]


def test_two_coordinators_of_different_organisations_count_together():
    coordinator = MembershipFactory(role=Role.COORDINATOR)
    there = MunicipalityFactory(region=coordinator.organisation.region)
    MembershipFactory(role=Role.COORDINATOR, organisation=there)

    assert end(coordinator, coordinator).ended_at == NOW


@pytest.mark.parametrize(
    ("by", "role", "allowed"),
    [
        (Role.COORDINATOR, Role.ADMINISTRATOR, True),
        (Role.COORDINATOR, Role.AUDITOR, True),
        (Role.COORDINATOR, Role.SECRETARY, False),
        (Role.ADMINISTRATOR, Role.COORDINATOR, False),
        (Role.ADMINISTRATOR, Role.MAYOR, True),
        (Role.MAYOR, Role.SECRETARY, False),
        (Role.AUDITOR, Role.ADMINISTRATOR, False),
    ],
)
def test_who_may_give_a_role_may_end_it_and_nobody_else(by, role, allowed):
    place = MunicipalityFactory()
    theirs, mine = person(role, place), person(by, place)

    if allowed:
        assert end(theirs, mine).ended_at == NOW
    else:
        assert refused(end, theirs, mine) == [Blocker.NOT_YOURS]


def with_factor(role):
    Authenticator.objects.create(user=role.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.create(
        user=role.user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )
    return role


def wipe(role, by):
    wipe_second_factor(role.user, reason="telefoon kwijt", by=by, at=NOW)


def test_a_wiped_factor_is_gone_with_its_codes_and_sessions(administrator, secretary):
    with_factor(secretary)
    client = Client()
    client.force_login(secretary.user)
    session = client.session.session_key
    UserSession.objects.create(user=secretary.user, ip="192.0.2.1", session_key=session)

    wipe(secretary, administrator)

    assert not Authenticator.objects.exists()
    assert client.get(reverse("municipalities:people")).status_code == 302


def test_the_person_gets_a_mail_and_the_trail_a_line(administrator, secretary):
    wipe(with_factor(secretary), administrator)

    mail, entry = Mail.objects.get(), Entry.objects.get()
    assert mail.to == secretary.user.email and str(administrator.user) in mail.body
    assert (entry.act, entry.by, entry.object_id) == (
        "wiped_factor",
        administrator.user,
        str(secretary.user_id),
    )
    assert "telefoon kwijt" in entry.sentence


@pytest.mark.parametrize(
    ("whose", "blocker"),
    [
        ("own", Blocker.OWN_FACTOR),
        ("another administrator", Blocker.NOT_YOUR_PERSON),
        ("elsewhere", Blocker.NOT_YOUR_PERSON),
        ("nobody has one", Blocker.NO_FACTOR),
    ],
)
def test_a_factor_that_cannot_be_wiped_stays(administrator, secretary, whose, blocker):
    place = administrator.organisation
    role = {
        "own": administrator,
        "another administrator": MembershipFactory(role=Role.ADMINISTRATOR, organisation=place),
        "elsewhere": MembershipFactory(role=Role.SECRETARY),
        "nobody has one": secretary,
    }[whose]
    if whose != "nobody has one":
        with_factor(role)

    assert refused(wipe, role, administrator) == [blocker]
    assert Authenticator.objects.exists() == (whose != "nobody has one")
    assert not Mail.objects.exists()
