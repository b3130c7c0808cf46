"""The plan: of each municipality its last chance, day and light; and when the text is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from decisions.models import Proposal, Ratification
from decisions.rules.lights import Colour, Light, agenda_day, light, light_before_offer
from decisions.rules.planning import Chance, TextDue, last_chance, text_due
from decisions.rules.road import road_at
from decisions.selectors.board import may_open
from decisions.selectors.timeline import Bar, Timeline, timeline
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality
from municipalities.rules.calendars import calendar_of


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One municipality; `agenda_on` is None while there is no day or the reader may not know."""

    name: str
    is_own: bool
    is_kept: bool
    chance: Chance | None
    agenda_on: date | None
    light: Light
    url: str


@dataclass(frozen=True, slots=True)
class PlanningPage:
    """`counts`: a colour and its number of municipalities, the worst first."""

    proposal: Proposal
    on: date
    sees_outcomes: bool
    text_due: TextDue | None
    rows: list[PlanRow]
    counts: list[tuple[Colour, int]]
    timeline: Timeline

    @property
    def is_past(self) -> bool:
        return self.text_due is not None and self.text_due.on < self.on

    @property
    def unkept(self) -> list[str]:
        """The names of those that did not say when their college meets."""
        return [row.name for row in self.rows if not row.is_kept]


def planning_page(proposal: Proposal, *, viewer: Membership, now: datetime) -> PlanningPage:
    """Return the plan for this reader; before the offer it is about all that it will be put to."""
    is_open = Proposal.objects.open_to_parties(now).filter(pk=proposal.pk).exists()
    sees_all = is_open or may(viewer, Permission.READ_OUTCOMES)
    ratifications = list(proposal.ratifications.with_plan().by_name())
    rows = [_row(r, viewer=viewer, sees_all=sees_all, now=now) for r in ratifications]
    if not rows:
        rows = _rows_before_offer(proposal, viewer=viewer, now=now)
    due = text_due({row.name: row.chance for row in rows})
    return PlanningPage(
        proposal=proposal,
        on=local_date(now),
        sees_outcomes=sees_all,
        text_due=due,
        rows=rows,
        counts=_counts(rows),
        timeline=timeline(
            [_bar(row) for row in rows],
            today=local_date(now),
            closes_on=local_date(proposal.closes_at),
            text_due_on=due.on if due else None,
        ),
    )


def text_due_of(municipalities: Iterable[Municipality], *, closes_at: datetime) -> TextDue | None:
    """Return when the text must be final for these municipalities, fetched `with_calendar`."""
    return text_due(
        {each.name: last_chance(calendar_of(each), closes_at=closes_at) for each in municipalities}
    )


def _row(
    ratification: Ratification, *, viewer: Membership, sees_all: bool, now: datetime
) -> PlanRow:
    road = road_at(ratification, at=now)
    is_own = ratification.municipality_id == viewer.acting_organisation_id
    sees = sees_all or is_own
    calendar = calendar_of(ratification.municipality)
    chance = last_chance(calendar, closes_at=road.closes_at)
    return PlanRow(
        name=road.municipality,
        is_own=is_own,
        is_kept=calendar.is_kept,
        chance=chance,
        agenda_on=agenda_day(road, sees_outcome=sees),
        light=light(road, chance, sees_outcome=sees),
        url=ratification.get_absolute_url() if may_open(ratification, viewer) else "",
    )


def _rows_before_offer(proposal: Proposal, *, viewer: Membership, now: datetime) -> list[PlanRow]:
    return [
        _row_before_offer(municipality, proposal, viewer=viewer, now=now)
        for municipality in proposal.put_to.with_calendar().order_by("name")
    ]


def _row_before_offer(
    municipality: Municipality, proposal: Proposal, *, viewer: Membership, now: datetime
) -> PlanRow:
    calendar = calendar_of(municipality)
    chance = last_chance(calendar, closes_at=proposal.closes_at)
    return PlanRow(
        name=municipality.name,
        is_own=municipality.pk == viewer.acting_organisation_id,
        is_kept=calendar.is_kept,
        chance=chance,
        agenda_on=None,
        light=light_before_offer(chance, on=local_date(now)),
        url="",
    )


def _bar(row: PlanRow) -> Bar:
    return Bar(
        name=row.name,
        colour=row.light.colour,
        papers_due_on=row.chance.papers_due_on if row.chance else None,
        decided_on=row.chance.decided_on if row.chance else None,
        agenda_on=row.agenda_on,
    )


def _counts(rows: list[PlanRow]) -> list[tuple[Colour, int]]:
    return [(colour, sum(row.light.colour is colour for row in rows)) for colour in Colour]
