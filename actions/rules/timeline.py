"""Actions on a line of days, for an SVG as wide as the page. Pure."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from actions.rules.spans import Span
from dutch.moments import MONTHS

HEAD, ROW, FOOT = 44, 44, 12  # pixels: the dates, one action, the rest
MARGIN = 3.0  # per cent left and right
MOST_TICKS = 5  # dates along the top: more do not fit on a telephone
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between dates
LETTERS = 36  # of a title beside its line
DAY = timedelta(days=1)


class Sign(StrEnum):
    """What is marked on a line, in the order of the legend."""

    REACHED = "reached"
    COMING = "coming"
    LATE = "late"
    OFFICIAL = "official"
    ADMINISTRATIVE = "administrative"


WORDS = {
    Sign.REACHED: "mijlpaal gehaald",
    Sign.COMING: "mijlpaal die komt",
    Sign.LATE: "mijlpaal over tijd",
    Sign.OFFICIAL: "ambtelijk overleg",
    Sign.ADMINISTRATIVE: "bestuurlijk overleg",
}


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of one action: when it runs, and what is marked on which day."""

    name: str
    spans: Sequence[Span]
    marks: Sequence[tuple[Sign, date]]

    @property
    def days(self) -> list[date]:
        ends = [day for span in self.spans for day in (span.first_on, span.last_on) if day]
        return [*ends, *(on for _, on in self.marks)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a line: `x` and `width` as "12.50%"."""

    is_running: bool
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """One action: its name above its line."""

    name: str
    top: int
    text_y: int
    y: int
    stretches: list[Stretch]
    marks: list[tuple[Sign, str]]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`ticks` are dates along the top with their places; `today` is None where it lies far off."""

    height: int
    bottom: int
    ticks: list[tuple[str, str]]
    today: str | None
    lines: list[Line]
    legend: list[tuple[Sign, str]]


def timeline(courses: Sequence[Course], *, today: date) -> Timeline | None:
    """Return the picture of the actions of which a day is known; None where none is."""
    shown = [course for course in courses if course.days]
    if not shown:
        return None
    days = [day for course in shown for day in course.days]
    if any(span.last_on is None for course in shown for span in course.spans):
        days.append(today)
    scale = Scale(min(days) - DAY, max(days) + DAY)
    height = HEAD + ROW * len(shown) + FOOT
    used = {sign for course in shown for sign, _ in course.marks}
    return Timeline(
        height=height,
        bottom=height - FOOT,
        ticks=[(scale.x(day), _short(day)) for day in scale.ticks()],
        today=scale.x(today) if scale.first <= today <= scale.last else None,
        lines=[_line(each, scale, HEAD + ROW * row, today) for row, each in enumerate(shown)],
        legend=[(sign, words) for sign, words in WORDS.items() if sign in used],
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to per cents of the width."""

    first: date
    last: date

    def x(self, day: date) -> str:
        """Return the place of a day."""
        return f"{self._share(day):.2f}%"

    def width(self, first: date, last: date) -> str:
        """Return how wide a period is; a day of nothing can still be seen."""
        return f"{max(self._share(last) - self._share(first), 0.5):.2f}%"

    def ticks(self) -> list[date]:
        """Return first days of months, as many months apart as it takes."""
        months = [
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13)
        ]
        inside = [day for day in months if self.first <= day <= self.last]
        for step in STEPS:
            ticks = [day for day in inside if (day.year * 12 + day.month - 1) % step == 0]
            if len(ticks) <= MOST_TICKS:
                return ticks
        return []

    def _share(self, day: date) -> float:
        share = (day - self.first) / (self.last - self.first)
        return MARGIN + share * (100 - 2 * MARGIN)


def _line(course: Course, scale: Scale, top: int, today: date) -> Line:
    return Line(
        name=textwrap.shorten(course.name, LETTERS, placeholder="…"),
        top=top,
        text_y=top + 16,
        y=top + 30,
        stretches=[
            Stretch(
                span.is_running,
                scale.x(span.first_on),
                scale.width(span.first_on, span.last_on or max(today, span.first_on)),
            )
            for span in course.spans
        ],
        marks=[(sign, scale.x(on)) for sign, on in sorted(course.marks, key=lambda mark: mark[1])],
    )


def _short(day: date) -> str:
    return str(day.year) if day.month == 1 else f"{MONTHS[day.month - 1][:3]} {day.year}"
