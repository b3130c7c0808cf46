"""Institutions that register themselves, and what a coordinator says to it."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from municipalities.models import Institution, Membership, Role
from municipalities.rules import Blocker, InstitutionFacts, blockers_to_submit
from municipalities.services import Refused, institutions
from notices.models import Mail, Notice
from tests.factories.people import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
)
from trail.models import Entry
from trail.selectors import faults_in_chain

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 9, 5, 10, tzinfo=UTC)


@pytest.fixture
def seat():
    return MunicipalityFactory(name="Enschede")


@pytest.fixture
def coordinator(seat):
    return MembershipFactory(role=Role.COORDINATOR, organisation=seat)


def facts(seat, **others):
    usual = {"name": "Theater Zuid", "kvk": "12345678", "discipline": "theatre", "is_bis": True}
    return InstitutionFacts(seat=seat, **usual | others)


def register(seat, **others):
    return institutions.register(
        facts(seat, **others), user=UserFactory(), at=NOW, origin="192.0.2.0/24"
    )


def proved(institution):
    user = institution.registered_by
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return institution


def confirm(institution, by, seen=None):
    institutions.confirm(institution, seen=seen or institution.version, by=by, at=NOW)


def refuse(institution, by, seen=None):
    institutions.refuse(
        institution, reason="Onbekend", seen=seen or institution.version, by=by, at=NOW
    )


def refused(act, *args, **facts):
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.blockers


def test_registering_makes_an_unconfirmed_institution_with_its_first_person(seat):
    institution = register(seat)

    role = Membership.objects.get()
    assert (role.role, role.organisation_id) == (Role.INSTITUTION, institution.pk)
    assert (institution.region, institution.slug) == (seat.region, "theater-zuid")
    assert (institution.registered_by, institution.confirmed_at) == (role.user, None)
    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.origin) == (
        "registered_institution",
        role.user,
        "192.0.2.0/24",
    )
    assert entry.object_sha256 == institution.version
    assert faults_in_chain() == []


@pytest.mark.parametrize(
    ("others", "blockers"),
    [
        ({}, [Blocker.NAME_KNOWN, Blocker.KVK_KNOWN]),
        ({"name": "THEATER ZUID", "kvk": ""}, [Blocker.NAME_KNOWN]),
        ({"name": "Enschede", "kvk": ""}, [Blocker.NAME_KNOWN]),
        ({"name": "Theater Noord"}, [Blocker.KVK_KNOWN]),
        ({"name": "Theater Noord", "kvk": ""}, []),
        ({"name": "Theater-Zuid", "kvk": "87654321"}, []),
    ],
)
def test_a_name_is_known_once_in_a_region_and_a_number_once(seat, others, blockers):
    register(seat)

    if blockers:
        assert refused(register, seat, **others) == blockers
    else:
        assert register(seat, **others).slug != "theater-zuid"


def test_the_same_name_can_be_in_another_region(seat):
    register(seat)

    assert register(MunicipalityFactory(), kvk="").name == "Theater Zuid"


def test_two_without_a_number_are_two(seat):
    register(seat, kvk="")
    register(seat, name="Theater Noord", kvk="")

    assert Institution.objects.filter(kvk="").count() == 2


def test_coordinators_of_the_region_hear_of_it_once_the_address_is_proved(seat, coordinator):
    MembershipFactory(role=Role.COORDINATOR)
    institution = register(seat)
    assert not Notice.objects.exists()

    institutions.announce(institution.registered_by, at=NOW)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.path) == (coordinator.user, institution.get_absolute_url())


def test_a_confirmed_institution_says_by_whom_and_hears_of_it(seat, coordinator):
    institution = proved(register(seat))

    confirm(institution, coordinator)

    institution.refresh_from_db()
    assert (institution.confirmed_by, institution.confirmed_at) == (coordinator.user, NOW)
    assert Entry.objects.latest_first().first().act == "confirmed_institution"
    assert Notice.objects.get().recipient == institution.registered_by
    assert Mail.objects.get().to == institution.registered_by.email
    assert faults_in_chain() == []


def test_who_registered_it_does_not_confirm_it(seat, coordinator):
    institution = proved(InstitutionFactory(seat=seat, registered_by=coordinator.user))

    assert refused(confirm, institution, coordinator) == [Blocker.OWN_INSTITUTION]
    assert refused(refuse, institution, coordinator) == [Blocker.OWN_INSTITUTION]


def test_what_changed_meanwhile_is_read_first(seat, coordinator):
    institution = proved(register(seat))
    seen = institution.version
    colleague = Membership.objects.get(organisation=institution)
    institutions.edit(institution, facts(seat, name="Theater Noord"), by=colleague, at=NOW)

    assert refused(confirm, institution, coordinator, seen) == [Blocker.CHANGED]
    assert refused(refuse, institution, coordinator, seen) == [Blocker.CHANGED]


def test_an_address_that_nobody_proved_is_not_confirmed(seat, coordinator):
    assert refused(confirm, register(seat), coordinator) == [Blocker.ADDRESS_UNPROVED]


def test_no_answer_is_given_twice(seat, coordinator):
    institution = proved(register(seat))

    confirm(institution, coordinator)
    assert refused(confirm, institution, coordinator) == [Blocker.CONFIRMED]
    refuse(institution, coordinator)
    assert refused(refuse, institution, coordinator) == [Blocker.REFUSED]
    confirm(institution, coordinator)

    institution.refresh_from_db()
    assert (institution.refused_at, institution.refusal) == (None, "")


def test_a_refusal_says_why(seat, coordinator):
    institution = register(seat)

    refuse(institution, coordinator)

    institution.refresh_from_db()
    assert (institution.refused_by, institution.refusal) == (coordinator.user, "Onbekend")
    assert "Reden: Onbekend" in Entry.objects.latest_first().first().sentence


@pytest.mark.parametrize(
    ("change", "voids"),
    [
        ({"name": "Theater Noord"}, True),
        ({"kvk": ""}, True),
        ({"seat": "other"}, True),
        ({"discipline": "dance"}, False),
        ({"is_bis": False}, False),
        ({}, False),
    ],
)
def test_another_name_seat_or_number_voids_the_confirmation(seat, coordinator, change, voids):
    institution = proved(register(seat))
    confirm(institution, coordinator)
    colleague = Membership.objects.get(organisation=institution)
    if "seat" in change:
        change = {"seat": MunicipalityFactory(region=seat.region)}
    entries = Entry.objects.count()

    said = institutions.edit(institution, facts(**{"seat": seat} | change), by=colleague, at=NOW)

    institution.refresh_from_db()
    assert said is voids
    assert (institution.confirmed_at is None) is voids
    assert Entry.objects.count() == entries + bool(change)


def test_a_change_after_a_refusal_asks_for_a_new_look(seat, coordinator):
    institution = register(seat)
    refuse(institution, coordinator)
    colleague = Membership.objects.get(organisation=institution)

    assert institutions.edit(institution, facts(seat, kvk="87654321"), by=colleague, at=NOW)
    institution.refresh_from_db()
    assert (institution.refused_at, institution.refusal) == (None, "")


def test_a_change_to_what_another_has_is_refused(seat):
    register(seat, name="Theater Noord", kvk="87654321")
    institution = register(seat)
    colleague = Membership.objects.get(organisation=institution)

    found = refused(
        institutions.edit, institution, facts(seat, name="theater noord"), by=colleague, at=NOW
    )

    assert found == [Blocker.NAME_KNOWN]


@pytest.mark.parametrize(
    ("state", "blockers"),
    [
        ({}, [Blocker.UNCONFIRMED]),
        ({"refused": True}, [Blocker.INSTITUTION_REFUSED]),
        ({"confirmed": True}, []),
    ],
)
def test_an_institution_submits_once_it_is_confirmed(state, blockers):
    assert blockers_to_submit(InstitutionFactory(**state)) == blockers
