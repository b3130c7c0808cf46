"""From the closing moment back to the day on which the text must be final."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from decisions.models import Decision, Outcome, Route
from decisions.rules.planning import Chance, TextDue, last_chance, last_day, text_due
from dutch.moments import AMSTERDAM, local_date
from municipalities.rules.calendars import Calendar
from tests.decisions.rules.roads import a_bare_road

CLOSES_AT = datetime(2018, 11, 1, 9, tzinfo=AMSTERDAM)  # Thursday
AUTUMN = (date(2018, 10, 13), date(2018, 10, 21))
ALL_OCTOBER = (date(2018, 10, 1), date(2018, 10, 31))


YEARS = [datetime(year, 1, 1) for year in (2018, 2027)]  # noqa: DTZ001  # hypothesis asks for none


def october(day):
    return date(2018, 10, day)


@pytest.mark.parametrize(
    ("calendar", "route", "decided_on", "papers_due_on"),
    [
        pytest.param(Calendar(2), "meeting", 30, 23, id="2018: the last usual Tuesday"),
        pytest.param(Calendar(1), "meeting", 29, 22, id="Monday"),
        pytest.param(Calendar(4), "meeting", 25, 18, id="the closing day itself is too late"),
        pytest.param(Calendar(2, papers_due_days=14), "meeting", 30, 16, id="two weeks"),
        pytest.param(
            Calendar(2, recesses=((october(27), date(2018, 11, 4)),)),
            *("meeting", 23, 16),
            id="recess over the last meeting",
        ),
        pytest.param(Calendar(2, conform_days=3), "conform", 31, 26, id="conform gives time"),
        pytest.param(Calendar(2, conform_days=0), "conform", 31, 31, id="conform on the day"),
        pytest.param(Calendar(2, conform_days=30), "meeting", 30, 23, id="a slow conform route"),
        pytest.param(
            Calendar(2, conform_days=3, recesses=((october(24), october(31)),)),
            *("conform", 23, 19),
            id="in a recess nobody decides",
        ),
    ],
)
def test_last_chance_before_the_closing(calendar, route, decided_on, papers_due_on):
    chance = last_chance(calendar, closes_at=CLOSES_AT)

    assert chance == Chance(Route(route), october(decided_on), october(papers_due_on))


def test_a_college_that_is_away_for_a_year_has_no_chance():
    away = Calendar(2, conform_days=1, recesses=((date(2017, 1, 1), date(2019, 1, 1)),))

    assert last_chance(away, closes_at=CLOSES_AT) is None


@pytest.mark.parametrize(
    ("closes_at", "last"),
    [
        (datetime(2018, 11, 1, 9, tzinfo=AMSTERDAM), october(31)),
        (datetime(2018, 11, 1, 0, tzinfo=AMSTERDAM), october(31)),
        (datetime(2018, 11, 1, 17, tzinfo=AMSTERDAM), october(31)),
        (datetime(2018, 11, 1, 23, 59, tzinfo=AMSTERDAM), date(2018, 11, 1)),
        (datetime(2018, 10, 28, 23, 30, tzinfo=AMSTERDAM), october(28)),  # the clock goes back
    ],
)
def test_the_closing_day_counts_only_when_it_closes_at_its_end(closes_at, last):
    assert last_day(closes_at) == last


@given(
    some.datetimes(*YEARS),
    some.integers(1, 5),
    some.integers(0, 20),
    some.none() | some.integers(0, 20),
)
def test_who_takes_the_last_chance_is_in_time(naive, weekday, papers, conform):
    closes_at = naive.replace(tzinfo=AMSTERDAM)

    chance = last_chance(Calendar(weekday, papers, conform), closes_at=closes_at)

    assert chance.papers_due_on <= chance.decided_on <= local_date(closes_at)
    decision = Decision(
        outcome=Outcome.AGREED,
        decided_on=chance.decided_on,
        recorded_at=closes_at - timedelta(seconds=1),
    )
    assert a_bare_road(at=closes_at, closes_at=closes_at, college=decision).is_in_time


def test_the_text_is_due_when_the_first_papers_are():
    chances = {
        "Wierden": last_chance(Calendar(2), closes_at=CLOSES_AT),
        "Almelo": last_chance(Calendar(2, papers_due_days=14), closes_at=CLOSES_AT),
        "Borne": last_chance(Calendar(2, papers_due_days=14), closes_at=CLOSES_AT),
        "Losser": None,
    }

    assert text_due(chances) == TextDue(october(16), ["Almelo", "Borne"])


def test_without_any_chance_there_is_no_day():
    assert text_due({"Almelo": None}) is None
    assert text_due({}) is None
