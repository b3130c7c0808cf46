"""Who joins an action, for every answer, at any moment: one table."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actions.rules.joining import Answer, Joining, Participation, joins

ASKED = datetime(2019, 5, 1, 10, tzinfo=UTC)
WEEK = timedelta(days=7)
NOW = ASKED + 2 * WEEK


def said(answer, *, at=ASKED, **fields):
    return Participation(answer, at, **fields)


YES = said(Answer.JOINS)
BEYOND = said(Answer.JOINS, is_within_capacity=False)
FROM_AUTUMN = said(Answer.JOINS, joins_on=date(2019, 9, 1))

TABLE = [
    ([], Joining.UNKNOWN, "De gemeente heeft nog niet geantwoord."),
    (
        [YES],
        Joining.JOINS,
        "De gemeente doet mee vanaf 1 mei 2019; binnen de eigen capaciteit.",
    ),
    (
        [BEYOND],
        Joining.RESERVED,
        "De gemeente doet mee vanaf 1 mei 2019, onder voorbehoud: het gaat boven de eigen "
        "capaciteit en het college heeft nog niet ingestemd.",
    ),
    ([FROM_AUTUMN], Joining.LATER, "De gemeente doet mee vanaf 1 september 2019."),
    (
        [said(Answer.FOLLOWS)],
        Joining.ASIDE,
        "De gemeente volgt de actie sinds 1 mei 2019 en doet zelf niet mee.",
    ),
    (
        [said(Answer.NOT_NOW)],
        Joining.ASIDE,
        "De gemeente antwoordde op 1 mei 2019 nu niet mee te doen.",
    ),
    ([said(Answer.NO)], Joining.ASIDE, "De gemeente antwoordde op 1 mei 2019 niet mee te doen."),
]


@pytest.mark.parametrize(("answers", "joining", "sentence"), TABLE)
def test_every_answer_has_its_place_and_one_sentence(answers, joining, sentence):
    result = joins(answers, at=NOW)

    assert (result.joining, result.explanation) == (joining, sentence)


def test_the_last_answer_counts_from_its_own_moment():
    answers = [said(Answer.NOT_NOW), said(Answer.JOINS, at=ASKED + WEEK)]

    places = [
        joins(answers, at=at).joining
        for at in (
            ASKED - timedelta(microseconds=1),
            ASKED,
            ASKED + WEEK - timedelta(microseconds=1),
            ASKED + WEEK,
        )
    ]

    assert places == [Joining.UNKNOWN, Joining.ASIDE, Joining.ASIDE, Joining.JOINS]


def test_who_withdraws_no_longer_joins():
    answers = [YES, said(Answer.NO, at=ASKED + WEEK)]

    assert joins(answers, at=NOW).joining is Joining.ASIDE


@pytest.mark.parametrize(
    ("after", "joining"),
    [(timedelta(microseconds=-1), Joining.RESERVED), (timedelta(), Joining.JOINS)],
)
def test_the_reservation_lasts_until_the_college_agreed(after, joining):
    agreed_at = ASKED + WEEK
    answer = said(Answer.JOINS, is_within_capacity=False, college_agreed_at=agreed_at)

    result = joins([answer], at=agreed_at + after)

    assert result.joining is joining
    assert result.explanation.endswith("het college stemde in.") is (joining is Joining.JOINS)


@pytest.mark.parametrize(
    ("day", "joining"), [(date(2019, 8, 31), Joining.LATER), (date(2019, 9, 1), Joining.JOINS)]
)
def test_who_joins_from_a_day_joins_on_that_day(day, joining):
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    assert joins([FROM_AUTUMN], at=at).joining is joining
