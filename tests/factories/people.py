"""Regions, municipalities and the people who act for them, named by function."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from municipalities.models import (
    Discipline,
    Institution,
    Invitation,
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    Region,
    Role,
    User,
)

SINCE = date(2018, 1, 1)
INVITED_AT = datetime(2018, 9, 1, 9, tzinfo=UTC)


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region

    name = factory.Sequence(lambda n: f"Regio {n}")
    slug = factory.Sequence(lambda n: f"regio-{n}")


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    region = factory.SubFactory(RegionFactory)
    kind = OrganisationKind.MUNICIPALITY
    name = factory.Sequence(lambda n: f"Gemeente {n:03}")
    slug = factory.Sequence(lambda n: f"gemeente-{n}")
    code = factory.Sequence(lambda n: f"GM{n % 10_000:04}")


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    region = factory.SubFactory(RegionFactory)
    kind = OrganisationKind.PROVINCE
    name = factory.Sequence(lambda n: f"Provincie {n}")
    slug = factory.Sequence(lambda n: f"provincie-{n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Medewerker {n}")
    email = factory.Sequence(lambda n: f"medewerker.{n}@voorbeeld.example")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(MunicipalityFactory)
    role = Role.OFFICIAL
    valid_from = SINCE


class InstitutionFactory(DjangoModelFactory):
    """An institution that nobody has confirmed yet; `confirmed` says that somebody did."""

    class Meta:
        model = Institution

    class Params:
        confirmed = factory.Trait(
            confirmed_at=INVITED_AT + timedelta(days=1),
            confirmed_by=factory.SubFactory(UserFactory),
        )
        refused = factory.Trait(
            refused_at=INVITED_AT + timedelta(days=1),
            refused_by=factory.SubFactory(UserFactory),
            refusal="Staat niet in het handelsregister.",
        )

    seat = factory.SubFactory(MunicipalityFactory)
    region = factory.SelfAttribute("seat.region")
    kind = OrganisationKind.INSTITUTION
    name = factory.Sequence(lambda n: f"Theater {n:03}")
    slug = factory.Sequence(lambda n: f"theater-{n}")
    discipline = Discipline.THEATRE
    registered_at = INVITED_AT
    registered_by = factory.SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory):
    """An invitation of the command line; `token` is the secret in its link."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"geheim-{n}")

    email = factory.Sequence(lambda n: f"genodigde.{n}@voorbeeld.example")
    name = factory.Sequence(lambda n: f"Genodigde {n}")
    organisation = factory.SubFactory(MunicipalityFactory)
    role = Role.SECRETARY
    token_sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.token.encode()).hexdigest()
    )
    invited_at = INVITED_AT
    expires_at = factory.LazyAttribute(lambda made: made.invited_at + timedelta(days=14))


def person(role: Role, organisation: Organisation) -> Membership:
    """Return somebody with this role at the organisation, the same one every time."""
    known = Membership.objects.filter(role=role, organisation=organisation).first()
    return known or MembershipFactory(role=role, organisation=organisation)
