"""Parts add up to their total, to the cent, whatever they are grouped by."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from actions.models import ContributionKind, Unit
from actions.rules.capacity import Measure
from actions.rules.sums import Declared, Side, declared_together, entry, said, sums_by, sums_of

CENTS = some.integers(0, 10**12 - 1).map(lambda cents: Decimal(cents) / 100)
KINDS = {
    Unit.FTE: [ContributionKind.PEOPLE, ContributionKind.KNOWLEDGE, ContributionKind.EXPERIENCE],
    Unit.HOURS: [ContributionKind.PEOPLE, ContributionKind.KNOWLEDGE, ContributionKind.EXPERIENCE],
    Unit.EURO: [ContributionKind.BUDGET],
}
KEYS = {
    "party": lambda each: each.party,
    "year": lambda each: each.year,
    "kind": lambda each: each.kind,
    "party, year and kind": lambda each: (each.party, each.year, each.kind),
}


def an_entry(amount, *, side=Side.COMMITTED, unit=Unit.EURO, **fields):
    known = {"party": 1, "action": 1, "year": 2021, "kind": KINDS[unit][0], **fields}
    return entry(side, unit=unit, amount=Decimal(amount), **known)


@some.composite
def entries(draw):
    unit = draw(some.sampled_from(list(KINDS)))
    return an_entry(
        draw(CENTS),
        side=draw(some.sampled_from(Side)),
        unit=unit,
        kind=draw(some.sampled_from(KINDS[unit])),
        party=draw(some.integers(1, 5)),
        year=draw(some.integers(2021, 2024)),
    )


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@given(some.lists(entries(), max_size=40))
def test_the_parts_add_up_to_the_total(key, rows):
    parts, total = sums_by(rows, key).values(), sums_of(rows)

    assert sum(part.total_asked for part in parts) == total.total_asked
    assert sum(part.total_committed for part in parts) == total.total_committed
    assert sum(each.amount for each in rows) == total.total_asked + total.total_committed


def test_ten_thousand_cents_are_a_hundred_euro():
    total = sums_of(an_entry("0.01") for _ in range(10_000))

    assert total.total_committed == Decimal("100.00")
    assert said(Measure.MONEY, total.total_committed) == "€\N{NO-BREAK SPACE}100"


def test_asked_and_committed_stand_apart():
    sums = sums_of([an_entry(100, side=Side.ASKED), an_entry("60.50")])

    assert (sums.total_asked, sums.total_committed) == (100, Decimal("60.50"))
    assert sums.committed == {ContributionKind.BUDGET: Decimal("60.50")}


def test_fte_count_as_hours():
    each = an_entry("0.02", unit=Unit.FTE)

    assert (each.measure, each.amount) == (Measure.TIME, 27)
    assert said(Measure.TIME, each.amount) == "27\N{NO-BREAK SPACE}uren"


@pytest.mark.parametrize(
    ("amounts", "together"),
    [
        pytest.param([], Declared(), id="nobody"),
        pytest.param([None, None], Declared(unknown=2), id="unknown is no nought"),
        pytest.param([Decimal(0)], Declared(known=1), id="nought is known"),
        pytest.param([Decimal(3), None], Declared(Decimal(3), 1, 1), id="a part is known"),
    ],
)
def test_what_is_not_declared_is_counted_apart(amounts, together):
    assert declared_together(amounts) == together
