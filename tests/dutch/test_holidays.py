from datetime import date

import pytest

from dutch.holidays import holiday_on, is_working_day, working_day_before


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 1, 1), "Nieuwjaarsdag"),
        (date(2018, 3, 30), ""),  # Good Friday: town halls are open
        (date(2018, 4, 2), "Tweede paasdag"),
        (date(2018, 4, 27), "Koningsdag"),
        (date(2025, 4, 26), "Koningsdag"),  # the 27th is a Sunday
        (date(2025, 4, 27), ""),
        (date(2018, 5, 5), ""),
        (date(2025, 5, 5), "Bevrijdingsdag"),  # once in five years
        (date(2026, 5, 5), ""),
        (date(2018, 5, 10), "Hemelvaartsdag"),
        (date(2018, 5, 21), "Tweede pinksterdag"),
        (date(2018, 12, 25), "Eerste kerstdag"),
        (date(2018, 12, 26), "Tweede kerstdag"),
        (date(2018, 12, 31), ""),
    ],
)
def test_holidays_on_which_colleges_do_not_meet(day, name):
    assert holiday_on(day) == name


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2018, 10, 26), True),
        (date(2018, 10, 27), False),  # Saturday
        (date(2018, 10, 28), False),
        (date(2018, 4, 27), False),
    ],
)
def test_working_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2018, 10, 23), date(2018, 10, 23)),
        (date(2018, 10, 28), date(2018, 10, 26)),
        (date(2018, 4, 2), date(2018, 3, 30)),  # past Easter
        (date(2018, 12, 26), date(2018, 12, 24)),
    ],
)
def test_last_working_day(day, before):
    assert working_day_before(day) == before
