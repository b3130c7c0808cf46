"""What is typed into the concept, and where it is put."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from decisions.documents.markup import DEEPEST, too_deep
from decisions.forms.seen import SeenForm
from decisions.models import Audience, DictumItem, Organ, SectionKind
from dutch.fields import PlainTextField

LONGEST_ITEM = 4_000
LONGEST_SECTION = 20_000
SHARED = [a for a in Audience if a != Audience.OWN]
KINDS = [kind for kind in SectionKind if kind != SectionKind.PROCESS]  # that one is nobody's else


class ItemForm(SeenForm):
    """One item of the dictum; it has no mark-up."""

    organ = forms.ChoiceField(
        label="Wie besluit dit?", choices=Organ.choices, widget=forms.RadioSelect
    )
    text = PlainTextField(
        label="Tekst van het beslispunt",
        max_length=LONGEST_ITEM,
        multiline=True,
        help_text="Zonder nummer en zonder opmaak: elk college besluit over precies deze tekst.",
    )


class SectionForm(SeenForm):
    """A piece of the proposal round the dictum."""

    kind = forms.ChoiceField(label="Soort", choices=[(k.value, k.label) for k in KINDS])
    audience = forms.ChoiceField(
        label="Voor wie is dit te lezen?",
        choices=[(a.value, a.label.capitalize()) for a in SHARED],
        widget=forms.RadioSelect,
    )
    heading = PlainTextField(label="Kop", max_length=300, required=False)
    about_item = forms.ChoiceField(label="Hoort bij beslispunt", required=False)
    text = PlainTextField(
        label="Tekst",
        max_length=LONGEST_SECTION,
        multiline=True,
        required=False,
        help_text="Een lege regel begint een nieuwe alinea. **vet**, *schuin*, - of 1. voor een "
        "lijst. {beslispunt 3b} haalt de tekst van dat beslispunt op.",
    )

    def __init__(self, *args: Any, items: Iterable[DictumItem], **options: Any) -> None:
        super().__init__(*args, **options)
        about = self.fields["about_item"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = [("", "Geen"), *((i.number, f"{i.number}. {i.text[:60]}") for i in items)]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if too_deep(text):
            raise forms.ValidationError(
                f"Zet lijsten ten hoogste {DEEPEST} niveaus diep in elkaar.", code="deep"
            )
        return text


class PlaceForm(SeenForm):
    """Before which other a part comes; empty is the end."""

    before = PlainTextField(max_length=36, required=False)

    def clean_before(self) -> UUID | None:
        text: str = self.cleaned_data["before"]
        try:
            return UUID(text) if text else None
        except ValueError as refusal:
            raise forms.ValidationError("Kies een plaats uit de lijst.") from refusal


class NestForm(SeenForm):
    """Whether an item stands under the one above it."""

    nested = forms.ChoiceField(choices=[("in", "Onder het vorige"), ("uit", "Op zichzelf")])
