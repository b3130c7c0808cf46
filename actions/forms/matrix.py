"""What a reader chooses on the matrix, and what an official answers in a cell of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from django import forms

from actions.models import Answer, Pace, ReasonKind
from dutch.fields import DutchDateField, DutchIntegerField

LAST_PAGE = 10_000
LAST_ROW = 2**63 - 1  # what a key can be


class ChoiceForm(forms.Form):
    """What is shown; the names of the fields are the words in the address."""

    thema = forms.TypedChoiceField(label="Thema", coerce=int, empty_value=None, required=False)
    trekker = forms.TypedChoiceField(label="Trekker", coerce=int, empty_value=None, required=False)
    op = DutchDateField(
        label="Zoals bekend op",
        required=False,
        earliest=date(2000, 1, 1),
        latest=date(2100, 12, 31),
    )
    blad = DutchIntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )
    kolommen = DutchIntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, themes: Mapping[int, str], leads: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._offer("thema", "Alle thema's", themes.items())
        self._offer("trekker", "Alle trekkers", sorted(leads.items(), key=itemgetter(1)))

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]


class CellForm(forms.Form):
    """A short answer; what else belongs to one is asked on its own page."""

    answer = forms.TypedChoiceField(
        label="Antwoord",
        choices=Answer.choices,
        coerce=Answer,
        widget=forms.Select({"autofocus": True}),
    )
    pace = forms.TypedChoiceField(
        label="Tempo",
        choices=[("", "Kies een tempo"), *Pace.choices],
        coerce=Pace,
        empty_value=None,
        required=False,
    )
    reason_kind = forms.TypedChoiceField(
        label="Reden (bij nu niet of nee)",
        choices=[("", "Kies een reden"), *ReasonKind.choices],
        coerce=ReasonKind,
        empty_value=None,
        required=False,
    )
    replaces = DutchIntegerField(min_value=0, max_value=LAST_ROW, widget=forms.HiddenInput)
