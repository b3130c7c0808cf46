"""When a college meets, and by when it wants the papers."""

from datetime import date

import pytest

from municipalities.rules.calendars import Calendar

AUTUMN = (date(2018, 10, 13), date(2018, 10, 21))


def test_a_college_meets_on_its_day_but_not_in_a_recess_or_on_a_holiday():
    calendar = Calendar(2, recesses=(AUTUMN,))

    meetings = calendar.meeting_days(date(2018, 10, 1), date(2018, 11, 1))

    assert meetings == [date(2018, 10, day) for day in (2, 9, 23, 30)]


def test_the_first_and_last_day_of_a_recess_count():
    calendar = Calendar(2, recesses=((date(2018, 10, 9), date(2018, 10, 16)),))

    assert calendar.meeting_days(date(2018, 10, 1), date(2018, 10, 31)) == [
        date(2018, 10, day) for day in (2, 23, 30)
    ]


def test_both_ends_of_the_period_count():
    day = date(2018, 10, 2)

    assert Calendar(2).meeting_days(day, day) == [day]
    assert Calendar(3).meeting_days(day, day) == []


@pytest.mark.parametrize("day", [date(2018, 12, 25), date(2019, 1, 1)])
def test_tuesdays_at_the_turn_of_the_year_are_holidays(day):
    assert not Calendar(2).meets_on(day)
    assert not Calendar(2).is_open_on(day)


@pytest.mark.parametrize(
    ("days", "meets_on", "papers"),
    [
        (0, date(2018, 10, 30), date(2018, 10, 30)),
        (7, date(2018, 10, 30), date(2018, 10, 23)),
        (9, date(2018, 10, 30), date(2018, 10, 19)),  # a Sunday: the Friday before
        (7, date(2019, 1, 8), date(2018, 12, 31)),  # New Year's Day: the day before
        (14, date(2018, 10, 30), date(2018, 10, 16)),  # in a recess papers can still come in
    ],
)
def test_papers_are_due_on_a_working_day(days, meets_on, papers):
    calendar = Calendar(2, papers_due_days=days, recesses=(AUTUMN,))

    assert calendar.papers_due_on(meets_on) == papers
