"""Every bad input is stored exactly, stored normalised as said, or refused in Dutch."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from dutch.fields import (
    DutchDateField,
    DutchIntegerField,
    DutchMomentField,
    MoneyField,
    PlainTextField,
    WebAddressField,
)
from tests.dutch.corpus import ADDRESSES, DATES, MOMENTS, MONEY, REFUSED, SAME, TEXT, WHOLE

pytestmark = pytest.mark.corpus

DUTCH = re.compile(
    r"\b(vul|schrijf|gebruik|zet|is|bestaat|komt|geldt|staat|klopt)\b", re.IGNORECASE
)


def outcome(field: forms.Field, typed: object) -> object:
    """Return what the field would store, or REFUSED after checking that it said so in Dutch."""
    try:
        return field.clean(typed)
    except ValidationError as refusal:
        [sentence] = refusal.messages
        assert DUTCH.search(sentence) and sentence[0].isupper() and sentence[-1] in ".?"
        assert len(sentence) < 200
        return REFUSED


def cases(corpus: list[tuple]) -> pytest.MarkDecorator:
    """Give each case of the corpus its own test, under its own name."""
    return pytest.mark.parametrize(
        ("typed", "stored"), [case[1:] for case in corpus], ids=[case[0] for case in corpus]
    )


@cases(MONEY)
def test_money(typed, stored):
    found = outcome(MoneyField(min_value=None), typed)

    assert (found is REFUSED) if stored is REFUSED else (str(found) == stored)
    assert found is REFUSED or isinstance(found, Decimal)


@cases(WHOLE)
def test_whole_numbers(typed, stored):
    found = outcome(DutchIntegerField(min_value=None), typed)

    assert found == stored
    assert type(found) is type(stored)


@cases(DATES)
def test_dates(typed, stored):
    found = outcome(DutchDateField(), typed)

    assert found == (stored and date.fromisoformat(stored))


@pytest.mark.parametrize(
    ("on", "clock", "stored"), [case[1:] for case in MOMENTS], ids=[case[0] for case in MOMENTS]
)
def test_moments(on, clock, stored):
    found = outcome(DutchMomentField(), [on, clock])

    assert found == (stored and datetime.fromisoformat(stored))
    assert found is REFUSED or found.tzinfo is UTC


@cases(TEXT)
def test_text(typed, stored):
    found = outcome(PlainTextField(max_length=2000, multiline=True), typed)

    assert found == (typed if stored is SAME else stored)
    assert found is REFUSED or found.encode()


@cases(ADDRESSES)
def test_addresses(typed, stored):
    found = outcome(WebAddressField(max_length=500), typed)

    assert found == (typed if stored is SAME else stored)


class Everything(forms.Form):
    """One field of each kind."""

    amount = MoneyField()
    number = DutchIntegerField()
    on = DutchDateField()
    text = PlainTextField(max_length=100)


WRONG = sorted(
    {str(typed) for _, typed, *_ in MONEY + DATES if isinstance(typed, str) and len(typed) < 50}
    - {""}
)


@pytest.mark.parametrize("typed", WRONG, ids=ascii)
def test_form_shows_again_what_was_typed_wrong(typed):
    form = Everything({"amount": typed, "number": typed, "on": typed, "text": "goed"})

    page = str(form)

    assert not form.is_valid()  # nothing is an amount, a number and a date at once
    for name in form.errors:
        assert form[name].value() == typed
        assert forms.TextInput().render(name, typed).split("value=")[1].split('"')[1] in page


@pytest.mark.parametrize("name", ["amount", "number", "on"])
def test_parameter_sent_twice_is_refused(name):
    form = Everything(QueryDict(f"{name}=1&{name}=9"))

    page = str(form)

    assert name in form.errors
    assert 'value="1 en 9"' in page


def test_moment_sent_twice_is_refused():
    class Meeting(forms.Form):
        at = DutchMomentField()

    form = Meeting(QueryDict("at_date=2026-01-01&at_time=12.00&at_time=13.00"))

    assert form.errors == {"at": ["Vul een tijd in. Bijvoorbeeld: 14.05."]}


def test_ten_thousand_cents_are_a_hundred_euros():
    cent = MoneyField().clean("0,01")

    assert sum([cent] * 10_000) == Decimal("100.00")
