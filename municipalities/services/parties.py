"""Regions and the parties in them: what is set up before anything can be decided."""

from municipalities.models import Municipality, Organisation, OrganisationKind, Region


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
