"""How the dates of an example move, and how its texts name them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dutch.moments import AMSTERDAM, format_date
from examples.facts import MilestoneFacts, ProfileFacts, StandFacts

DAYS_UNTIL_CLOSING = 9


@dataclass(frozen=True, slots=True)
class Calendar:
    """Moves every date by whole weeks, so that a college keeps its weekday."""

    weeks: int = 0

    def day(self, on: date) -> date:
        """Return the day, moved."""
        return on + timedelta(weeks=self.weeks)

    def moment(self, at: datetime) -> datetime:
        """Return the moment on the Amsterdam clock, moved, with its time zone."""
        return (at + timedelta(weeks=self.weeks)).replace(tzinfo=AMSTERDAM)

    def year(self, year: int) -> int:
        """Return the year in which the middle of that year falls after the move."""
        return self.day(date(year, 7, 1)).year

    def period(self, first: int, last: int) -> tuple[int, int]:
        """Return the policy period, moved by whole periods: they follow each other."""
        length = last - first + 1
        moved = round((self.year(first) - first) / length) * length
        return first + moved, last + moved


def calendar_for(stand: StandFacts, *, today: date) -> Calendar:
    """Return the calendar by which a shifted stand closes about nine days after `today`."""
    if not stand.shifted:
        return Calendar()
    wanted = today + timedelta(days=DAYS_UNTIL_CLOSING)
    return Calendar(weeks=round((wanted - stand.closes_at.date()).days / 7))


def words_of(profile: ProfileFacts, stand: StandFacts, calendar: Calendar) -> dict[str, str]:
    """Return the words that fill the braces in the texts."""
    first, last = calendar.period(profile.first_year, profile.last_year)
    days = {name: format_date(calendar.day(on)) for name, on in profile.days.items()}
    years = {
        name: " en ".join(str(calendar.year(year)) for year in named)
        for name, named in profile.years.items()
    }
    return {
        "titel": stand.title,
        "periode": f"{first}–{last}",
        "weken": str(calendar.weeks),
        **days,
        **years,
    }


def filled(text: str, words: dict[str, str]) -> str:
    """Return the text with its braces filled and each paragraph on one line."""
    paragraphs = text.format_map(words).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def shown_as(milestone: MilestoneFacts, calendar: Calendar) -> str:
    """Return how people call the moment, such as "voorjaar 2019"."""
    on = calendar.day(milestone.on)
    day, month, year = format_date(on).split()
    return milestone.when.format(day=day, month=month, year=year, next_year=on.year + 1)
