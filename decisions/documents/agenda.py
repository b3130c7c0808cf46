"""Dates as a calendar program reads them (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from dutch.moments import local

NAME = "Cultuurregio"
DAY = timedelta(days=1)
REFRESH = timedelta(hours=6)
MOMENT_LASTS = timedelta(minutes=30)  # a moment of no length is invisible in most programs


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One date. `key` is the same for as long as the entry is about the same thing.

    `first` is a moment, or a day that lasts until and including `last`.
    """

    key: str
    what: str
    first: date | datetime
    last: date | None = None
    more: str = ""
    url: str = ""


def calendar_file(entries: Iterable[Entry], *, at: datetime) -> bytes:
    """Return the file; moments on the clock of Amsterdam, with the rules of that clock."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cultuurregio//Agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, at=at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry, *, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@cultuurregio")
    event.add("dtstamp", at)
    event.add("summary", entry.what)
    if isinstance(entry.first, datetime):
        event.add("dtstart", local(entry.first))
        event.add("dtend", local(entry.first + MOMENT_LASTS))
    else:
        event.add("dtstart", entry.first)
        event.add("dtend", (entry.last or entry.first) + DAY)  # the end does not count
        event.add("transp", "TRANSPARENT")
    if entry.more:
        event.add("description", entry.more)
    if entry.url:
        event.add("url", entry.url)
    return event
