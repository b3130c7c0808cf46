"""The matrix of municipalities and actions: who stands where, on one page or in a file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from actions.models import Action, Standing
from actions.rules.cells import cell_on, on_day, repacked, unpacked
from actions.rules.joining import Joining
from actions.store.histories import histories
from dutch.moments import AMSTERDAM, local_date
from municipalities.models import Membership, Municipality
from profiles.models import Profile

ROWS, COLUMNS = 100, 60  # of one page; more makes a browser slow and a reader lost
ORDER = ("theme__number", "position", "pk")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose; None is no choice, pages count from 1."""

    theme: int | None = None
    lead: int | None = None
    known_on: date | None = None
    page: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """The actions of a profile in their order, each with the keys of its theme and its lead."""

    profile: Profile
    actions: list[tuple[int, int, int | None]]
    themes: dict[int, str]
    leads: dict[int, str]

    def chosen(self, choice: Choice) -> list[int]:
        """Return the keys of the actions that the reader wants to see."""
        return [
            pk
            for pk, theme, lead in self.actions
            if choice.theme in {None, theme} and choice.lead in {None, lead}
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """One action: a packed cell for each column, the own one apart, and the count of everybody."""

    action: Action
    own: str
    cells: Sequence[str]
    counts: Mapping[Joining, int]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is: `first` until and including `last` of `total`, from 1."""

    number: int
    count: int
    first: int
    last: int
    total: int

    @property
    def slice(self) -> slice:
        """What the page takes of a list."""
        return slice(max(0, self.first - 1), self.last)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    What the table shows.

    `own` is the municipality of the reader, which has a column of its own; `municipalities` are
    the other columns of this page.
    """

    profile: Profile
    day: date
    is_past: bool
    own: Municipality | None
    municipalities: Sequence[Municipality]
    rows: Sequence[Row]
    row_pages: Pages
    column_pages: Pages

    @property
    def width(self) -> int:
        """How many columns the table has, that of the actions included."""
        return 1 + bool(self.own) + len(self.municipalities)

    @property
    def counts(self) -> Counter[Joining]:
        """How many cells of these actions there are of each kind."""
        total: Counter[Joining] = Counter()
        for row in self.rows:
            total.update(row.counts)
        return total


def matrix(listed: Listed, choice: Choice, *, viewer: Membership, at: datetime) -> Matrix:
    """Return the page of the matrix that the reader chose."""
    return _matrix(listed, choice, viewer=viewer, at=at, rows=ROWS, columns=COLUMNS)


def whole_matrix(listed: Listed, choice: Choice, *, viewer: Membership, at: datetime) -> Matrix:
    """Return all rows and columns of the choice on one page, for a file."""
    return _matrix(listed, choice, viewer=viewer, at=at, rows=None, columns=None)


def listed_actions(profile: Profile) -> Listed:
    """Return in one query which actions, themes and leads there are to choose from."""
    found = Action.objects.filter(theme__profile=profile).order_by(*ORDER)
    rows = found.values_list(
        "pk", "theme_id", "theme__number", "theme__title", "lead_id", "lead__name"
    )
    listed = Listed(profile, [], {}, {})
    for pk, theme, number, title, lead, name in rows:
        listed.actions.append((pk, theme, lead))
        listed.themes[theme] = f"{number}. {title}"
        if lead is not None:
            listed.leads[lead] = name
    return listed


def standing_cell(action: Action, municipality: Municipality, *, day: date) -> str:
    """Return the part of one cell that holds on the day."""
    cells = Standing.objects.filter(action=action).values_list("cells", flat=True).first() or {}
    return on_day(cells.get(municipality.code, ""), day.isoformat())


def _matrix(  # noqa: PLR0913  # whose, what, and how much of it
    listed: Listed,
    choice: Choice,
    *,
    viewer: Membership,
    at: datetime,
    rows: int | None,
    columns: int | None,
) -> Matrix:
    profile = listed.profile
    municipalities = list(Municipality.objects.filter(region=profile.region_id).order_by("name"))
    own = next((m for m in municipalities if m.pk == viewer.acting_organisation_id), None)
    others = [municipality for municipality in municipalities if municipality is not own]
    chosen = listed.chosen(choice)
    row_pages = _pages(choice.page, len(chosen), rows)
    column_pages = _pages(choice.columns, len(others), columns)
    shown = others[column_pages.slice]
    day = choice.known_on or local_date(at)
    actions = _actions(chosen[row_pages.slice])
    cells = _known(actions, day) if choice.known_on else _standing(actions, day)
    codes = {municipality.code for municipality in municipalities}
    return Matrix(
        profile=profile,
        day=day,
        is_past=choice.known_on is not None,
        own=own,
        municipalities=shown,
        rows=[
            _row(action, cells[action.pk], own=own, shown=shown, codes=codes) for action in actions
        ],
        row_pages=row_pages,
        column_pages=column_pages,
    )


def _actions(keys: Sequence[int]) -> list[Action]:
    actions = Action.objects.filter(pk__in=keys).order_by(*ORDER)
    return list(actions.select_related("theme", "lead", "standing"))


def _pages(asked: int, total: int, size: int | None) -> Pages:
    """Return the page asked for, or the last one there is."""
    size = size or max(total, 1)
    count = max(1, -(-total // size))
    number = min(max(asked, 1), count)
    first = (number - 1) * size + 1
    return Pages(number, count, first if total else 0, min(number * size, total), total)


def _row(
    action: Action,
    cells: Mapping[str, str],
    *,
    own: Municipality | None,
    shown: Iterable[Municipality],
    codes: set[str],
) -> Row:
    counts = Counter(unpacked(cell).joining for code, cell in cells.items() if code in codes)
    counts[Joining.NOT_ASKED] += len(codes) - counts.total()
    return Row(
        action=action,
        own=cells.get(own.code, "") if own else "",
        cells=[cells.get(municipality.code, "") for municipality in shown],
        counts=counts,
    )


def _standing(actions: Sequence[Action], day: date) -> dict[int, dict[str, str]]:
    """Return for each action the part of each cell that holds on the day, by code."""
    text = day.isoformat()
    return {
        action.pk: {code: on_day(cell, text) for code, cell in action.standing.cells.items()}
        if hasattr(action, "standing")
        else {}
        for action in actions
    }


def _known(actions: Sequence[Action], known_on: date) -> dict[int, dict[str, str]]:
    """Return the cells by what was known at the end of that day."""
    known_at = datetime.combine(known_on, time.max, tzinfo=AMSTERDAM).astimezone(UTC)
    keys = [action.pk for action in actions]
    recorded = histories(keys)
    return {
        key: {
            code: repacked(cell_on(each.history, each.brought, day=known_on, known_at=known_at))
            for code, each in recorded.get(key, {}).items()
        }
        for key in keys
    }
