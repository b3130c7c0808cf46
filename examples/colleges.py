"""When the colleges of an example region meet, kept by their own people."""

from datetime import time

from dutch.moments import moment_at
from examples.calendars import Calendar
from examples.facts import CollegeFacts, Example
from examples.parties import Parties
from municipalities.models import Weekday
from municipalities.services import add_recess, keep_calendar


def keep_calendars(example: Example, parties: Parties, calendar: Calendar) -> None:
    """Keep the calendar of every college; its recesses move with the dates of the stand."""
    for college in example.colleges.calendars:
        _keep(college, example, parties, calendar)


def _keep(college: CollegeFacts, example: Example, parties: Parties, calendar: Calendar) -> None:
    at = moment_at(example.accounts.since, time())
    own = parties.municipality(college.municipality)
    by = parties.people[college.municipality, example.colleges.by]
    if not hasattr(own, "calendar"):
        keep_calendar(
            own,
            weekday=Weekday(own.college_weekday),
            papers_due_days=college.papers_due_days,
            conform_days=college.conform_days,
            by=by,
            at=at,
        )
    for recess in college.recesses:
        add_recess(
            own,
            name=recess.name,
            first_on=calendar.day(recess.first_on),
            last_on=calendar.day(recess.last_on),
            by=by,
            at=at,
        )
