"""What a coordinator writes down of a consultation."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actions.models import ConsultationKind, ItemOutcome, Plan
from dutch.fields import DutchDateField, DutchIntegerField, PlainTextField
from files.fields import KINDS, UploadField

LONGEST_MINUTES = 100_000


class ConsultationForm(forms.Form):
    """Which consultation is called; the kind is asked once and never changes."""

    kind = forms.ChoiceField(
        label="Welk overleg?", choices=ConsultationKind.choices, widget=forms.RadioSelect
    )
    on = DutchDateField(label="Op welke dag?", help_text="Bijvoorbeeld 18 februari 2019.")
    place = PlainTextField(
        label="Plaats",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: gemeentehuis, kamer 2. Of: online.",
    )


class ChangeConsultationForm(ConsultationForm):
    kind = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out


class AgendaItemForm(forms.Form):
    """A point for the agenda. Any plan of the region is read; which may be on it is a rule."""

    plan = forms.ModelChoiceField(
        label="Gaat dit over een plan van aanpak?",
        queryset=Plan.objects.none(),
        required=False,
        empty_label="Nee, een ander onderwerp",
        help_text="U kunt kiezen uit de plannen die nu aan dit overleg toe zijn.",
    )
    title = PlainTextField(
        label="Onderwerp",
        max_length=200,
        required=False,
        help_text="Mag leeg blijven bij een plan: dan staat de naam van de actie er.",
    )
    text = PlainTextField(
        label="Toelichting",
        max_length=5000,
        multiline=True,
        required=False,
        help_text="Wat vraagt u van het overleg?",
    )

    def __init__(self, *args: Any, region_id: int, offered: Iterable[Plan], **options: Any) -> None:
        super().__init__(*args, **options)
        plans = Plan.objects.filter(action__theme__profile__region=region_id)
        field = self.fields["plan"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = plans.select_related("action")
        field.choices = [
            ("", "Nee, een ander onderwerp"),
            *((plan.pk, f"{plan.action} (plan versie {plan.number})") for plan in offered),
        ]

    def clean(self) -> dict[str, Any]:
        """Name a point after the action of its plan where no name was typed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("title") or self.errors:
            return cleaned
        if plan := cleaned.get("plan"):
            return cleaned | {"title": plan.action.title}
        self.add_error("title", "Vul een onderwerp in, of kies een plan.")
        return cleaned


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Wat is de uitkomst?", choices=ItemOutcome.choices, widget=forms.RadioSelect
    )
    reason = PlainTextField(
        label="Reden of toelichting",
        max_length=5000,
        multiline=True,
        required=False,
        help_text="Nodig bij “Terug met een reden”.",
    )

    def clean_outcome(self) -> ItemOutcome:
        return ItemOutcome(self.cleaned_data["outcome"])


class AgendaPaperForm(forms.Form):
    file = UploadField(
        label="Bestand",
        help_text=f"{KINDS} Alle partijen in de regio kunnen het lezen. Een stuk kan er niet meer "
        "af: voeg een verbeterde versie toe met een andere naam.",
    )


class MinutesForm(forms.Form):
    """The minutes. `seen` is the row that was on the screen, 0 for none."""

    seen = DutchIntegerField(widget=forms.HiddenInput)
    text = PlainTextField(
        label="Verslag",
        max_length=LONGEST_MINUTES,
        multiline=True,
        help_text="Een lege regel begint een nieuwe alinea. De agenda met de uitkomsten komt er "
        "vanzelf boven te staan.",
    )


class MoveForm(forms.Form):
    """In which direction a point goes."""

    to = forms.ChoiceField(choices=[("up", "omhoog"), ("down", "omlaag")])
