"""The days on which the Netherlands does not work."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

GOOD_FRIDAY = "Goede vrijdag"  # town halls are open
FIRST_OF_WEEKEND = 6
DAY = timedelta(days=1)


def holiday_on(day: date) -> str:
    """Return the Dutch name of the public holiday on this day, "" if there is none."""
    return _holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Tell whether town halls are open on this day, going by weekends and public holidays."""
    return day.isoweekday() < FIRST_OF_WEEKEND and not holiday_on(day)


def working_day_before(day: date) -> date:
    """Return this day if it is a working day, and else the last one before it."""
    while not is_working_day(day):
        day -= DAY
    return day


@cache
def _holidays(year: int) -> dict[date, str]:
    """Return the holidays of one year; 5 May counts in the years that end in 0 and 5."""
    known = country_holidays("NL", years=year, language="nl")
    return {day: name for day, name in known.items() if name != GOOD_FRIDAY}
