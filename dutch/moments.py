"""
Dates and moments as the Dutch write them, on the clock of Europe/Amsterdam.

A moment leaves this module in UTC, so that comparing and subtracting two of them is always right;
the clock of Amsterdam is for reading and writing only. The hour that does not exist in March and
the hour that comes twice in October are refused with an explanation instead of guessed.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_MONTH_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, start=1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
    | {"mrt": 3, "sept": 9}
)
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})(?P<by>[-.])(?P<month>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4})"),
    re.compile(
        r"(?:(?P<weekday>[a-z]+),? )?(?P<day>[0-9]{1,2}) (?P<month>[a-z]+)\.? (?P<year>[0-9]{4})"
    ),
)
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2})"
    r"(?:[.:](?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,6}))?)?(?: ?uur)?| ?uur)"
    r"(?: ?(?P<offset>z|[-+][0-9]{2}:?[0-9]{2})| (?P<season>zomertijd|wintertijd))?"
)
_MOMENT = re.compile(r"(?P<date>.*[0-9])(?: om |,? |t)(?P<clock>[0-9]{1,2}(?:[.:]| ?uur).*)")
_WIDEST_OFFSET = timedelta(hours=14)
_LONGEST = 80  # characters; longer is never a date


class UnreadableMoment(ValueError):
    """What was typed is no date or moment, or could be two; the message is for the user."""


def parse_date(text: str) -> date:
    """
    Read `30 oktober 2018`, `dinsdag 30 oktober 2018`, `30-10-2018` or `2018-10-30`.

    :raises UnreadableMoment: with the sentence for the user.
    """
    tidy = _tidy(text)
    found = next((match for form in _DATES if (match := form.fullmatch(tidy))), None)
    if found is None:
        raise UnreadableMoment("Vul een datum in. Bijvoorbeeld: 30-10-2018 of 30 oktober 2018.")
    on = _existing_date(int(found["year"]), _month_number(found["month"]), int(found["day"]))
    weekday = found.groupdict().get("weekday")
    if weekday and weekday != WEEKDAYS[on.weekday()]:
        raise UnreadableMoment(
            f"Deze weekdag klopt niet: {format_date(on)} is een {WEEKDAYS[on.weekday()]}."
        )
    return on


def parse_time(text: str) -> time:
    """
    Read `14.05`, `14:05` or `14 uur`.

    :raises UnreadableMoment: with the sentence for the user.
    """
    return _existing_time(_match_clock(text))


def parse_moment(text: str) -> datetime:
    """
    Read `30 oktober 2018 om 14.05 uur` or ISO 8601 and return the instant in UTC.

    :raises UnreadableMoment: with the sentence for the user; see `moment_at` for March and October.
    """
    found = _MOMENT.fullmatch(_tidy(text))
    if found is None:
        raise UnreadableMoment(
            "Vul een datum en een tijd in. Bijvoorbeeld: 30 oktober 2018 om 14.05 uur."
        )
    return read_moment(found["date"], found["clock"])


def read_moment(date_text: str, clock_text: str) -> datetime:
    """
    Read a date and a time of day that were typed apart and return the instant in UTC.

    The time may end in `zomertijd`, `wintertijd`, `Z` or an offset such as `+02:00`.

    :raises UnreadableMoment: with the sentence for the user.
    """
    on = parse_date(date_text)
    found = _match_clock(clock_text)
    clock = _existing_time(found)
    if found["offset"]:
        return datetime.combine(on, clock, tzinfo=_offset(found["offset"])).astimezone(UTC)
    return moment_at(on, clock, season=found["season"] or "")


def moment_at(on: date, clock: time, *, season: str = "") -> datetime:
    """
    Return the instant, in UTC, at which the clock of Amsterdam shows this time on this date.

    `season` is "zomertijd" or "wintertijd" and only needed for the hour that comes twice.

    :raises UnreadableMoment: for the hour that is skipped, the hour that comes twice, or a season
        that does not hold on that date.
    """
    first = datetime.combine(on, clock.replace(fold=0), tzinfo=AMSTERDAM)
    second = first.replace(fold=1)
    if _ahead(first) < _ahead(second):
        raise UnreadableMoment(_skipped(first))
    if _ahead(first) > _ahead(second):
        return _one_of_two(first, second, season).astimezone(UTC)
    if season and season != _season(first):
        raise UnreadableMoment(f"Op {format_date(on)} geldt geen {season}.")
    return first.astimezone(UTC)


def local(at: datetime) -> datetime:
    """Return the same instant on the clock of Amsterdam. :raises ValueError: without time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone, so it is no moment")
    return at.astimezone(AMSTERDAM)


