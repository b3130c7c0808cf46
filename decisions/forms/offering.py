"""What people fill in to offer the proposal to the colleges."""

from datetime import datetime
from typing import Any

from django import forms

from decisions.rules.publishing import INSTRUCTION, MOMENT
from dutch.fields import DutchMomentField, PlainTextField

LONGEST = 2000


class EmbargoMomentsForm(forms.Form):
    """From when the embargo can end, and when it ends at the latest."""

    not_before = DutchMomentField(
        label="Embargo tot",
        help_text="Vóór dit moment is niets openbaar. “Tot 31 oktober” is 31 oktober om 0.00 uur.",
    )
    ends_at_latest = DutchMomentField(
        label="Embargo eindigt uiterlijk",
        help_text="Ook als nog niet elk college de gelegenheid heeft gehad.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("not_before"), cleaned.get("ends_at_latest")
        if isinstance(first, datetime) and isinstance(last, datetime) and last < first:
            self.add_error("ends_at_latest", "Kies een moment dat niet vóór het embargo ligt.")
        return cleaned


class InstructionField(PlainTextField):
    """The words of a publication instruction, with the place where the moment comes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Publicatie-instructie voor elke gemeente",
            help_text=f"Op de plaats van {MOMENT} vult het portaal het embargo-moment in.",
            max_length=LONGEST,
            multiline=True,
            **options,
        )

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        if MOMENT not in text:
            raise forms.ValidationError(f"Laat {MOMENT} staan, zodat het moment in de tekst komt.")
        return text


class FurtherOfferForm(forms.Form):
    """The term of a further proposal: it has no embargo, so there is nothing else to set."""

    closes_at = DutchMomentField(
        label="Besluiten vóór",
        help_text="Wanneer de betrokken colleges besloten moeten hebben. Een later besluit telt "
        "ook, maar de uitvoering wacht er misschien op.",
    )


class OfferForm(EmbargoMomentsForm):
    """The terms of the first offer. A later version goes out under the same ones."""

    closes_at = DutchMomentField(
        label="Sluit op",
        help_text="Colleges die vóór dit moment instemmen, bieden het profiel aan.",
    )
    instruction = InstructionField(initial=INSTRUCTION)

    field_order = ["closes_at", "not_before", "ends_at_latest", "instruction"]
