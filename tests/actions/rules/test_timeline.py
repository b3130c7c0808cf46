"""Actions on a line of days, all on one scale, for a page of any width."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from actions.rules.spans import Span
from actions.rules.timeline import MOST_TICKS, Course, Scale, Sign, timeline

TODAY = date(2020, 7, 1)
FIRST, LAST = date(2020, 1, 2), date(2020, 12, 30)


def course(name="1.1 Actie", *, spans=(), marks=()):
    return Course(name, spans, marks)


def per_cent(text):
    return float(text.removesuffix("%"))


def test_days_lie_in_their_order_between_the_margins():
    drawn = timeline(
        [
            course(marks=[(Sign.COMING, LAST), (Sign.REACHED, FIRST)]),
            course(spans=[Span(TODAY)]),
        ],
        today=TODAY,
    )

    first, second = drawn.lines
    assert [sign for sign, _ in first.marks] == [Sign.REACHED, Sign.COMING]
    assert 3 <= per_cent(first.marks[0][1]) < 50 < per_cent(first.marks[1][1]) <= 97
    assert per_cent(drawn.today) == pytest.approx(per_cent(second.stretches[0].x))
    assert first.y < second.text_y < second.y < drawn.bottom


def test_a_period_that_goes_on_reaches_today():
    drawn = timeline([course(spans=[Span(FIRST)])], today=TODAY)

    (stretch,) = drawn.lines[0].stretches
    assert per_cent(stretch.x) + per_cent(stretch.width) == pytest.approx(
        per_cent(drawn.today), abs=0.02
    )


def test_a_period_that_begins_later_can_be_seen():
    drawn = timeline([course(spans=[Span(LAST)])], today=TODAY)

    assert per_cent(drawn.lines[0].stretches[0].width) == 0.5


@pytest.mark.parametrize(
    ("today", "is_drawn"),
    [(FIRST - timedelta(days=2), False), (TODAY, True), (LAST + timedelta(days=2), False)],
)
def test_today_is_left_out_when_it_lies_far_off(today, is_drawn):
    marks = [(Sign.REACHED, FIRST), (Sign.REACHED, LAST)]

    assert (timeline([course(marks=marks)], today=today).today is not None) is is_drawn


def test_an_action_without_a_day_has_no_line_and_a_sign_that_is_not_used_no_words():
    drawn = timeline([course("1.1"), course("1.2", marks=[(Sign.LATE, FIRST)])], today=TODAY)

    assert [line.name for line in drawn.lines] == ["1.2"]
    assert drawn.legend == [(Sign.LATE, "mijlpaal over tijd")]


@pytest.mark.parametrize("courses", [[], [course()]])
def test_where_no_day_is_known_there_is_no_picture(courses):
    assert timeline(courses, today=TODAY) is None


def test_a_long_name_is_cut_where_a_word_ends():
    name = "1.1 Een heel lange titel die op een telefoon niet past"
    drawn = timeline([course(name, marks=[(Sign.LATE, FIRST)])], today=TODAY)

    assert drawn.lines[0].name == "1.1 Een heel lange titel die op een…"


@pytest.mark.parametrize(
    ("first", "last", "dates"),
    [
        (date(2020, 1, 20), date(2020, 3, 5), ["feb 2020", "mrt 2020"]),
        (date(2020, 1, 1), date(2020, 12, 1), ["2020", "apr 2020", "jul 2020", "okt 2020"]),
        (date(2019, 2, 1), date(2022, 2, 1), ["2020", "2021", "2022"]),
        (date(2000, 2, 1), date(2031, 2, 1), ["2010", "2020", "2030"]),
    ],
)
def test_the_dates_along_the_top_are_round(first, last, dates):
    marks = [(Sign.REACHED, first), (Sign.REACHED, last)]

    drawn = timeline([course(marks=marks)], today=TODAY)

    assert [text.replace("maa", "mrt") for _, text in drawn.ticks] == dates


@given(some.dates(date(2000, 1, 1), date(2100, 1, 1)), some.integers(1, 365 * 60))
def test_there_are_never_more_dates_than_fit(first, days):
    scale = Scale(first, first + timedelta(days=days))

    ticks = scale.ticks()

    assert len(ticks) <= MOST_TICKS
    assert all(scale.first <= tick <= scale.last for tick in ticks)
