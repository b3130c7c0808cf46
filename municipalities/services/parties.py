"""Regions and the parties in them: what is set up before anything can be decided."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from municipalities.models import Municipality, Organisation, OrganisationKind, Region
from municipalities.rules import RegionFacts
from trail.services import record


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
    border: str = "",
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
        border=border,
    )


@transaction.atomic
def set_up_region(facts: RegionFacts, *, at: datetime) -> tuple[Region, list[str]]:
    """
    Add the region and its parties as far as they are not there; all of them or none.

    Return the region and the names of what was added. What is there already stays as it is, but
    for a border that it lacks.
    """
    defaults = {"name": facts.name, "borders_from": facts.borders_from}
    region, is_new = Region.objects.get_or_create(slug=facts.slug, defaults=defaults)
    known = set(region.organisations.values_list("name", flat=True))
    for other in facts.organisations:
        if other.name not in known:
            add_organisation(region=region, slug=slugify(other.name), **other.model_dump())
    for one in facts.municipalities:
        if one.name not in known:
            add_municipality(region=region, slug=slugify(one.name), **one.model_dump())
    parties = [party.name for party in (*facts.organisations, *facts.municipalities)]
    added = [name for name in parties if name not in known]
    added += _draw_borders(region, facts)
    if is_new or added:
        sentence = f"Cultuurregio {region} ingericht: {len(added)} onderdelen toegevoegd."
        record(
            act="set_up_region",
            sentence=sentence,
            of=region,
            by=None,
            at=at,
            facts={"added": added},
            region_id=region.pk,
        )
    return region, added


def _draw_borders(region: Region, facts: RegionFacts) -> list[str]:
    """Draw the borders that are not there yet, and say from whom they are."""
    bare = region.organisations.filter(municipality__border="").values_list("name", flat=True)
    found = {one.name: one.border for one in facts.municipalities if one.border}
    names = [name for name in bare if name in found]
    for name in names:
        Municipality.objects.filter(region=region, name=name).update(border=found[name])
    if names:
        region.borders_from = facts.borders_from
        region.save(update_fields=["borders_from"])
    return [f"grens van {name}" for name in names]
