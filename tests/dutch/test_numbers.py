import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dutch.numbers import (
    UnreadableNumber,
    format_euro,
    format_number,
    parse_decimal,
    parse_money,
)

AMOUNTS = some.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-5, "−5"),
        (1234, "1.234"),
        (Decimal("1234.50"), "1.234,50"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("0.00"), "0,00"),
    ],
)
def test_numbers_are_written_the_dutch_way(value, shown):
    assert format_number(value) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal(325000), "€\xa0325.000"),
        (Decimal("325000.00"), "€\xa0325.000"),
        (Decimal("12.5"), "€\xa012,50"),
        (Decimal("-0.01"), "€\xa0−0,01"),
        (5, "€\xa05"),
    ],
)
def test_money_is_written_the_dutch_way(amount, shown):
    assert format_euro(amount) == shown


@given(AMOUNTS)
def test_money_that_is_written_reads_back_as_the_same_amount(amount):
    assert parse_money(format_euro(amount)) == amount


@given(AMOUNTS)
def test_number_that_is_written_reads_back_as_the_same_number(amount):
    assert parse_decimal(format_number(amount), places=2) == amount


@given(some.text("0123456789.,-+−_ €eE()x", max_size=12))
def test_text_that_is_read_holds_exactly_the_digits_of_the_amount(text):
    with suppress(UnreadableNumber):
        amount = parse_money(text)
        whole, _, cents = re.sub("[^0-9,]", "", text).partition(",")
        assert abs(amount) == Decimal(f"{whole or 0}.{cents or 0}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,000.00", "Zet een punt tussen duizendtallen en een komma voor de decimalen."),
        ("1.5", "Zet een punt tussen duizendtallen en een komma voor de decimalen."),
        ("nvt", "Vul een getal in met de cijfers 0 tot en met 9."),
        ("1e5", "Schrijf het getal helemaal in cijfers."),
        ("0,005", "Gebruik ten hoogste 2 cijfers achter de komma."),
        ("1000000000000000", "Dit getal is te groot."),
        ("1" * 61, "Dit is te lang voor een getal."),
    ],
)
def test_refusal_helps_with_what_was_typed(text, sentence):
    with pytest.raises(UnreadableNumber, match=f"^{sentence}"):
        parse_money(text)


@pytest.mark.parametrize(
    ("places", "sentence"),
    [(0, "Vul een heel getal in"), (1, "ten hoogste 1 cijfer achter")],
)
def test_digit_too_many_is_refused_and_not_rounded(places, sentence):
    with pytest.raises(UnreadableNumber, match=sentence):
        parse_decimal("1,25", places=places)


def test_largest_number_keeps_every_digit():
    assert parse_money("999.999.999.999.999,99") == Decimal("999999999999999.99")
