"""The plan as a picture: everything on a line of days. A table says the same in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from decisions.rules.lights import Colour
from dutch.moments import MONTHS

HEAD, ROW, FOOT = 64, 44, 12  # pixels: the lines of names and dates, one municipality, the rest
MARGIN = 4.0  # per cent left and right
TICKS = 5  # dates along the top: more do not fit on a telephone
DAY = timedelta(days=1)
LONG_BEFORE, LONG_AFTER = timedelta(days=120), timedelta(days=14)  # else today is left out
LEGEND = {
    "today": "vandaag",
    "text": "tekst definitief",
    "papers": "stukken uiterlijk",
    "last": "laatste dag van het college",
    "agenda": "op de agenda",
    "closing": "sluiting",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """The days of one municipality."""

    name: str
    colour: Colour
    papers_due_on: date | None
    decided_on: date | None
    agenda_on: date | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the line: `x` as "37.50%", `y` as "84", both as SVG reads them."""

    kind: str
    x: str
    y: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one municipality, from where it starts counting until the last chance."""

    name: str
    colour: Colour
    top: str
    text_y: str
    y: str
    start: str
    end: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`days` are the upright lines that hold for everybody: today, the text, the closing."""

    height: str
    bottom: str
    ticks: list[Mark]
    days: list[Mark]
    lines: list[Line]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What each sign means; the text is not due where no college meets."""
        shown = {day.kind for day in self.days} | {"papers", "last", "agenda"}
        return [(kind, words) for kind, words in LEGEND.items() if kind in shown]


def timeline(
    bars: Sequence[Bar], *, today: date, closes_on: date, text_due_on: date | None
) -> Timeline:
    """Return the picture of these municipalities, one under the other."""
    known = [closes_on, *(day for bar in bars for day in _days(bar))]
    is_near = min(known) - LONG_BEFORE <= today <= max(known) + LONG_AFTER
    shown = [*known, *([today] if is_near else [])]
    scale = Scale(min(shown) - DAY, max(shown) + DAY)
    height = HEAD + ROW * len(bars) + FOOT
    return Timeline(
        height=str(height),
        bottom=str(height - FOOT),
        ticks=[Mark("tick", scale.x(day), "14", _short(day)) for day in scale.ticks()],
        days=_shared_days(
            scale,
            {"text": text_due_on, "today": today if is_near else None, "closing": closes_on},
        ),
        lines=[_line(bar, scale, top=HEAD + ROW * number) for number, bar in enumerate(bars)],
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to per cents of the width."""

    first: date
    last: date

    def x(self, day: date) -> str:
        share = (day - self.first) / (self.last - self.first)
        return f"{MARGIN + share * (100 - 2 * MARGIN):.2f}%"

    def ticks(self) -> list[date]:
        """Return a few Mondays, as many weeks apart as it takes."""
        monday = self.first + timedelta(days=-self.first.weekday() % 7)
        weeks = max(1, -(-(self.last - self.first).days // (7 * TICKS)))
        step = timedelta(weeks=weeks)
        return [monday + step * number for number in range((self.last - monday) // step + 1)]


def _days(bar: Bar) -> list[date]:
    return [day for day in (bar.papers_due_on, bar.decided_on, bar.agenda_on) if day]


def _shared_days(scale: Scale, named: Mapping[str, date | None]) -> list[Mark]:
    return [Mark(kind, scale.x(day), "0") for kind, day in named.items() if day]


def _line(bar: Bar, scale: Scale, *, top: int) -> Line:
    y = top + 28
    known = _days(bar) or [scale.first]
    kinds = [("papers", bar.papers_due_on), ("last", bar.decided_on), ("agenda", bar.agenda_on)]
    return Line(
        name=bar.name,
        colour=bar.colour,
        top=str(top),
        text_y=str(top + 15),
        y=str(y),
        start=scale.x(min(known)),
        end=scale.x(max(known)),
        marks=_marks(kinds, scale, y),
    )


def _marks(kinds: Iterable[tuple[str, date | None]], scale: Scale, y: int) -> list[Mark]:
    return [Mark(kind, scale.x(day), str(y)) for kind, day in kinds if day]


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
