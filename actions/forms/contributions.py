"""The lines on which an official says what the municipality brings."""

from typing import Any

from django import forms

from actions.forms.capacity import YearField
from actions.models import ContributionKind, Unit
from actions.rules.participation import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_DESCRIPTION,
    MOST_CONTRIBUTIONS,
    ContributionDraft,
    ParticipationBlocker,
)
from dutch.fields import DutchDecimalField, PlainTextField

WITHIN, BEYOND = "within", "beyond"


class ContributionForm(forms.Form):
    """One line of what the municipality brings; a line without a kind and an amount is no line."""

    kind = forms.TypedChoiceField(
        label="Soort",
        choices=[("", "Kies een soort"), *ContributionKind.choices],
        coerce=ContributionKind,
        empty_value=None,
        error_messages={"required": "Kies een soort."},
    )
    amount = DutchDecimalField(
        label="Hoeveelheid per jaar",
        error_messages={"required": ParticipationBlocker.AMOUNT.label},
        widget=forms.TextInput(attrs={"size": 10}),
    )
    unit = forms.TypedChoiceField(
        label="Eenheid",
        choices=[("", "Kies een eenheid"), *Unit.choices],
        coerce=Unit,
        empty_value=None,
        error_messages={"required": "Kies een eenheid."},
    )
    description = PlainTextField(
        label="Omschrijving",
        max_length=LONGEST_DESCRIPTION,
        required=False,
        error_messages={"required": ParticipationBlocker.DESCRIPTION.label},
    )
    first_year = YearField(
        label="Eerste jaar",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": "Vul een jaar in."},
        widget=forms.TextInput(attrs={"size": 4}),
    )
    last_year = YearField(
        label="Laatste jaar",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": "Vul een jaar in."},
        widget=forms.TextInput(attrs={"size": 4}),
    )
    capacity = forms.ChoiceField(
        label="Capaciteit",
        choices=[(WITHIN, "Binnen bestaande capaciteit"), (BEYOND, "Boven bestaande capaciteit")],
        initial=WITHIN,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask of a line what every line has, and nothing of one that is left blank."""
        super().__init__(*args, **options)
        if self.is_bound:
            in_words = self["unit"].data == Unit.DESCRIPTION
            for name, field in self.fields.items():
                field.required = name in NEEDED and not self.is_blank
            self.fields["amount"].required = not in_words and not self.is_blank
            self.fields["description"].required = in_words and not self.is_blank

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(self[name].data for name in BLANK)

    def draft(self) -> ContributionDraft:
        """Return what the line says."""
        given = self.cleaned_data
        return ContributionDraft(
            kind=given["kind"],
            unit=given["unit"],
            amount=given["amount"],
            first_year=given["first_year"],
            last_year=given["last_year"],
            is_within_capacity=given["capacity"] != BEYOND,
            description=given["description"],
        )


BLANK = ("kind", "amount", "unit", "description", "first_year", "last_year")
NEEDED = {"kind", "unit", "first_year", "last_year"}


class Lines(forms.BaseFormSet):  # type: ignore[type-arg]  # no brackets at run time
    """The lines together, counted by the page itself."""

    default_error_messages = {
        "missing_management_form": "Deze pagina kwam niet heel aan. Open haar opnieuw.",
        "too_many_forms": str(ParticipationBlocker.MANY.label),
    }


ContributionForms = forms.formset_factory(
    ContributionForm,
    formset=Lines,
    extra=1,
    max_num=MOST_CONTRIBUTIONS,
    absolute_max=MOST_CONTRIBUTIONS,
)


def line_of(draft: ContributionDraft) -> dict[str, Any]:
    """Return the line as a form begins with it."""
    return {
        "kind": draft.kind,
        "amount": draft.amount,
        "unit": draft.unit,
        "description": draft.description,
        "first_year": draft.first_year,
        "last_year": draft.last_year,
        "capacity": WITHIN if draft.is_within_capacity else BEYOND,
    }
