"""What is typed into the concept of a plan of approach: its text, and what it asks of whom."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from actions.forms.seen import SeenForm
from actions.models import ContributionKind, Plan, Unit
from dutch.fields import DutchDecimalField, DutchIntegerField, PlainTextField
from municipalities.models import Organisation

LONGEST = 20_000
LONGEST_DESCRIPTION = 500
MOST_PARTNERS = 1_000
EMPTY = {"required": "Maak een keuze.", "invalid_choice": "Kies uit de lijst."}
IN_WORDS = "Vul hier niets in: bij “omschrijving” staat het in woorden."


class PlanForm(SeenForm):
    """The text of the plan; a concept may be unfinished."""

    goals = PlainTextField(
        label="Doelen",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="Wat wilt u met de actie bereiken? Nodig om het plan vast te stellen.",
    )
    result = PlainTextField(
        label="Beoogd resultaat",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="Wat is er straks, dat er nu niet is? Nodig om het plan vast te stellen.",
    )
    dependencies = PlainTextField(
        label="Afhankelijkheden",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="Van wie of wat hangt het af of dit lukt?",
    )
    minimum_partners = DutchIntegerField(
        label="Minimaal aantal gemeenten",
        max_value=MOST_PARTNERS,
        required=False,
        widget=forms.TextInput(attrs={"size": 6}),
        help_text="Met minder gemeenten begint de actie niet. Leeg of 0: geen minimum.",
    )
    others_may_start = forms.BooleanField(
        label="De anderen mogen al beginnen terwijl een college nog besluit", required=False
    )


class NeedForm(SeenForm):
    """One line: what the plan asks of one party in one year. 0 is an amount, empty is none."""

    party = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Partij",
        empty_label="Kies een partij",
        error_messages=EMPTY,
    )
    year = forms.TypedChoiceField(label="Jaar", coerce=int, error_messages=EMPTY)
    kind = forms.ChoiceField(
        label="Soort", choices=ContributionKind.choices, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label="Eenheid", choices=Unit.choices, widget=forms.RadioSelect)
    amount = DutchDecimalField(
        label="Hoeveelheid",
        required=False,
        widget=forms.TextInput(attrs={"size": 14}),
        help_text="Een getal zoals 0,5 of 10.000. Het cijfer 0 mag; leeg mag alleen bij "
        "“omschrijving”.",
    )
    description = PlainTextField(
        label="Omschrijving",
        max_length=LONGEST_DESCRIPTION,
        required=False,
        help_text="Nodig bij de eenheid “omschrijving”, zoals: kennis van vergunningen.",
    )

    def __init__(
        self,
        *args: Any,
        parties: QuerySet[Organisation],
        years: Iterable[int],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        party, year = self.fields["party"], self.fields["year"]
        assert isinstance(party, forms.ModelChoiceField)
        assert isinstance(year, forms.TypedChoiceField)
        party.queryset = parties
        year.choices = [(each, str(each)) for each in years]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, said in _faults(cleaned):
            if name not in self.errors:
                self.add_error(name, said)
        return cleaned


class NewNeedForm(NeedForm):
    """A line to add: there is nothing yet that could be overwritten."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["seen_sha256"]


class PlansForm(forms.Form):
    """Which two versions to hold beside each other."""

    van = forms.TypedChoiceField(label="Van", coerce=int, error_messages=EMPTY)
    naar = forms.TypedChoiceField(label="Naar", coerce=int, error_messages=EMPTY)

    def __init__(self, *args: Any, versions: Sequence[Plan], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("van", "naar"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [(plan.number, name_of(plan)) for plan in versions]


def name_of(plan: Plan) -> str:
    """Return what a version is called in a list."""
    return f"versie {plan.number}" if plan.frozen_at else f"concept {plan.number}"


def _faults(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return per field what does not fit the rest of the line."""
    unit, kind, amount = said.get("unit"), said.get("kind"), said.get("amount")
    is_in_words = unit == Unit.DESCRIPTION
    checks = {
        ("amount", IN_WORDS): is_in_words and amount is not None,
        ("amount", "Vul een getal in; 0 mag ook."): bool(unit)
        and not is_in_words
        and amount is None,
        ("description", "Schrijf op wat u vraagt."): is_in_words and not said.get("description"),
        ("unit", "Budget vraagt u in euro of in een omschrijving."): kind == "budget"
        and unit in {Unit.FTE, Unit.HOURS},
        ("unit", "Euro hoort bij de soort “budget”."): kind != "budget" and unit == Unit.EURO,
    }
    return [fault for fault, applies in checks.items() if applies]
