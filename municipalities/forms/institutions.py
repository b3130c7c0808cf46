"""What an institution says about itself, and the answer of a coordinator."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from dutch.fields import PlainTextField
from municipalities.models import Discipline, Municipality, Region
from municipalities.rules import Blocker, InstitutionFacts

FIELDS = {Blocker.NAME_KNOWN: "institution_name", Blocker.KVK_KNOWN: "kvk"}


class SeenForm(forms.Form):
    """The version of what the page showed."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class RefuseForm(SeenForm):
    reason = PlainTextField(
        label="Reden", max_length=500, multiline=True, help_text="De instelling leest deze reden."
    )


def _seats() -> QuerySet[Municipality]:
    return Municipality.objects.select_related("region").order_by("region__name", "name")


class KvkField(PlainTextField):
    """A number in the trade register: eight digits, with blanks or points as people type them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=30,
            help_text="Acht cijfers, zoals 12345678.",
            widget=forms.TextInput(
                attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"}
            ),
            **options,
        )

    def to_python(self, value: object) -> str:
        """Return the eight digits alone."""
        typed = super().to_python(value)
        digits = re.sub(r"[\s.]", "", typed)
        if typed and not re.fullmatch("[0-9]{8}", digits):
            raise forms.ValidationError(
                "Een KvK-nummer heeft acht cijfers, zoals 12345678.", code="kvk"
            )
        return digits


class SeatField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot at run time
    """The municipality where an institution is established, grouped by region."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            _seats(),
            label="Vestigingsgemeente",
            empty_label="Kies een gemeente",
            error_messages={
                "required": "Kies een gemeente.",
                "invalid_choice": "Kies een gemeente uit de lijst.",
            },
            **options,
        )
        self.iterator = RegionIterator
        self.widget.choices = self.choices


class RegionIterator(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]  # see above
    """Choices of municipalities, one group for each region."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label or ""
        for region, municipalities in groupby(self.queryset, key=lambda m: m.region):
            yield f"Cultuurregio {region}", [self.choice(each) for each in municipalities]


class InstitutionForm(forms.Form):
    """What an institution says about itself."""

    institution_name = PlainTextField(
        label="Naam van de instelling",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    seat = SeatField(help_text="Het besluit van deze gemeente telt voor uw instelling.")
    kvk = KvkField(label="KvK-nummer", required=False)
    discipline = forms.ChoiceField(
        label="Discipline",
        choices=[("", "Kies een discipline"), *Discipline.choices],
        error_messages={
            "required": "Kies een discipline.",
            "invalid_choice": "Kies een discipline uit de lijst.",
        },
    )
    is_bis = forms.BooleanField(
        label="Wij vallen onder de landelijke basisinfrastructuur (BIS)", required=False
    )

    def __init__(self, *args: Any, region: Region | None = None, **options: Any) -> None:
        """Ask it of somebody new, or with a `region` of an institution there."""
        super().__init__(*args, **options)
        seat = self.fields["seat"]
        assert isinstance(seat, SeatField)
        if region:
            seat.queryset = _seats().filter(region=region)

    def refuse(self, blockers: list[Blocker]) -> None:
        """Put each sentence beside the field that it is about."""
        for blocker in blockers:
            self.add_error(FIELDS.get(blocker), str(blocker.label))

    @property
    def facts(self) -> InstitutionFacts:
        """What a form without faults says."""
        said = self.cleaned_data
        return InstitutionFacts(
            name=said["institution_name"],
            seat=said["seat"],
            kvk=said["kvk"],
            discipline=said["discipline"],
            is_bis=said["is_bis"],
        )
