"""When a trigger is met: one table, and the edges of room in the capacity."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from actions.models import TriggerKind, Unit, Word
from actions.rules.capacity import Line, Measure
from actions.rules.participation import TriggerDraft
from actions.rules.watching import FITS, Watched, asked_in, met, names

AT = datetime(2019, 5, 14, 10, tzinfo=UTC)
CAPACITY = TriggerDraft(TriggerKind.CAPACITY)
WORD = TriggerDraft(TriggerKind.WORD, word="Binnenstad")
DAY = TriggerDraft(TriggerKind.DAY, on=date(2019, 5, 14))
RUNNING = TriggerDraft(TriggerKind.RUNNING)
PARTNERS = TriggerDraft(TriggerKind.PARTNERS, partners=2)
TIME = (2019, Measure.TIME)
MONEY = (2019, Measure.MONEY)


def line(here, *, word=None):
    return Line(7, Decimal(100), Decimal(0), Decimal(here), Decimal(0), word)


def room(asked=100, declared=100, *lines):
    declared = {} if declared is None else {TIME: Decimal(declared)}
    return Watched(asked={TIME: Decimal(asked)}, declared=declared, lines={TIME: lines})


TABLE = [
    (CAPACITY, Watched(), ""),
    (CAPACITY, room(), FITS),
    (CAPACITY, room(101), ""),
    (CAPACITY, room(0, 0), FITS),
    (CAPACITY, room(1, None), ""),
    (CAPACITY, room(60, 100, line(40)), FITS),
    (CAPACITY, room(61, 100, line(40)), ""),
    (CAPACITY, room(60, 100, line(40, word=Word.DECLINED)), FITS),
    (WORD, Watched(text="Meer makers."), ""),
    (WORD, Watched(text="Makers in de BINNENSTAD."), "Het plan noemt “Binnenstad”."),
    (DAY, Watched(), "Het is 14 mei 2019 of later."),
    (TriggerDraft(TriggerKind.DAY, on=date(2019, 5, 15)), Watched(), ""),
    (RUNNING, Watched(), ""),
    (RUNNING, Watched(is_running=True), "De actie loopt."),
    (PARTNERS, Watched(partners=["Borne"]), ""),
    (
        PARTNERS,
        Watched(partners=["Losser", "Borne"]),
        "Nu doen 2 andere gemeenten mee: Borne, Losser.",
    ),
    (
        TriggerDraft(TriggerKind.PARTNERS, partners=1),
        Watched(partners=["Borne"]),
        "Nu doet 1 andere gemeente mee: Borne.",
    ),
]


@pytest.mark.parametrize(("trigger", "watched", "sentence"), TABLE)
def test_a_trigger_is_met_with_one_sentence(trigger, watched, sentence):
    assert met(trigger, watched, at=AT) == sentence


def test_every_kind_is_in_the_table_met_and_not_met():
    found = {(trigger.kind, bool(sentence)) for trigger, _, sentence in TABLE}

    assert found == {(kind, is_met) for kind in TriggerKind for is_met in (True, False)}


def test_all_that_is_asked_has_to_fit():
    asked = {TIME: Decimal(1), MONEY: Decimal(1)}
    declared = {TIME: Decimal(1)}

    assert not met(CAPACITY, Watched(asked=asked, declared=declared, lines={}), at=AT)
    assert met(CAPACITY, Watched(asked=asked, declared=declared | {MONEY: Decimal(1)}), at=AT)


def test_a_day_is_the_day_in_amsterdam():
    late = datetime(2019, 5, 13, 22, 30, tzinfo=UTC)

    assert met(DAY, Watched(), at=late)


@pytest.mark.parametrize(
    ("text", "word", "is_named"),
    [
        ("De binnenstadsagenda", "Binnenstad", True),
        ("De Enschedese binnenstad.", "binnenstad", True),
        ("Een subbinnenstad", "binnenstad", False),
        ("a.b", "a.b", True),
        ("aXb", "a.b", False),
        ("wat dan ook", " ", False),
    ],
)
def test_a_word_is_named_where_a_word_begins_with_it(text, word, is_named):
    assert names(text, word) is is_named


def test_hours_and_fte_are_asked_together_and_past_years_are_left_out():
    needs = [
        (2018, Unit.HOURS, Decimal(9)),
        (2019, Unit.HOURS, Decimal(10)),
        (2019, Unit.FTE, Decimal("0.1")),
        (2019, Unit.EURO, Decimal(5)),
    ]

    assert asked_in(needs, since=2019) == {TIME: Decimal("145.0"), MONEY: Decimal(5)}
