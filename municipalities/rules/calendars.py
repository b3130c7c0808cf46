"""When a college can decide, and when the papers must be in for it. Pure: dates only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dutch.holidays import is_working_day, working_day_before
from municipalities.models import Municipality

USUAL_PAPERS_DAYS = 7  # what is reckoned with as long as nobody has said
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    When one college meets: `weekday` as ISO counts, recesses until and including their last day.

    `conform_days` is None where there is no route without a meeting.
    """

    weekday: int
    papers_due_days: int = USUAL_PAPERS_DAYS
    conform_days: int | None = None
    recesses: tuple[tuple[date, date], ...] = ()
    is_kept: bool = True

    def is_open_on(self, day: date) -> bool:
        """Tell whether the college can decide something on this day."""
        return is_working_day(day) and not any(
            first <= day <= last for first, last in self.recesses
        )

    def meets_on(self, day: date) -> bool:
        return day.isoweekday() == self.weekday and self.is_open_on(day)

    def papers_due_on(self, decided_on: date) -> date:
        """Return by when the papers are in for a meeting; on a free day that is a day earlier."""
        return working_day_before(decided_on - timedelta(days=self.papers_due_days))

    def conform_papers_due_on(self, decided_on: date) -> date:
        """Return by when the papers are in for a decision without a meeting."""
        assert self.conform_days is not None
        return working_day_before(decided_on - timedelta(days=self.conform_days))

    def meeting_days(self, first: date, last: date) -> list[date]:
        """Return the days from `first` until and including `last` on which the college meets."""
        return [day for day in days(first, last) if self.meets_on(day)]


def calendar_of(municipality: Municipality) -> Calendar:
    """Return the calendar of a municipality that was fetched `with_calendar`."""
    kept = getattr(municipality, "calendar", None)
    recesses = tuple((recess.first_on, recess.last_on) for recess in municipality.recesses.all())
    if kept is None:
        return Calendar(municipality.college_weekday, recesses=recesses, is_kept=False)
    return Calendar(
        municipality.college_weekday,
        papers_due_days=kept.papers_due_days,
        conform_days=kept.conform_days,
        recesses=recesses,
    )


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first until and including the last."""
    return (first + DAY * number for number in range((last - first).days + 1))
