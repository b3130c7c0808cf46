"""Regions, parties and people: what the database refuses, and how they are called."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from municipalities.models import Municipality, OrganisationKind, Role, User
from tests.factories.people import (
    MembershipFactory,
    MunicipalityFactory,
    ProvinceFactory,
    RegionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return str(refusal.value)


@pytest.mark.parametrize("code", ["", "0141", "gm0141", "GM141", "GM01411", "GMabcd", "GM 141"])
def test_a_code_is_that_of_the_cbs(code):
    with pytest.raises(DatabaseError, match="of_cbs|value too long"), transaction.atomic():
        MunicipalityFactory(code=code)


def test_a_code_belongs_to_one_municipality():
    MunicipalityFactory(code="GM0141")

    assert "code" in refused(lambda: MunicipalityFactory(code="GM0141"))


def test_a_code_keeps_its_leading_zero():
    assert Municipality.objects.get(pk=MunicipalityFactory(code="GM0007").pk).code == "GM0007"


@pytest.mark.parametrize(("column", "row"), [(1, None), (None, 0)])
def test_a_tile_has_a_column_and_a_row(column, row):
    sentence = refused(lambda: MunicipalityFactory(tile_column=column, tile_row=row))

    assert "municipality_tile_whole" in sentence


@pytest.mark.parametrize("border", ["", "M0 0L90 0L90 90Z", "M0 0L9 0L9 9ZM-20 -5L-9 0L-9 9Z"])
def test_a_border_is_a_path_of_corners_or_nothing(border):
    assert MunicipalityFactory(border=border).border == border


@pytest.mark.parametrize(
    "border",
    [
        "M0 0",
        "M0 0L9 0L9 9",
        "M0 0L9 0L9 9Z<script>",
        'M0 0L9 0L9 9Z" onload="x',
        "M0 0C9 0 9 9 8 8Z",
        "M0.5 0L9 0L9 9Z",
        "M0 0L9 0L9 9Z\n",
        "M99999999 0L9 0L9 9Z",
    ],
)
def test_nothing_but_corners_gets_into_a_border(border):
    sentence = refused(lambda: MunicipalityFactory(border=border))

    assert "municipality_border_of_corners" in sentence


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"name": "ALMELO", "slug": "anders"}, "organisation_named_once"),
        ({"name": "Anders", "slug": "almelo"}, "organisation_addressed_once"),
    ],
)
def test_a_party_is_named_and_addressed_once_in_its_region(fields, name):
    region = MunicipalityFactory(name="Almelo", slug="almelo").region

    assert name in refused(lambda: MunicipalityFactory(region=region, **fields))


def test_a_province_may_work_in_two_regions():
    first, second = (ProvinceFactory(name="Overijssel", slug="overijssel") for _ in range(2))

    assert first.region != second.region


@pytest.mark.parametrize(
    ("kind", "full_name"),
    [
        (OrganisationKind.MUNICIPALITY, "gemeente Almelo"),
        (OrganisationKind.PROVINCE, "provincie Almelo"),
        (OrganisationKind.PARTNER, "Almelo"),
        (OrganisationKind.INSTITUTION, "Almelo"),
    ],
)
def test_a_party_has_a_name_as_in_a_letter(kind, full_name):
    assert ProvinceFactory(kind=kind, name="Almelo").full_name == full_name


def test_an_address_belongs_to_one_person_whatever_its_capitals():
    UserFactory(email="ambtenaar@almelo.example")

    assert "user_email_once" in refused(lambda: UserFactory(email="Ambtenaar@Almelo.example"))


def test_a_person_signs_in_whatever_the_capitals():
    user = User.objects.create_user(email="Ambtenaar@Almelo.Example", name="Ambtenaar")

    assert user.email == "ambtenaar@almelo.example"
    assert User.objects.get_by_natural_key("AMBTENAAR@almelo.example") == user


def test_without_a_password_nobody_signs_in():
    user = User.objects.create_user(email="a@voorbeeld.example", name="A")

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_a_role_ends_after_it_starts():
    sentence = refused(
        lambda: MembershipFactory(valid_from=date(2018, 10, 2), valid_until=date(2018, 9, 30))
    )

    assert "membership_ends_after_start" in sentence


def test_a_role_is_given_once():
    known = MembershipFactory()

    sentence = refused(lambda: MembershipFactory(user=known.user, organisation=known.organisation))

    assert "membership_once" in sentence


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.COORDINATOR, "Medewerker (Regiocoördinator, Cultuurregio Twente)"),
        (Role.OFFICIAL, "Medewerker (Ambtenaar, Almelo)"),
        (Role.ALDERMAN, "Medewerker (Wethouder cultuur, Almelo)"),
    ],
)
def test_a_coordinator_acts_for_the_region_and_others_for_their_own(role, name):
    region = RegionFactory(name="Twente")

    membership = MembershipFactory(
        user__name="Medewerker",
        organisation=MunicipalityFactory(region=region, name="Almelo"),
        role=role,
    )

    assert str(membership) == name


@pytest.mark.parametrize("weekday", [0, 6, 7])
def test_a_college_meets_on_a_working_day(weekday):
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- only here

    with pytest.raises(ValidationError):
        MunicipalityFactory.build(region=RegionFactory(), college_weekday=weekday).full_clean()
