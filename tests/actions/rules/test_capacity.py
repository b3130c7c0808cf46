"""What goes beyond the capacity, and that no way of writing it down slips under that."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from actions.models import Unit, Word
from actions.rules.capacity import HOURS_PER_FTE, Load, ledger, measured

HOURS = some.integers(0, 300).map(Decimal)
WORDS = some.sampled_from([None, Word.ASKED, Word.DEFERRED])


def loads(*amounts):
    return [Load(number, Decimal(amount)) for number, amount in enumerate(amounts, start=1)]


def beyonds(lines):
    return [line.beyond for line in lines]


@pytest.mark.parametrize(
    ("amounts", "declared", "beyond"),
    [
        pytest.param([100], 100, [0], id="all there is"),
        pytest.param([100], 99, [1], id="one too many"),
        pytest.param([60, 60, 60], 100, [0, 20, 60], id="who comes last gets least"),
        pytest.param([100], 0, [100], id="nothing declared on purpose"),
        pytest.param([100], None, [100], id="what is not known is never a yes"),
        pytest.param([0], None, [0], id="nothing asked"),
    ],
)
def test_plans_take_the_capacity_in_the_order_of_adoption(amounts, declared, beyond):
    lines = ledger(loads(*amounts), declared=None if declared is None else Decimal(declared))

    assert beyonds(lines) == beyond


@pytest.mark.parametrize(
    ("word", "beyond", "is_cleared"),
    [
        pytest.param(None, [50, 50], False, id="nobody asked the college"),
        pytest.param(Word.ASKED, [50, 50], False, id="the college has yet to say"),
        pytest.param(Word.DEFERRED, [50, 50], False, id="put off"),
        pytest.param(Word.AGREED, [50, 50], True, id="agreed: room for this plan and no other"),
        pytest.param(Word.DECLINED, [50, 50], False, id="declined: what fits is taken"),
        pytest.param(Word.WITHDRAWN, [50, 50], False, id="withdrawn: as if never asked"),
    ],
)
def test_the_word_of_the_college_says_what_is_left_for_later_plans(word, beyond, is_cleared):
    first, second = Load(1, Decimal(150), word), Load(2, Decimal(50))

    lines = ledger([first, second], declared=Decimal(100))

    assert beyonds(lines) == beyond
    assert lines[0].is_cleared is is_cleared


@pytest.mark.parametrize(
    ("first", "second", "beyond"),
    [
        pytest.param(Load(1, Decimal(40), None, Decimal(40)), 100, [40, 0], id="takes no room"),
        pytest.param(Load(1, Decimal(40), None, Decimal(10)), 80, [10, 10], id="a part of it"),
        pytest.param(Load(1, Decimal(150), None, Decimal(30)), 0, [50, 0], id="on top of the sums"),
        pytest.param(Load(1, Decimal(40), Word.AGREED, Decimal(40)), 101, [40, 1], id="agreed"),
        pytest.param(Load(1, Decimal(40), Word.DECLINED, Decimal(40)), 101, [40, 1], id="declined"),
    ],
)
def test_what_the_municipality_marked_goes_beyond_whatever_the_sums_say(first, second, beyond):
    lines = ledger([first, Load(2, Decimal(second))], declared=Decimal(100))

    assert beyonds(lines) == beyond


@given(some.lists(some.tuples(HOURS, WORDS), max_size=8), HOURS)
def test_however_the_loads_are_split_the_same_goes_beyond(parts, declared):
    split = [Load(number, amount, word) for number, (amount, word) in enumerate(parts)]
    whole = Load(0, sum((load.amount for load in split), Decimal(0)))

    assert sum(beyonds(ledger(split, declared=declared))) == sum(
        beyonds(ledger([whole], declared=declared))
    )


@given(some.lists(some.tuples(HOURS, HOURS, WORDS), min_size=1, max_size=8), HOURS)
def test_marking_more_as_beyond_never_makes_less_go_beyond(parts, declared):
    plain = [Load(n, most, word) for n, (most, _, word) in enumerate(parts)]
    marked = [Load(n, most, word, min(most, some)) for n, (most, some, word) in enumerate(parts)]

    without, with_marks = ledger(plain, declared=declared), ledger(marked, declared=declared)

    assert sum(beyonds(with_marks)) >= sum(beyonds(without))
    assert all(line.beyond <= line.here for line in with_marks)
    assert all(line.beyond >= load.marked for line, load in zip(with_marks, marked, strict=True))


@given(some.permutations(loads(10, 20, 30, 40)))
def test_the_order_changes_who_is_beyond_but_not_how_much(in_any_order):
    assert sum(beyonds(ledger(in_any_order, declared=Decimal(55)))) == 45


def test_an_fte_is_36_hours_in_37_and_a_half_weeks():
    assert Decimal(36) * Decimal("37.5") == HOURS_PER_FTE
    assert measured(Unit.FTE, Decimal("0.10")) == Decimal(135)
    assert measured(Unit.HOURS, Decimal("0.10")) == Decimal("0.10")
    assert measured(Unit.EURO, Decimal("0.01")) == Decimal("0.01")
