"""Who joins an action, for every answer, on any day, as known at any moment: one table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Answer, Word
from actions.rules.joining import Admitted, Heard, History, Joining, Said, joins
from dutch.moments import local_date

SAID_AT = datetime(2019, 5, 1, 10, tzinfo=UTC)
WEEK = timedelta(days=7)
NOW = SAID_AT + 2 * WEEK
MAY = date(2019, 5, 1)
AUTUMN = date(2019, 9, 1)


def said(answer, *, at=SAID_AT, valid_from=None, **fields):
    return Said(answer, valid_from or local_date(at), at, **fields)


def found(*answers, asked=(), heard=(), day=None, at=NOW):
    history = History(answers, asked, heard)
    return joins(history, day=day or local_date(at), known_at=at)


YES = said(Answer.JOINS)
BEYOND = said(Answer.JOINS, is_beyond_capacity=True)
FROM_AUTUMN = said(Answer.JOINS, valid_from=AUTUMN)
REQUEST = said(Answer.JOINS, is_request=True)
NO = said(Answer.NO)
LATER_NO = said(Answer.NO, at=SAID_AT + WEEK)
LATER_FOLLOWS = said(Answer.FOLLOWS, at=SAID_AT + WEEK)


def request(is_admitted, **fields):
    admission = Admitted(is_admitted, SAID_AT + WEEK)
    return said(Answer.JOINS, is_request=True, admission=admission, **fields)


TABLE = [
    (
        {},
        Joining.NOT_ASKED,
        "De gemeente is nog niet gevraagd en heeft niet geantwoord.",
    ),
    (
        {"asked": [SAID_AT]},
        Joining.ASKED,
        "De gemeente is op 1 mei 2019 gevraagd en heeft nog niet geantwoord.",
    ),
    (
        {"answers": [YES], "asked": [SAID_AT + WEEK]},
        Joining.JOINS,
        "De gemeente doet mee vanaf 1 mei 2019; binnen de eigen capaciteit.",
    ),
    (
        {"answers": [BEYOND]},
        Joining.RESERVED,
        "De gemeente doet mee vanaf 1 mei 2019, onder voorbehoud: het gaat boven de eigen "
        "capaciteit en het college heeft nog niet ingestemd.",
    ),
    (
        {"answers": [FROM_AUTUMN]},
        Joining.LATER,
        "De gemeente doet mee vanaf 1 september 2019.",
    ),
    (
        {"answers": [REQUEST]},
        Joining.REQUESTED,
        "De gemeente vraagt sinds 1 mei 2019 om mee te doen vanaf 1 mei 2019; de actie loopt al "
        "en de trekker moet nog antwoorden.",
    ),
    (
        {"answers": [request(is_admitted=True)]},
        Joining.JOINS,
        "De gemeente doet mee vanaf 1 mei 2019; binnen de eigen capaciteit.",
    ),
    (
        {"answers": [request(is_admitted=False)]},
        Joining.NOT_ASKED,
        "De gemeente is nog niet gevraagd en heeft niet geantwoord. De trekker liet het verzoek "
        "van 1 mei 2019 om mee te doen niet toe.",
    ),
    (
        {"answers": [said(Answer.FOLLOWS)]},
        Joining.FOLLOWS,
        "De gemeente volgt de actie sinds 1 mei 2019 en doet zelf niet mee.",
    ),
    (
        {"answers": [said(Answer.NOT_NOW)]},
        Joining.NOT_NOW,
        "De gemeente doet nu niet mee; dat antwoord geldt sinds 1 mei 2019.",
    ),
    (
        {"answers": [NO]},
        Joining.NO,
        "De gemeente doet niet mee; dat antwoord geldt sinds 1 mei 2019.",
    ),
    (
        {"answers": [YES, LATER_NO]},
        Joining.LEFT,
        "De gemeente deed mee en stopte op 8 mei 2019; het antwoord is nu: nee.",
    ),
    (
        {"answers": [YES, LATER_FOLLOWS]},
        Joining.FOLLOWS,
        "De gemeente volgt de actie sinds 8 mei 2019 en doet zelf niet mee.",
    ),
]


@pytest.mark.parametrize(("facts", "joining", "sentence"), TABLE)
def test_every_answer_has_its_place_and_one_sentence(facts, joining, sentence):
    result = joins(History(**facts), day=local_date(NOW), known_at=NOW)

    assert (result.joining, result.explanation) == (joining, sentence)


def test_every_place_is_in_the_table():
    assert {joining for _, joining, _ in TABLE} == set(Joining)


def test_an_answer_is_known_from_its_own_moment():
    answers = [said(Answer.NOT_NOW), said(Answer.JOINS, at=SAID_AT + WEEK)]
    tick = timedelta(microseconds=1)
    moments = (SAID_AT - tick, SAID_AT, SAID_AT + WEEK - tick, SAID_AT + WEEK)

    places = [found(*answers, day=AUTUMN, at=at).joining for at in moments]

    assert places == [Joining.NOT_ASKED, Joining.NOT_NOW, Joining.NOT_NOW, Joining.JOINS]


@pytest.mark.parametrize(
    ("day", "joining"), [(date(2019, 8, 31), Joining.LATER), (AUTUMN, Joining.JOINS)]
)
def test_who_joins_from_a_day_joins_on_that_day(day, joining):
    assert found(FROM_AUTUMN, day=day).joining is joining


def test_who_followed_and_joins_from_a_day_joins_later():
    follows = said(Answer.FOLLOWS, at=SAID_AT - WEEK)

    assert found(follows, FROM_AUTUMN).joining is Joining.LATER


def test_who_stops_from_a_day_joins_until_then():
    stops = said(Answer.NO, at=SAID_AT + WEEK, valid_from=AUTUMN)

    until, after = found(YES, stops), found(YES, stops, day=AUTUMN)

    assert until.joining is Joining.JOINS
    assert until.explanation.endswith("Daarna geldt: nee, vanaf 1 september 2019.")
    assert after.joining is Joining.LEFT


def test_an_answer_that_was_recorded_later_changes_an_earlier_day_but_not_what_was_known():
    corrected = said(Answer.JOINS, at=SAID_AT + WEEK, valid_from=date(2019, 4, 1))
    on = date(2019, 4, 15)

    assert found(NO, corrected, day=on).joining is Joining.JOINS
    assert found(NO, corrected, day=on, at=SAID_AT).joining is Joining.NO


def test_a_refused_request_leaves_what_was_said_before():
    follows = said(Answer.FOLLOWS, at=SAID_AT - WEEK)
    asked = [follows, request(is_admitted=False)]

    before, after = found(*asked, at=SAID_AT), found(*asked)

    assert (before.joining, after.joining) == (Joining.REQUESTED, Joining.FOLLOWS)
    assert "niet toe" in after.explanation


@pytest.mark.parametrize(
    ("word", "joining", "words"),
    [
        (None, Joining.RESERVED, "het college heeft nog niet ingestemd"),
        (Word.ASKED, Joining.RESERVED, "het ligt voor aan het college"),
        (Word.AGREED, Joining.JOINS, "het college stemde in"),
        (Word.DECLINED, Joining.RESERVED, "het college stemde niet in"),
        (Word.DEFERRED, Joining.RESERVED, "het college hield het aan"),
        (Word.WITHDRAWN, Joining.RESERVED, "het college trok zijn besluit in"),
    ],
)
def test_the_reservation_lasts_until_the_college_agreed(word, joining, words):
    heard = [Heard(word, SAID_AT + WEEK)] if word else []

    result = found(BEYOND, heard=heard)

    assert result.joining is joining
    assert words in result.explanation
    assert found(BEYOND, heard=heard, at=SAID_AT).joining is Joining.RESERVED


def test_the_last_word_of_the_college_counts():
    heard = [Heard(Word.AGREED, SAID_AT), Heard(Word.WITHDRAWN, SAID_AT + WEEK)]

    assert found(BEYOND, heard=heard, at=SAID_AT).joining is Joining.JOINS
    assert found(BEYOND, heard=heard).joining is Joining.RESERVED


MOMENTS = st.integers(0, 700).map(lambda days: SAID_AT + timedelta(days=days))
DAYS = st.dates(date(2019, 1, 1), date(2020, 12, 31))
ADMISSIONS = st.none() | st.builds(Admitted, st.booleans(), MOMENTS)


@st.composite
def answers(draw):
    """Return answers in the order of recording, as the database holds them."""
    rows = draw(
        st.lists(
            st.builds(
                Said,
                st.sampled_from(Answer),
                DAYS,
                MOMENTS,
                is_beyond_capacity=st.booleans(),
                is_request=st.booleans(),
                admission=ADMISSIONS,
            ),
            max_size=5,
        )
    )
    return sorted(rows, key=lambda row: row.answered_at)


@given(
    answers(),
    st.lists(MOMENTS, max_size=3).map(sorted),
    st.lists(st.builds(Heard, st.sampled_from(Word), MOMENTS), max_size=3),
    DAYS,
    MOMENTS,
)
def test_what_was_known_rests_on_what_was_recorded_until_then(rows, asked, heard, day, at):
    heard = sorted(heard, key=lambda each: each.said_at)
    until_then = [
        Said(
            row.answer,
            row.valid_from,
            row.answered_at,
            is_beyond_capacity=row.is_beyond_capacity,
            is_request=row.is_request,
            admission=row.admission if row.admission and row.admission.answered_at <= at else None,
        )
        for row in rows
        if row.answered_at <= at
    ]
    forgotten = History(
        until_then,
        [each for each in asked if each <= at],
        [each for each in heard if each.said_at <= at],
    )

    with_the_future = joins(History(rows, asked, heard), day=day, known_at=at)
    without = joins(forgotten, day=day, known_at=at)

    assert (with_the_future.joining, with_the_future.explanation) == (
        without.joining,
        without.explanation,
    )


@pytest.mark.parametrize(
    ("word", "joining"),
    [
        (Word.RAISED, Joining.RESERVED),
        (Word.ASKED, Joining.RESERVED),
        (Word.DEFERRED, Joining.RESERVED),
        (Word.DECLINED, Joining.RESERVED),
        (Word.WITHDRAWN, Joining.RESERVED),
        (Word.AGREED, Joining.JOINS),
        (Word.UNNEEDED, Joining.JOINS),
    ],
)
def test_who_waits_for_its_college_joins_under_reservation_whatever_it_marked(word, joining):
    assert found(YES, heard=[Heard(word, SAID_AT)]).joining is joining


@pytest.mark.parametrize(
    ("answers", "day", "joining"),
    [
        ([FROM_AUTUMN, said(Answer.NO, valid_from=date(2019, 12, 1))], MAY, Joining.LATER),
        ([FROM_AUTUMN, said(Answer.NO, valid_from=AUTUMN)], MAY, Joining.NO),
        ([FROM_AUTUMN, said(Answer.NO, valid_from=date(2019, 6, 1))], MAY, Joining.NO),
        ([FROM_AUTUMN, said(Answer.NO, valid_from=date(2019, 12, 1))], AUTUMN, Joining.JOINS),
    ],
)
def test_what_comes_first_is_what_is_told(answers, day, joining):
    assert found(*answers, day=day).joining is joining
