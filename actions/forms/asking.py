"""Asking municipalities to answer, answering who asks to join, and on which day it was known."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from actions.rules.requests import LONGEST_NOTE
from dutch.fields import DutchDateField, PlainTextField
from municipalities.models import Municipality


class KnownOnForm(forms.Form):
    """As it was known on which day; not after `today`."""

    op = DutchDateField(label="Zoals bekend op")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options["initial"] = {"op": today}
        super().__init__(*args, **options)
        self.today = today

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if op > self.today:
            raise forms.ValidationError("Kies een dag die al geweest is.")
        return op


class AskForm(forms.Form):
    """Which municipalities to ask, by CBS code."""

    municipalities = forms.MultipleChoiceField(
        label="Welke gemeenten vraagt u?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Kies ten minste één gemeente.",
            "invalid_choice": "Deze gemeente is al gevraagd of heeft al geantwoord.",
        },
    )
    note = PlainTextField(
        label="Toelichting bij de vraag",
        max_length=LONGEST_NOTE,
        multiline=True,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, municipalities: Iterable[Municipality], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["municipalities"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.code, each.name) for each in municipalities]
        field.initial = [each.code for each in municipalities]


class AdmitForm(forms.Form):
    """What the lead says to a municipality that asks to join."""

    is_admitted = forms.TypedChoiceField(
        label="Kan deze gemeente nog meedoen?",
        choices=[
            ("ja", "Ja, de gemeente doet mee"),
            ("nee", "Nee, de gemeente kan nu niet meedoen"),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Maak een keuze.", "invalid_choice": "Maak een keuze."},
    )
    reason = PlainTextField(
        label="Reden",
        help_text="Nodig als de gemeente niet kan meedoen.",
        max_length=LONGEST_NOTE,
        multiline=True,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_refused = cleaned.get("is_admitted") is False
        if is_refused and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Schrijf op waarom de gemeente niet kan meedoen.")
        return cleaned
