"""The map of the region: where every municipality stands, in one action or in several."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.models import Action, Standing
from actions.rules.cells import Cell, on_day, unpacked
from actions.rules.joining import JOINED
from actions.rules.places import Ground, Place, Shape, ground
from actions.rules.shades import OF_ACTION, OF_ACTIONS, Shade, shade_of_actions
from dutch.moments import local_date
from municipalities.models import Membership, Municipality
from profiles.models import Profile


@dataclass(frozen=True, slots=True)
class Spot:
    """
    One municipality on the map and in the table.

    `sign` stands on the map, `words` beside it; `actions` are those that it joins, where the map
    is about more than one, and `since` is from when its answer holds, where it is about one.
    """

    municipality: Municipality
    is_own: bool
    shade: Shade
    sign: str
    words: str
    since: date | None
    actions: Sequence[Action]
    shape: Shape | None


@dataclass(frozen=True, slots=True)
class MapPage:
    """`legend` is each shade with the number of municipalities that have it."""

    profile: Profile
    action: Action | None
    count: int
    spots: Sequence[Spot]
    legend: Sequence[tuple[Shade, int]]
    ground: Ground | None

    @property
    def joining(self) -> int:
        """How many municipalities join the action, or at least one of the actions."""
        return sum(bool(spot.actions) for spot in self.spots)


def map_page(
    profile: Profile,
    *,
    theme: int | None,
    action: int | None,
    viewer: Membership,
    at: datetime,
) -> MapPage:
    """Return the map of one action, of a theme by its number, or of all actions."""
    actions = _actions(profile, theme=theme, action=action)
    municipalities = list(Municipality.objects.filter(region=profile.region_id).order_by("name"))
    cells = _cells(actions, local_date(at))
    drawn = ground([_place(each) for each in municipalities])
    only = actions[0] if action and actions else None
    spots = [
        _spot(
            each,
            [(one, unpacked(cells[one.pk].get(each.code, ""))) for one in actions],
            is_own=each.pk == viewer.acting_organisation_id,
            shape=drawn.shapes[each.code] if drawn else None,
            is_of_one=only is not None,
        )
        for each in municipalities
    ]
    counts = Counter(spot.shade for spot in spots)
    shades = list(OF_ACTION.values()) if only else OF_ACTIONS
    legend = [(shade, counts[shade]) for shade in shades if not only or counts[shade]]
    return MapPage(profile, only, len(actions), spots, legend, drawn)


def _actions(profile: Profile, *, theme: int | None, action: int | None) -> list[Action]:
    found = Action.objects.filter(theme__profile=profile).order_by("theme__number", "position")
    if action:
        found = found.filter(pk=action)
    elif theme:
        found = found.filter(theme__number=theme)
    return list(found.select_related("theme"))


def _cells(actions: Sequence[Action], day: date) -> dict[int, dict[str, str]]:
    """Return the part of each cell that holds on the day, by action and code."""
    rows = Standing.objects.filter(action__in=actions).values_list("action_id", "cells")
    held: Mapping[int, dict[str, str]] = {
        action: {code: on_day(cell, day.isoformat()) for code, cell in cells.items()}
        for action, cells in rows
    }
    return {action.pk: held.get(action.pk, {}) for action in actions}


def _place(each: Municipality) -> Place:
    is_tiled = each.tile_column is not None and each.tile_row is not None
    tile = (each.tile_column or 0, each.tile_row or 0) if is_tiled else None
    return Place(each.code, each.name, each.border, tile)


def _spot(
    municipality: Municipality,
    cells: Sequence[tuple[Action, Cell]],
    *,
    is_own: bool,
    shape: Shape | None,
    is_of_one: bool,
) -> Spot:
    joined = [action for action, cell in cells if cell.joining in JOINED]
    if is_of_one:
        cell = cells[0][1]
        shade = OF_ACTION[cell.joining]
        return Spot(municipality, is_own, shade, shade.sign, shade.words, cell.since, joined, shape)
    shade, count = shade_of_actions([cell.joining for _, cell in cells])
    words = f"Doet mee aan {count} van {len(cells)} acties"
    return Spot(municipality, is_own, shade, str(count), words, None, joined, shape)