def local_date(at: datetime) -> date:
    """Return the date in Amsterdam at this instant."""
    return local(at).date()


def format_date(on: date) -> str:
    """Write a date as `30 oktober 2018`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def format_day(on: date) -> str:
    """Write a date with its weekday, as `dinsdag 30 oktober 2018`."""
    return f"{WEEKDAYS[on.weekday()]} {format_date(on)}"


def format_time(at: datetime) -> str:
    """Write the time in Amsterdam as `14.05 uur`."""
    return f"{local(at):%H.%M} uur"


def format_moment(at: datetime) -> str:
    """Write a moment as `30 oktober 2018 om 14.05 uur`."""
    return f"{format_date(local_date(at))} om {format_time(at)}"


def format_typed_date(on: date) -> str:
    """Write a date the way it stands in an input: `30-10-2018`."""
    return f"{on:%d-%m}-{on.year:04d}"


def format_typed_clock(at: datetime) -> str:
    """Write the time in Amsterdam so that reading it with its date returns the same instant."""
    here = local(at)
    shown = f"{here:%H.%M}" if not (here.second or here.microsecond) else here.time().isoformat()
    comes_twice = _ahead(here.replace(fold=0)) != _ahead(here.replace(fold=1))
    return f"{shown} {_season(here)}" if comes_twice else shown


def _tidy(text: str) -> str:
    """Make blanks plain and letters small; cut what is too long to be a date."""
    return " ".join(text[: _LONGEST + 1].split()).lower()


def _month_number(text: str) -> int:
    number = int(text) if text.isdecimal() else _MONTH_NUMBERS.get(text)
    if number is None or not 1 <= number <= len(MONTHS):
        raise UnreadableMoment(f"Deze datum bestaat niet: er is geen maand {text}.")
    return number


def _existing_date(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableMoment(f"Vul een jaar in van {FIRST_YEAR} tot en met {LAST_YEAR}.")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise UnreadableMoment(
            f"Deze datum bestaat niet: {MONTHS[month - 1]} {year} heeft {days} dagen."
        )
    return date(year, month, day)


def _match_clock(text: str) -> re.Match[str]:
    found = _CLOCK.fullmatch(_tidy(text))
    if found is None:
        raise UnreadableMoment("Vul een tijd in. Bijvoorbeeld: 14.05.")
    return found


def _existing_time(found: re.Match[str]) -> time:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if hour == 24 and not minute and not second:  # noqa: PLR2004 - the day has 24 hours
        raise UnreadableMoment("Schrijf 24.00 uur als 0.00 uur van de volgende dag.")
    try:
        return time(hour, minute, second, int((found["fraction"] or "").ljust(6, "0")))
    except ValueError:
        raise UnreadableMoment(
            "Deze tijd bestaat niet. Vul een tijd in van 0.00 tot en met 23.59."
        ) from None


def _offset(text: str) -> timezone:
    if text == "z":
        return UTC
    minutes = int(text[-2:])
    ahead = timedelta(hours=int(text[1:3]), minutes=minutes)
    if minutes > 59 or ahead > _WIDEST_OFFSET:  # noqa: PLR2004 - an hour has 60 minutes
        raise UnreadableMoment(f"Het tijdverschil {text} met UTC bestaat niet.")
    return timezone(-ahead if text.startswith("-") else ahead)


def _ahead(here: datetime) -> timedelta:
    """Return how far this clock is ahead of UTC."""
    return here.replace(tzinfo=UTC) - here.astimezone(UTC)


def _season(here: datetime) -> str:
    return "zomertijd" if here.dst() else "wintertijd"


def _skipped(first: datetime) -> str:
    """Explain the hour that does not exist. Going through UTC lands after the jump."""
    return (
        f"Op {format_date(first)} bestaat {first:%H.%M} uur niet, omdat de klok dan vooruitgaat. "
        f"Bedoelt u {format_time(first.astimezone(UTC))}?"
    )


def _one_of_two(first: datetime, second: datetime, season: str) -> datetime:
    """Choose between two instants with one clock time. :raises UnreadableMoment: without season."""
    for candidate in (first, second):
        if season == _season(candidate):
            return candidate
    raise UnreadableMoment(
        f"Op {format_date(first)} komt {first:%H.%M} uur twee keer voor, omdat de klok dan "
        f"teruggaat. Vul in: {first:%H.%M} {_season(first)} of {first:%H.%M} {_season(second)}."
    )
