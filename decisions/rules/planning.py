"""
Planning backwards: from the closing moment to the day on which the text must be final.

Pure: dates only, no queries, no clock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from decisions.models import Route
from dutch.moments import local
from municipalities.rules.calendars import Calendar

LOOK_BACK = timedelta(days=366)  # without a meeting in a year there is none
END_OF_DAY = time(23)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chance:
    """A day on which a college can decide, how, and by when the papers must be in for that."""

    route: Route
    decided_on: date
    papers_due_on: date


@dataclass(frozen=True, slots=True)
class TextDue:
    """When the text must be final, and the names of the municipalities that decide that."""

    on: date
    because_of: list[str]


def last_day(closes_at: datetime) -> date:
    """
    Return the last day on which a college can count on deciding in time.

    On the closing day itself a decision counts only when it is recorded before the closing moment,
    so that day is left out unless it closes at the end of the day.
    """
    here = local(closes_at)
    return here.date() if here.time() >= END_OF_DAY else here.date() - DAY


def last_chance(calendar: Calendar, *, closes_at: datetime) -> Chance | None:
    """
    Return how this college can decide before the closing with the papers coming in last.

    None when it does not meet in the year before the closing.
    """
    last = last_day(closes_at)
    found = [_last_meeting(calendar, last), _last_conform(calendar, last)]
    chances = [chance for chance in found if chance]
    return max(chances, key=lambda c: (c.papers_due_on, c.decided_on), default=None)


def text_due(chances: Mapping[str, Chance | None]) -> TextDue | None:
    """Return when the text must be final, given the last chance of each municipality by name."""
    known = {name: chance.papers_due_on for name, chance in chances.items() if chance}
    if not known:
        return None
    first = min(known.values())
    return TextDue(first, sorted(name for name, on in known.items() if on == first))


def _last_meeting(calendar: Calendar, last: date) -> Chance | None:
    day = next(filter(calendar.meets_on, _back_from(last)), None)
    return Chance(Route.MEETING, day, calendar.papers_due_on(day)) if day else None


def _last_conform(calendar: Calendar, last: date) -> Chance | None:
    if calendar.conform_days is None:
        return None
    day = next(filter(calendar.is_open_on, _back_from(last)), None)
    return Chance(Route.CONFORM, day, calendar.conform_papers_due_on(day)) if day else None


def _back_from(last: date) -> Iterator[date]:
    return (last - DAY * number for number in range(LOOK_BACK.days))
