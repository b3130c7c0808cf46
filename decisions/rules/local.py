"""What one municipality did round its decision, at one moment. Pure: reads what was fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from decisions.models import (
    Advice,
    AdviceKind,
    Instruction,
    LocalKind,
    LocalPublication,
    LocalSection,
    ManagementAdvice,
    Placing,
    Ratification,
    Route,
)
from decisions.rules.road import last
from dutch.moments import format_date, format_day, format_time, local_date
from municipalities.rules.calendars import Calendar


@dataclass(frozen=True, slots=True)
class Local:
    """The last of each, in the order of their kinds; a kind without a row is left out."""

    sections: Mapping[LocalKind, LocalSection]
    advices: Mapping[AdviceKind, Advice]
    management_advice: ManagementAdvice | None
    instruction: Instruction | None
    publication: LocalPublication | None


def local_at(ratification: Ratification, *, at: datetime) -> Local:
    """Return what this municipality had done by then; it was fetched `with_local`."""
    return Local(
        sections=_sections(ratification, at),
        advices=_advices(ratification, at),
        management_advice=last(
            [a for a in ratification.management_advices.all() if a.recorded_at <= at]
        ),
        instruction=last([i for i in ratification.instructions.all() if i.given_at <= at]),
        publication=last([p for p in ratification.publications.all() if p.recorded_at <= at]),
    )


def _sections(ratification: Ratification, at: datetime) -> dict[LocalKind, LocalSection]:
    """Leave out what was emptied."""
    rows = [row for row in ratification.local_sections.all() if row.written_at <= at]
    latest = {LocalKind(row.kind): row for row in rows}
    return {kind: latest[kind] for kind in LocalKind if kind in latest and latest[kind].text}


def _advices(ratification: Ratification, at: datetime) -> dict[AdviceKind, Advice]:
    rows = [row for row in ratification.advices.all() if row.advised_at <= at]
    latest = {AdviceKind(row.kind): row for row in rows}
    return {kind: latest[kind] for kind in AdviceKind if kind in latest}


def warnings_about(placing: Placing, calendar: Calendar, *, closes_at: datetime) -> list[str]:
    """Return what may go wrong with this day on the agenda; none of it forbids that day."""
    found = [_about_closing(placing.on, closes_at), _about_route(placing, calendar)]
    papers = _papers_due_on(placing, calendar)
    if papers and papers < local_date(placing.placed_at) <= placing.on:
        found.append(f"De stukken moesten er voor deze dag al op {format_date(papers)} zijn.")
    return [sentence for sentence in found if sentence]


def _about_closing(on: date, closes_at: datetime) -> str:
    closing_day = local_date(closes_at)
    if on > closing_day:
        return (
            f"{format_day(on).capitalize()} ligt na de sluiting op {format_date(closing_day)}: "
            "een besluit op die dag telt niet mee voor de aanbieding."
        )
    if on == closing_day:
        return (
            f"{format_day(on).capitalize()} is de dag van de sluiting: "
            f"leg het besluit vast voor {format_time(closes_at)}."
        )
    return ""


def _about_route(placing: Placing, calendar: Calendar) -> str:
    if placing.route == Route.MEETING:
        if calendar.meets_on(placing.on):
            return ""
        unsure = (
            "" if calendar.is_kept else " Die kalender is nog niet door de gemeente bijgewerkt."
        )
        return (
            f"Volgens de kalender vergadert het college niet op {format_day(placing.on)}.{unsure}"
        )
    if calendar.is_kept and calendar.conform_days is None:
        return "Volgens de kalender kent dit college geen route zonder vergadering."
    if not calendar.is_open_on(placing.on):
        return f"Volgens de kalender besluit het college niet op {format_day(placing.on)}."
    return ""


def _papers_due_on(placing: Placing, calendar: Calendar) -> date | None:
    if not calendar.is_kept:
        return None
    if placing.route == Route.MEETING:
        return calendar.papers_due_on(placing.on)
    return None if calendar.conform_days is None else calendar.conform_papers_due_on(placing.on)
