"""What people fill in to bring a document in, and to take it back decided."""

from typing import Any

from django import forms

from dutch.fields import DutchMomentField
from municipalities.models import Municipality, Region


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Document",
        help_text="PDF, Word (.docx), OpenDocument (.odt) of tekst, ten hoogste 5 MB.",
    )
    owner = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Van welke gemeente is dit document?",
        empty_label="Kies een gemeente",
        help_text="Wat intern is, wordt alleen voor die gemeente leesbaar.",
    )
    closes_at = DutchMomentField(
        label="Sluit op",
        help_text="Colleges die vóór dit moment instemmen, bieden het profiel aan.",
    )

    def __init__(self, *args: Any, region: Region, **options: Any) -> None:
        super().__init__(*args, **options)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Municipality.objects.filter(region=region).order_by("name")


class ReturnedForm(forms.Form):
    """The document as a college adopted it."""

    file = forms.FileField(
        label="Document",
        help_text="PDF, Word (.docx), OpenDocument (.odt) of tekst, ten hoogste 5 MB.",
    )
