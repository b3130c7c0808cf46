"""What the page "Mensen" shows to whom, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest

from municipalities.access import Permission, roles_with
from municipalities.models import Role
from municipalities.selectors import (
    invitations_in_care,
    lacking,
    people_page,
    places_to_invite,
    roles_in_care,
)
from tests.factories.people import (
    InstitutionFactory,
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    ProvinceFactory,
    RegionFactory,
    person,
)
from trail.services import record

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 10, 1, 9, tzinfo=UTC)
SECRETARY, SECOND = "bestuurssecretaris", "tweede persoon die bevestigt"
ALDERMAN, MAYOR = "wethouder cultuur", "burgemeester"


def names(lines):
    return [line.membership.user.name for line in lines]


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        ([], [SECRETARY, SECOND, ALDERMAN, MAYOR]),
        ([Role.SECRETARY], [SECOND, ALDERMAN, MAYOR]),
        ([Role.SECRETARY, Role.OFFICIAL], [ALDERMAN, MAYOR]),
        ([Role.SECRETARY, Role.ALDERMAN], [MAYOR]),
        ([Role.ALDERMAN, Role.MAYOR], [SECRETARY]),
        ([Role.CLERK, Role.ADMINISTRATOR], [SECRETARY, SECOND, ALDERMAN, MAYOR]),
        ([Role.SECRETARY, Role.ALDERMAN, Role.MAYOR], []),
    ],
)
def test_a_municipality_says_whom_it_still_misses(roles, missing):
    place = MunicipalityFactory()

    assert lacking([MembershipFactory(role=role, organisation=place) for role in roles]) == missing


def test_one_person_with_two_roles_is_not_the_second_person():
    first = MembershipFactory(role=Role.SECRETARY)
    second = MembershipFactory(role=Role.OFFICIAL, user=first.user, organisation=first.organisation)

    assert SECOND in lacking([first, second])


def test_somebody_sees_the_own_people_and_no_others():
    viewer = MembershipFactory(role=Role.CLERK, user__name="Griffier")
    place = viewer.organisation
    MembershipFactory(organisation=place, user__name="Ambtenaar")
    MembershipFactory(organisation=place, user__name="Oud", valid_until="2018-09-30")
    MembershipFactory(organisation=MunicipalityFactory(region=place.region))
    MembershipFactory(organisation=place, role=Role.COORDINATOR)
    InvitationFactory(organisation=place)

    page = people_page(viewer, at=NOW)

    assert names(page.current) == ["Ambtenaar", "Griffier"]
    assert names(page.former) == ["Oud"]
    assert (page.invitations, page.places) == ([], [])
    assert not any(line.in_care for line in page.current)


def test_an_administrator_sees_the_open_invitations_of_the_own_organisation():
    viewer = MembershipFactory(role=Role.ADMINISTRATOR)
    own = InvitationFactory(organisation=viewer.organisation)
    InvitationFactory(organisation=MunicipalityFactory(region=viewer.organisation.region))
    InvitationFactory(organisation=viewer.organisation, role=Role.COORDINATOR)
    InvitationFactory(organisation=viewer.organisation, withdrawn_at=NOW, withdrawn_by=viewer.user)

    assert list(invitations_in_care(viewer)) == [own]
    assert people_page(viewer, at=NOW).invitations == [own]


def test_a_line_says_when_somebody_last_did_something():
    viewer = MembershipFactory()
    idle = MembershipFactory(organisation=viewer.organisation)
    for at in (NOW, NOW - timedelta(days=3)):
        record(act="x", sentence="x", of=viewer, by=viewer, at=at)

    page = people_page(viewer, at=NOW)

    assert {line.membership: line.last_act_at for line in page.current} == {
        viewer: NOW,
        idle: None,
    }


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def coordinator(region):
    return MembershipFactory(
        role=Role.COORDINATOR, organisation=MunicipalityFactory(region=region, name="Aa")
    )


def test_a_coordinator_sees_each_organisation_and_who_is_missing(region, coordinator):
    place = MunicipalityFactory(region=region, name="Borne")
    administrator = person(Role.ADMINISTRATOR, place)
    InvitationFactory(
        organisation=coordinator.organisation,
        role=Role.ADMINISTRATOR,
        expires_at=NOW + timedelta(days=1),
    )
    ProvinceFactory(region=region, name="Overijssel")
    InstitutionFactory(seat=place)
    MunicipalityFactory()

    page = people_page(coordinator, at=NOW)

    assert [
        (each.organisation.name, each.administrators, each.invited, each.people, len(each.lacks))
        for each in page.places
    ] == [
        ("Aa", [], True, 0, 4),
        ("Borne", [administrator], False, 1, 4),
        ("Overijssel", [], False, 0, 0),
    ]
    assert page.lacking == 3
    assert names(page.current) == [coordinator.user.name]


def test_what_is_in_care_is_what_may_be_given(region, coordinator):
    place = MunicipalityFactory(region=region)
    roles = {role: person(role, place) for role in Role}
    elsewhere = person(Role.ADMINISTRATOR, MunicipalityFactory())

    found = set(roles_in_care(coordinator))
    own = set(roles_in_care(roles[Role.ADMINISTRATOR]))

    assert found == {
        coordinator,
        *(roles[each] for each in (Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR)),
    }
    assert {role.role for role in own} == {
        *("official", "secretary", "alderman", "mayor", "clerk", "administrator")
    }
    assert elsewhere not in found | own
    assert not roles_in_care(roles[Role.MAYOR])


def test_an_administrator_has_one_place_to_invite_to(region, coordinator):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR)
    InstitutionFactory(seat=coordinator.organisation)

    assert [place.pk for place in places_to_invite(administrator)] == [
        administrator.organisation_id
    ]
    assert [place.name for place in places_to_invite(coordinator)] == ["Aa"]


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_of_a_region_costs_the_same_for_any_number(
    region, coordinator, count, django_assert_num_queries
):
    for place in MunicipalityFactory.create_batch(count, region=region):
        for role in roles_with(Permission.READ):
            MembershipFactory(role=role, organisation=place, given_by=None)
        InvitationFactory(organisation=place, role=Role.ADMINISTRATOR)
    viewer = type(coordinator).objects.with_organisation().get(pk=coordinator.pk)

    with django_assert_num_queries(4):
        page = people_page(viewer, at=NOW)
        shown = [
            (str(line.membership), line.membership.given_by, line.membership.on_behalf_of)
            for line in page.current
        ]

    assert len(page.places) == count + 1
    assert len(shown) == 2 * count + 1
