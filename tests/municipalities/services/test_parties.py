"""Setting up a region: its parties and its people."""

from datetime import date

import pytest

from municipalities import services
from municipalities.models import (
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    Role,
    User,
    Weekday,
)
from tests.factories.people import SINCE, MunicipalityFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_region_begins_without_parties():
    region = services.add_region(name="Twente", slug="twente")

    assert (str(region), region.slug, region.organisations.count()) == ("Twente", "twente", 0)


def test_a_party_without_a_college_is_no_municipality():
    region = RegionFactory()

    province = services.add_organisation(
        region=region, kind=OrganisationKind.PROVINCE, name="Overijssel", slug="overijssel"
    )

    assert Organisation.objects.get() == province
    assert (province.full_name, province.tooi) == ("provincie Overijssel", "")
    assert not Municipality.objects.exists()


@pytest.mark.parametrize(("tile", "stored"), [((2, 0), (2, 0)), (None, (None, None))])
def test_a_municipality_has_a_code_a_college_day_and_perhaps_a_tile(tile, stored):
    services.add_municipality(
        region=RegionFactory(),
        name="Almelo",
        slug="almelo",
        code="GM0141",
        tooi="https://identifier.overheid.nl/tooi/id/gemeente/gm0141",
        college_weekday=Weekday.MONDAY,
        tile=tile,
    )

    almelo = Municipality.objects.get()
    assert (almelo.code, almelo.kind, almelo.college_weekday) == ("GM0141", "municipality", 1)
    assert (almelo.tile_column, almelo.tile_row) == stored
    assert almelo.full_name == "gemeente Almelo"


def add(email="Ambtenaar@Almelo.example", **facts):
    usual = {"name": "Ambtenaar", "role": Role.OFFICIAL, "since": SINCE}
    organisation = facts.pop("organisation", None) or MunicipalityFactory()
    return services.add_person(email=email, organisation=organisation, **usual | facts)


def test_a_new_person_gets_an_account_and_a_role():
    membership = add(password="een lang genoeg wachtwoord")

    user = User.objects.get()
    assert (user.email, user.name) == ("ambtenaar@almelo.example", "Ambtenaar")
    assert user.check_password("een lang genoeg wachtwoord")
    assert (membership.role, membership.valid_from, membership.valid_until) == (
        Role.OFFICIAL,
        SINCE,
        None,
    )


def test_a_known_person_gets_another_role_and_keeps_name_and_password():
    known = UserFactory(email="ambtenaar@almelo.example", name="Eerste naam")
    known.set_password("het oude wachtwoord")
    known.save()

    membership = add(name="Andere naam", password="een nieuw wachtwoord", role=Role.CLERK)

    known.refresh_from_db()
    assert membership.user == known == User.objects.get()
    assert known.name == "Eerste naam"
    assert known.check_password("het oude wachtwoord")


def test_a_role_that_cannot_be_given_leaves_no_account():
    with pytest.raises(Exception, match="null value"):
        add(since=None)

    assert not User.objects.exists()


def test_a_role_may_start_later():
    membership = add(since=date(2019, 1, 1))

    assert not Membership.objects.current(date(2018, 12, 31)).exists()
    assert Membership.objects.current(date(2019, 1, 1)).get() == membership
