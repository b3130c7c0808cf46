"""Bars are as long as their amounts, on one scale for all parties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from actions.models import ContributionKind
from actions.rules.bars import EDGE, Amounts, bars, segments

PEOPLE, KNOWLEDGE = ContributionKind.PEOPLE, ContributionKind.KNOWLEDGE


def of(name="Almelo", *, asked=0, people=0, knowledge=0, declared=None):
    return Amounts(
        name=name,
        label="",
        asked=Decimal(asked),
        committed={PEOPLE: Decimal(people), KNOWLEDGE: Decimal(knowledge)},
        declared=None if declared is None else Decimal(declared),
    )


def per_cent(text):
    return Decimal(text.removesuffix("%"))


def test_all_parties_have_the_same_scale():
    picture = bars([of(asked=100, people=50), of("Borne", asked=25)])

    almelo, borne = picture.rows
    assert (almelo.asked.x, almelo.asked.width) == ("0.50%", "99.00%")
    assert borne.asked.width == "24.75%"
    assert [piece.width for piece in almelo.committed] == ["49.50%"]
    assert almelo.end_y < picture.height / 2 < borne.text_y


@pytest.mark.parametrize(
    ("party", "width"),
    [
        pytest.param(of(asked=50, people=100), "49.50%", id="committed is longest"),
        pytest.param(of(asked=50, people=60, knowledge=40), "49.50%", id="kinds together"),
        pytest.param(of(asked=50, declared=100), "49.50%", id="declared is longest"),
    ],
)
def test_the_longest_of_all_is_the_width_of_the_page(party, width):
    assert bars([party]).rows[0].asked.width == width


@pytest.mark.parametrize(
    ("declared", "x"), [(None, None), (0, "0.50%"), (50, "50.00%"), (100, "99.50%")]
)
def test_an_unknown_capacity_is_not_drawn_and_nought_is(declared, x):
    assert bars([of(asked=100, declared=declared)]).rows[0].declared_x == x


def test_kinds_stand_behind_each_other():
    people, knowledge = bars([of(people=30, knowledge=70)]).rows[0].committed

    assert (people.kind, knowledge.kind) == (PEOPLE, KNOWLEDGE)
    assert per_cent(people.x) + per_cent(people.width) == per_cent(knowledge.x)


def test_a_kind_without_an_amount_is_left_out():
    assert [piece.kind for piece in bars([of(asked=1, knowledge=1)]).rows[0].committed] == [
        KNOWLEDGE
    ]


@pytest.mark.parametrize("parties", [[], [of()], [of(declared=0)]])
def test_where_there_is_nothing_there_is_no_picture(parties):
    assert bars(parties) is None


@given(some.lists(some.integers(1, 10**12), min_size=1, max_size=12))
def test_however_many_pieces_they_fill_the_bar_exactly(cents):
    amounts = [(str(number), Decimal(each) / 100) for number, each in enumerate(cents)]

    pieces = segments(amounts, longest=sum(amount for _, amount in amounts))

    assert sum(per_cent(piece.width) for piece in pieces) == 100 - 2 * EDGE
    assert per_cent(pieces[0].x) == EDGE
