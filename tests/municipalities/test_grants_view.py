"""The page "Wie mag wat": it says what the table says, for the people of this region."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.access import FRESH, GRANTS, STRONG, Permission
from municipalities.models import Role
from municipalities.selectors.grants import grants_page
from tests.factories.people import MembershipFactory, MunicipalityFactory, person

pytestmark = pytest.mark.django_db

TODAY = date(2018, 10, 20)


def page_for(membership):
    client = Client()
    client.force_login(membership.user)
    return client.get(reverse("municipalities:who_may_what"))


def rows_of(html):
    """Return the words of each row of both tables."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def lines(municipality):
    page = grants_page(municipality.region_id, on=TODAY)
    return (
        {line.role: line for line in page.roles},
        {line.permission: line for line in page.permissions},
    )


def test_both_tables_hold_exactly_what_is_granted():
    roles, permissions = lines(MunicipalityFactory())

    assert {role: frozenset(line.permissions) for role, line in roles.items()} == GRANTS
    assert {(role, p) for p, line in permissions.items() for role in line.roles} == {
        (role, permission) for role, granted in GRANTS.items() for permission in granted
    }


def test_it_tells_what_asks_for_a_second_factor_and_for_a_fresh_proof():
    roles, permissions = lines(MunicipalityFactory())

    assert {p for p, line in permissions.items() if line.needs_second_factor} == STRONG
    assert {p for p, line in permissions.items() if line.is_fresh} == FRESH
    assert roles[Role.MAYOR].needs_second_factor and not roles[Role.CLERK].needs_second_factor


def test_people_are_counted_once_in_their_own_region_while_their_role_lasts():
    municipality = MunicipalityFactory()
    secretary = person(Role.SECRETARY, municipality)
    MembershipFactory(user=secretary.user, organisation=municipality, role=Role.OFFICIAL)
    MembershipFactory(organisation=municipality, role=Role.SECRETARY, valid_until="2018-10-19")
    MembershipFactory(organisation=municipality, role=Role.SECRETARY, user__is_active=False)
    MembershipFactory(role=Role.SECRETARY)

    roles, permissions = lines(municipality)

    assert (roles[Role.SECRETARY].people, roles[Role.OFFICIAL].people) == (1, 1)
    assert permissions[Permission.CONFIRM_DECISION].people == 1
    assert permissions[Permission.SIGN].people == roles[Role.ALDERMAN].people == 0


def test_the_page_says_it_in_dutch():
    auditor = person(Role.AUDITOR, MunicipalityFactory())

    rows = rows_of(page_for(auditor).content.decode())

    assert "Tekenen namens de gemeente Wethouder cultuur Tweede stap Opnieuw bewijzen 0" in rows
    assert any(row.startswith("Controleur Cultuurprofiel") and row.endswith("1") for row in rows)
    assert len(rows) == len(Role) + len(Permission) + 2


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    municipality = MunicipalityFactory()
    for role in Role:
        MembershipFactory.create_batch(3, organisation=municipality, role=role)

    with django_assert_num_queries(1):
        grants_page(municipality.region_id, on=TODAY)


@pytest.mark.parametrize("role", Role)
def test_it_is_for_who_looks_after_people_or_checks_them(role):
    status = page_for(person(role, MunicipalityFactory())).status_code

    readers = {Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.MAINTAINER}
    assert status == (200 if role in readers else 403)
