"""Parties and people: what is set up before anything can be decided."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from municipalities.models import (
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    Region,
    Role,
    User,
)


def add_region(*, name: str, slug: str) -> Region:
    """Begin a region; its parties are added one by one."""
    return Region.objects.create(name=name, slug=slug)


def add_organisation(
    *, region: Region, kind: OrganisationKind, name: str, slug: str, tooi: str = ""
) -> Organisation:
    """Add a party without a college, such as the province."""
    return Organisation.objects.create(region=region, kind=kind, name=name, slug=slug, tooi=tooi)


def add_municipality(  # noqa: PLR0913  # the facts of one municipality
    *,
    region: Region,
    name: str,
    slug: str,
    code: str,
    tooi: str = "",
    college_weekday: int,
    tile: tuple[int, int] | None = None,
) -> Municipality:
    """Add a municipality to the region; `tile` is its column and row on the tile map."""
    column, row = tile or (None, None)
    return Municipality.objects.create(
        region=region,
        kind=OrganisationKind.MUNICIPALITY,
        name=name,
        slug=slug,
        code=code,
        tooi=tooi,
        college_weekday=college_weekday,
        tile_column=column,
        tile_row=row,
    )


@transaction.atomic
def add_person(  # noqa: PLR0913  # who, where, as what, since when
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    since: date,
    password: str | None = None,
) -> Membership:
    """Give a person, new or known, a role at the organisation; without a password no sign-in."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = create_user(email=email, name=name, password=password)
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, valid_from=since
    )


def create_user(*, email: str, name: str, password: str | None = None) -> User:
    """Create a person whose address is known to be theirs; without a password none signs in."""
    user = User.objects.create_user(email=email, name=name, password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
