"""When the own college meets."""

from typing import Any

from django import forms

from dutch.fields import DutchDateField, DutchIntegerField, PlainTextField
from municipalities.models import LONGEST_WAIT, Weekday

SHORT = {"size": 4}


class CalendarForm(forms.Form):
    weekday = forms.TypedChoiceField(
        label="Vaste collegedag",
        choices=Weekday.choices,
        coerce=lambda day: Weekday(int(day)),
        error_messages={
            "required": "Kies een dag.",
            "invalid_choice": "Kies een dag uit de lijst.",
        },
    )
    papers_due_days = DutchIntegerField(
        label="Stukken inleveren: hoeveel dagen vóór de vergadering?",
        max_value=LONGEST_WAIT,
        help_text="Kalenderdagen. Valt de dag op een vrije dag, dan geldt de werkdag ervoor.",
        widget=forms.TextInput(attrs=SHORT),
    )
    conform_days = DutchIntegerField(
        label="Conformroute: besluit hoeveel dagen na het inleveren?",
        max_value=LONGEST_WAIT,
        required=False,
        help_text="Alleen als uw college ook zonder vergadering besluit. Laat dit anders leeg.",
        widget=forms.TextInput(attrs=SHORT),
    )


class RecessForm(forms.Form):
    name = PlainTextField(label="Naam", max_length=80, help_text="Bijvoorbeeld: herfstreces.")
    first_on = DutchDateField(label="Eerste dag")
    last_on = DutchDateField(label="Laatste dag")

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = facts.get("first_on"), facts.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "Kies een dag op of na de eerste dag.")
        return facts
