"""The page "Vergaderkalender": what is known of the own college, and what follows from it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from municipalities.models import CollegeCalendar, Membership, Municipality, Recess
from municipalities.rules.calendars import Calendar, calendar_of
from trail.selectors import Line, history_of

AHEAD = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day on which the college meets, and by when the papers must be in."""

    on: date
    papers_due_on: date
    is_too_late: bool


@dataclass(frozen=True, slots=True)
class CalendarPage:
    municipality: Municipality
    kept: CollegeCalendar | None
    calendar: Calendar
    recesses: list[Recess]
    meetings: list[Meeting]
    history: list[Line]


def own_municipality(viewer: Membership) -> Municipality:
    """Return the municipality for which this person acts. :raises Http404: when there is none."""
    found = Municipality.objects.with_calendar()
    own = found.filter(organisation_ptr=viewer.acting_organisation_id).first()
    if own is None:
        raise Http404
    return own


def calendar_page(municipality: Municipality, *, on: date) -> CalendarPage:
    """Return the calendar of a municipality, and its meetings of the coming weeks."""
    calendar = calendar_of(municipality)
    coming = calendar.meeting_days(on, on + AHEAD)
    return CalendarPage(
        municipality=municipality,
        kept=getattr(municipality, "calendar", None),
        calendar=calendar,
        recesses=list(municipality.recesses.all()),
        meetings=[_meeting(calendar, day, on=on) for day in coming],
        history=history_of(municipality),
    )


def _meeting(calendar: Calendar, day: date, *, on: date) -> Meeting:
    papers = calendar.papers_due_on(day)
    return Meeting(day, papers, is_too_late=papers < on)
