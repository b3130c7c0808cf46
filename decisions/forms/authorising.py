"""What people record after the decision: the authorisation and the letter to the council."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions.models import LegalBasis
from dutch.fields import DutchDateField, PlainTextField
from municipalities.models import User


class AuthoriseForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.none(), label="Wie wordt gemachtigd?", empty_label="Kies een persoon"
    )
    replacement = forms.ModelChoiceField(
        User.objects.none(),
        label="Wie vervangt bij afwezigheid?",
        empty_label="Niemand",
        required=False,
        help_text="De vervanger mag tekenen als de gemachtigde het niet kan.",
    )
    legal_basis = forms.ChoiceField(
        label="Op welke grondslag?",
        choices=LegalBasis.choices,
        widget=forms.RadioSelect,
        help_text="Uw jurist kiest; het portaal legt vast.",
    )
    legal_basis_text = PlainTextField(
        label="Andere grondslag, in woorden", max_length=200, required=False
    )
    valid_from = DutchDateField(label="Geldig vanaf")
    valid_until = DutchDateField(label="Geldig tot en met", required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("person", "replacement"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("legal_basis") == LegalBasis.OTHER and not cleaned.get("legal_basis_text"):
            self.add_error("legal_basis_text", "Schrijf de grondslag op.")
        if cleaned.get("replacement") and cleaned["replacement"] == cleaned.get("person"):
            self.add_error("replacement", "Kies een ander dan wie gemachtigd wordt.")
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Kies een dag die niet vóór de eerste dag ligt.")
        return cleaned


class LetterForm(forms.Form):
    sent_on = DutchDateField(label="Verzonden op")
    reference = PlainTextField(label="Kenmerk van de raadsbrief", max_length=120)
