from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from dutch.fields import (
    DutchDateField,
    DutchDecimalField,
    DutchIntegerField,
    DutchMomentField,
    MoneyField,
    PlainTextField,
)

AT = datetime(2018, 10, 30, 13, 5, tzinfo=UTC)


class Plan(forms.Form):
    """A form of a plan of approach, with every kind of field."""

    pieces = DutchIntegerField(required=False)
    share = DutchDecimalField(places=1, max_value=Decimal(100), required=False)
    amount = MoneyField(required=False)
    on = DutchDateField(earliest=date(2018, 1, 1), latest=date(2018, 12, 31), required=False)
    at = DutchMomentField(required=False)
    title = PlainTextField(max_length=20, required=False)
    reason = PlainTextField(max_length=20, multiline=True, required=False)


FILLED = {
    "pieces": 1500,
    "share": Decimal("12.5"),
    "amount": Decimal("1234.50"),
    "on": date(2018, 10, 30),
    "at": AT,
    "title": "Tetem",
    "reason": "Omdat",
}
TYPED = {
    "pieces": "1.500",
    "share": "12,5",
    "amount": "1.234,50",
    "on": "30-10-2018",
    "at_date": "30-10-2018",
    "at_time": "14.05",
    "title": "Tetem",
    "reason": "Omdat",
}


def test_stored_values_are_shown_as_they_are_typed():
    page = str(Plan(initial=FILLED))

    shown = {name for name, text in TYPED.items() if f'name="{name}"' in page and text in page}

    assert shown == set(TYPED)


def test_what_is_shown_is_read_back_and_has_not_changed():
    form = Plan(TYPED, initial=FILLED)

    assert form.is_valid()
    assert form.cleaned_data == FILLED
    assert not form.has_changed()


def test_form_left_blank_is_valid_and_empty():
    form = Plan({})

    assert form.is_valid()
    assert form.cleaned_data == dict.fromkeys(FILLED) | {"title": "", "reason": ""}


@pytest.mark.parametrize("name", FILLED)
def test_required_field_says_so(name):
    form = Plan({})
    form.fields[name].required = True

    assert form.errors == {name: ["Vul dit veld in."]}


def test_nought_is_an_answer():
    form = Plan({"pieces": "0", "share": "0", "amount": "0"})

    assert form.is_valid()
    assert [form.cleaned_data[name] for name in ("pieces", "share", "amount")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("pieces", "-1", "Vul 0 of meer in."),
        ("pieces", "2.147.483.648", "Vul ten hoogste 2.147.483.647 in."),
        ("share", "100,1", "Vul ten hoogste 100 in."),
        ("amount", "-5", "Vul €\xa00 of meer in."),
        ("amount", "10.000.000.000", "Vul ten hoogste €\xa09.999.999.999,99 in."),
        ("on", "31-12-2017", "Vul een datum in vanaf 1 januari 2018."),
        ("on", "1-1-2019", "Vul een datum in tot en met 31 december 2018."),
        ("title", "a\nb", "Zet deze tekst op één regel."),
        ("title", "a" * 21, "Gebruik ten hoogste 20 tekens. Deze tekst heeft er 21."),
    ],
)
def test_limits_are_explained(name, typed, sentence):
    assert Plan({name: typed}).errors == {name: [sentence]}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("pieces", "2.147.483.647"),
        ("share", "100"),
        ("amount", "9.999.999.999,99"),
        ("on", "1-1-2018"),
        ("on", "31-12-2018"),
        ("title", "a" * 20),
        ("reason", "a\nb"),
    ],
)
def test_limits_themselves_are_allowed(name, typed):
    assert Plan({name: typed}).is_valid()


@pytest.mark.parametrize("name", ["title", "reason"])
def test_text_has_no_maxlength_that_cuts_in_silence(name):
    assert "maxlength" not in str(Plan()[name])


@pytest.mark.parametrize(
    ("name", "keyboard"),
    [("pieces", "numeric"), ("share", "decimal"), ("amount", "decimal"), ("on", "text")],
)
def test_phone_shows_the_right_keyboard_and_no_suggestions(name, keyboard):
    html = str(Plan()[name])

    assert f'inputmode="{keyboard}"' in html
    assert 'autocomplete="off"' in html
    assert 'type="text"' in html


def test_moment_has_two_labelled_inputs_for_a_fieldset():
    field = Plan()["at"]

    html = str(field)

    assert field.use_fieldset
    assert '<label for="id_at_0">Datum</label>' in html
    assert '<label for="id_at_1">Tijd</label>' in html
    assert html.count('id="id_at_') == 2


def test_label_without_id_points_nowhere():
    html = str(Plan(auto_id=False)["at"])

    assert html.count("<label >") == 2 and 'for=""' not in html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"at_date": "30-10-2018"}, "Vul een tijd in. Bijvoorbeeld: 14.05."),
        ({"at_time": "14.05"}, "Vul een datum in. Bijvoorbeeld: 30-10-2018 of 30 oktober 2018."),
        ({"at_date": "29-3-2026", "at_time": "2.30"}, "Op 29 maart 2026 bestaat 02.30 uur niet"),
    ],
)
def test_moment_that_is_wrong_is_explained_and_kept(typed, sentence):
    form = Plan(typed)

    [explained] = form.errors["at"]

    assert explained.startswith(sentence)
    assert all(f'value="{text}"' in str(form["at"]) for text in typed.values())


def test_disabled_field_keeps_its_value():
    form = Plan({"amount": "1", "at_date": "x"}, initial=FILLED)
    form.fields["amount"].disabled = form.fields["at"].disabled = True

    assert form.is_valid()
    assert (form.cleaned_data["amount"], form.cleaned_data["at"]) == (Decimal("1234.50"), AT)


def test_what_was_typed_is_escaped():
    page = str(Plan({"amount": '"><script>', "title": "<b>"})["amount"])

    assert "<script>" not in page


def test_limits_may_be_lifted():
    assert MoneyField(min_value=None).clean("-5") == -5
    assert DutchDecimalField(places=0, max_value=None).clean("10.000.000.000") == 10**10
    with pytest.raises(ValidationError):
        MoneyField().clean("-5")
