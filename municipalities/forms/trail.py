"""What a reader looks for in the trail."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet

from dutch.fields import DutchDateField, DutchIntegerField
from municipalities.models import User
from trail.rules import ACTS
from trail.selectors import Filters


class TrailForm(forms.Form):
    """What a reader looks for in the trail; `voor` is the number before which a page begins."""

    vanaf = DutchDateField(label="Vanaf", required=False)
    tot = DutchDateField(label="Tot en met", required=False)
    handeling = forms.ChoiceField(
        label="Handeling", required=False, choices=[("", "Alle handelingen"), *ACTS.items()]
    )
    persoon = forms.ModelChoiceField(
        User.objects.none(), label="Persoon", required=False, empty_label="Alle personen"
    )
    voor = DutchIntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=None)

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        persoon = self.fields["persoon"]
        assert isinstance(persoon, forms.ModelChoiceField)
        persoon.queryset = people.distinct().order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("vanaf") and facts.get("tot") and facts["tot"] < facts["vanaf"]:
            self.add_error("tot", "Kies een dag op of na de eerste dag.")
        return facts

    @property
    def filters(self) -> Filters:
        """What a form without faults asks for."""
        facts = self.cleaned_data
        person = facts["persoon"]
        return Filters(
            since=facts["vanaf"],
            until=facts["tot"],
            act=facts["handeling"],
            person=person.pk if person else None,
        )

    @property
    def before(self) -> int | None:
        """The number before which the page begins."""
        number: int | None = self.cleaned_data.get("voor")
        return number

    @property
    def asked(self) -> str:
        """The query string of the filters alone, to ask the same of another address."""
        names = [name for name in self.fields if name != "voor"]
        return urlencode({name: self.data[name] for name in names if self.data.get(name)})
