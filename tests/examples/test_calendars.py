from datetime import UTC, date, datetime, time, timedelta

import pytest

from dutch.moments import local, local_date
from examples.calendars import Calendar, calendar_for, filled, shown_as, words_of
from examples.facts import MilestoneFacts, example_of, stand_of

HALFWAY = stand_of("twente", "halverwege")
PROFILE = example_of("twente").profile
A_YEAR = [date(2026, 1, 1) + timedelta(days=days) for days in range(366)]


@pytest.mark.parametrize("today", A_YEAR[::5], ids=str)
def test_round_closes_about_nine_days_after_today(today):
    closes_at = calendar_for(HALFWAY, today=today).moment(HALFWAY.closes_at)

    assert 6 <= (local_date(closes_at) - today).days <= 12
    assert local(closes_at).time() == time(9, 0)
    assert local(closes_at).isoweekday() == 4


@pytest.mark.parametrize("today", A_YEAR[::5], ids=str)
def test_nothing_has_happened_after_today(today):
    calendar = calendar_for(HALFWAY, today=today)
    start_of_today = datetime.combine(today, time(), UTC)

    moments = [calendar.moment(act.at) for road in HALFWAY.ratifications for act in road.acts]

    assert max(moments) < start_of_today


def test_finished_stand_keeps_its_dates():
    stand = stand_of("twente", "afgerond")
    calendar = calendar_for(stand, today=date(2031, 3, 3))

    assert calendar.moment(stand.closes_at).isoformat() == "2018-11-01T09:00:00+01:00"
    assert calendar.period(2021, 2024) == (2021, 2024)


@pytest.mark.parametrize(
    ("closing", "period"),
    [(2018, (2021, 2024)), (2022, (2025, 2028)), (2026, (2029, 2032)), (2027, (2029, 2032))],
)
def test_policy_period_moves_by_whole_periods(closing, period):
    calendar = calendar_for(HALFWAY, today=date(closing, 10, 20))

    assert calendar.period(2021, 2024) == period


def test_moment_keeps_its_hour_on_the_clock_in_summer():
    moved = Calendar(weeks=-20).moment(HALFWAY.closes_at)

    assert moved.isoformat() == "2018-06-14T09:00:00+02:00"


def test_texts_name_the_moved_dates():
    calendar = calendar_for(HALFWAY, today=date(2026, 11, 24))

    words = words_of(PROFILE, HALFWAY, calendar)

    assert words == {
        "titel": "Ruimte voor verbeelding in Twente: oefenronde",
        "periode": "2029–2032",
        "weken": "422",
        "aanbiedingsdag": "3 december 2026",
        "vervolgdag": "23 december 2026",
        "embargodag": "2 december 2026",
        "proeftuinjaren": "2027 en 2028",
    }


def test_filled_text_has_one_line_for_each_paragraph():
    text = "Een dag:\n{aanbiedingsdag}.\n\nEn nog\niets.\n"

    assert filled(text, {"aanbiedingsdag": "1 mei"}) == "Een dag: 1 mei.\n\nEn nog iets."


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("{day} {month} {year}", "30 oktober 2018"),
        ("{month} {year}", "oktober 2018"),
        ("najaar {year}", "najaar 2018"),
        ("{year}–{next_year}", "2018–2019"),
    ],
)
def test_milestone_is_shown_in_words(when, words):
    milestone = MilestoneFacts(on=date(2018, 10, 30), when=when, title="Iets")

    assert shown_as(milestone, Calendar()) == words
