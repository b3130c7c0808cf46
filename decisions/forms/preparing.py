"""What a municipality writes down before its college decides."""

from typing import Any

from django import forms

from decisions.models import (
    AdviceState,
    Audience,
    LocalKind,
    ManagementValue,
    Route,
)
from dutch.fields import DutchDateField, DutchIntegerField, PlainTextField

LONGEST = 20_000


class LocalSectionForm(forms.Form):
    """An own part. `seen` is the row that was on the screen, 0 for none."""

    seen = DutchIntegerField(widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        label="Wie mag dit lezen?", choices=Audience.choices, widget=forms.RadioSelect
    )
    text = PlainTextField(
        label="Tekst",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="**vet**, *schuin* en lijsten met - mogen. Maak de tekst leeg om dit onderdeel "
        "weg te laten.",
    )

    def __init__(self, *args: Any, kind: LocalKind, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind is LocalKind.INTERNAL:
            own = Audience.OWN
            self.fields["audience"] = forms.ChoiceField(
                choices=[(own.value, own.label)],
                widget=forms.HiddenInput,
                initial=own,
                error_messages={"invalid_choice": "Intern overleg blijft binnen de gemeente."},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") == 0 and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Schrijf een tekst.")
        return cleaned


class AdviceForm(forms.Form):
    state = forms.ChoiceField(
        label="Is er advies?", choices=AdviceState.choices, widget=forms.RadioSelect
    )
    text = PlainTextField(
        label="Advies",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="Nodig als het advies gegeven is.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_given = cleaned.get("state") == AdviceState.GIVEN
        if is_given and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Schrijf op wat het advies is.")
        return cleaned


class ManagementAdviceForm(forms.Form):
    value = forms.ChoiceField(
        label="Wat adviseert de directie?",
        choices=ManagementValue.choices,
        widget=forms.RadioSelect,
        help_text="“Geen advies” is een eigen antwoord; het betekent niet: positief.",
    )
    text = PlainTextField(
        label="Toelichting",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="Nodig bij een negatief advies.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_negative = cleaned.get("value") == ManagementValue.NEGATIVE
        if is_negative and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Schrijf op waarom het advies negatief is.")
        return cleaned


class PlacingForm(forms.Form):
    route = forms.ChoiceField(
        label="Hoe komt het op de agenda?", choices=Route.choices, widget=forms.RadioSelect
    )
    on = DutchDateField(label="Op welke collegedag?", help_text="Bijvoorbeeld 30 oktober 2018.")
    reference = PlainTextField(label="Nummer op de agenda", max_length=120, required=False)
