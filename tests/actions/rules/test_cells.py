"""What one cell says: packed, on any later day, and in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Answer, Word
from actions.rules.cells import (
    EMPTY,
    SHORT,
    Brought,
    Cell,
    cell_on,
    kinds_in_words,
    kinds_text,
    on_day,
    packed,
    repacked,
    unpacked,
)
from actions.rules.joining import Admitted, Heard, History, Joining, Said

FIRST = datetime(2019, 3, 1, 9, tzinfo=UTC)
TODAY = date(2019, 3, 11)
SPRING = date(2019, 5, 1)
AUTUMN = date(2019, 9, 1)
FOREVER = datetime.max.replace(tzinfo=UTC)
OWN_PACE = {0: Brought("own", "MB")}


def said(answer, valid_from=TODAY, **fields):
    return Said(answer, valid_from, FIRST, **fields)


def pack(*answers, brought=OWN_PACE, day=TODAY, **history):
    return packed(History(answers, **history), brought, day=day, known_at=FOREVER)


def test_who_joins_has_a_pace_and_what_it_brings():
    assert pack(said(Answer.JOINS)) == ":joins:own:MB:2019-03-11"


def test_who_follows_brings_nothing():
    assert pack(said(Answer.FOLLOWS)) == ":follows:::2019-03-11"


def test_a_cell_that_nobody_filled_takes_no_room():
    assert pack() == ""
    assert unpacked("") == EMPTY


def test_who_was_asked_is_told_from_who_was_not():
    assert unpacked(pack(asked=[FIRST])) == Cell(Joining.ASKED)


def test_a_day_to_come_is_in_the_cell_already():
    cells = pack(said(Answer.JOINS, SPRING), said(Answer.NO, AUTUMN))

    assert unpacked(on_day(pack(said(Answer.JOINS, SPRING)), "2019-04-30")).joining is Joining.LATER
    assert unpacked(on_day(cells, "2019-05-01")).joining is Joining.JOINS
    assert unpacked(on_day(cells, "2019-08-31")).joining is Joining.JOINS
    assert unpacked(on_day(cells, "2019-09-01")).joining is Joining.LEFT


def test_days_that_change_nothing_are_not_in_the_cell():
    assert "|" not in pack(said(Answer.JOINS, date(2019, 3, 1)), said(Answer.JOINS, TODAY))


ANSWERS = st.builds(
    Said,
    answer=st.sampled_from(list(Answer)),
    valid_from=st.dates(date(2019, 2, 1), date(2019, 4, 30)),
    answered_at=st.just(FIRST),
    pk=st.integers(0, 3),
    is_beyond_capacity=st.booleans(),
    is_request=st.booleans(),
    admission=st.none() | st.builds(Admitted, st.booleans(), st.just(FIRST)),
)
HISTORIES = st.builds(
    History,
    st.lists(ANSWERS, max_size=5),
    st.lists(st.just(FIRST), max_size=1),
    st.lists(st.builds(Heard, st.sampled_from(list(Word)), st.just(FIRST)), max_size=2),
)
BROUGHT = {n: Brought("along", "MKEB"[:n]) for n in range(4)}


@given(HISTORIES, st.integers(0, 80))
def test_a_packed_cell_is_right_on_each_later_day(history, days):
    later = TODAY + timedelta(days=days)

    cells = packed(history, BROUGHT, day=TODAY, known_at=FOREVER)

    assert unpacked(on_day(cells, later.isoformat())) == cell_on(
        history, BROUGHT, day=later, known_at=FOREVER
    )


@given(HISTORIES)
def test_a_cell_of_a_day_packs_and_unpacks(history):
    cell = cell_on(history, BROUGHT, day=TODAY, known_at=FOREVER)

    assert unpacked(repacked(cell)) == cell


def test_kinds_are_letters_in_one_order():
    assert kinds_text(["budget", "people", "people"]) == "MB"


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("", ""),
        ("K", "kennis"),
        ("MB", "menskracht en budget"),
        ("MKEB", "menskracht, kennis, ervaring en budget"),
    ],
)
def test_letters_are_words_for_who_hears_them(letters, words):
    assert kinds_in_words(letters) == words


def test_the_eye_sees_in_short_what_is_read_aloud_in_full():
    cell = Cell(Joining.RESERVED, "own", "MB", SPRING)

    assert (cell.short, cell.mark) == ("mee, mits", "MB eigen tempo")
    assert cell.more == (
        "onder voorbehoud, vanaf 1 mei 2019, in eigen tempo, met menskracht en budget"
    )


def test_the_usual_pace_goes_without_saying_but_is_read_aloud():
    cell = Cell(Joining.JOINS, "along", "", SPRING)

    assert (cell.mark, cell.more) == ("", "vanaf 1 mei 2019, in het gewone tempo")


def test_every_state_has_a_word_of_its_own():
    assert set(SHORT) == set(Joining)
    assert len(set(SHORT.values())) == len(SHORT)
