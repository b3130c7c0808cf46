"""What a municipality has in a year."""

from django import forms

from actions.models import Unit
from actions.models.capacity import COUNTED
from actions.rules.capacity import FIRST_YEAR, LAST_YEAR
from dutch.fields import DutchDecimalField, DutchIntegerField, PlainTextField
from dutch.widgets import TypedInput

LONGEST_NOTE = 2000


class YearField(DutchIntegerField):
    """A calendar year, written without a point."""

    def write(self, value: int) -> str:
        return str(value)


class CapacityForm(forms.Form):
    year = YearField(
        label="Jaar",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=TypedInput(attrs={"size": 4}),
    )
    unit = forms.TypedChoiceField(
        label="Eenheid",
        choices=[(unit, unit.label) for unit in COUNTED],
        coerce=Unit,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies fte, uren of euro.",
            "invalid_choice": "Kies fte, uren of euro.",
        },
    )
    amount = DutchDecimalField(
        label="Hoeveelheid",
        help_text="Bijvoorbeeld 0,5 of 25.000. Vul 0 in als uw gemeente niets heeft.",
        widget=TypedInput(attrs={"size": 14}),
    )
    note = PlainTextField(
        label="Toelichting",
        help_text="Bijvoorbeeld wie het doet. Alle partijen in de regio kunnen dit lezen.",
        max_length=LONGEST_NOTE,
        multiline=True,
        required=False,
    )
