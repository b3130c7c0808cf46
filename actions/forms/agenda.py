"""What a coordinator fills in about an action, and what a reader looks for on the agenda."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from actions.forms.seen import SeenForm
from actions.rules.agenda import LONGEST_NUMBER
from actions.rules.stages import Stage
from dutch.fields import PlainTextField
from municipalities.models import Municipality
from profiles.models import Ambition, Profile, Theme

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
CHOOSE = {"required": "Kies een thema.", "invalid_choice": "Kies een thema uit de lijst."}


class FilterForm(forms.Form):
    """Which actions a reader wants to see; nothing chosen is all of them."""

    thema = forms.ChoiceField(label="Thema", required=False)
    fase = forms.ChoiceField(label="Fase", required=False)
    trekker = forms.ChoiceField(label="Trekker", required=False)

    def __init__(self, *args: Any, profile: Profile, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = [(str(theme.number), theme.title) for theme in profile.themes.all()]
        leads = [(lead.code, lead.name) for lead in leads_of(profile)]
        self._offer("thema", "Alle thema’s", themes)
        self._offer("fase", "Alle fasen", [(stage.value, stage.label) for stage in Stage])
        self._offer("trekker", "Alle trekkers", [*leads, ("geen", "Nog niet bekend")])

    def _offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]


def leads_of(profile: Profile) -> QuerySet[Municipality]:
    """Return the municipalities of the region, by name."""
    found: QuerySet[Municipality] = Municipality.objects.filter(region=profile.region_id)
    return found.order_by("name")


class AmbitionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot at run time
    """An ambition, with the theme under which it stands."""

    def label_from_instance(self, obj: Ambition) -> str:
        return f"{obj.theme.number}.{obj.number} {obj.title}"


class ActionForm(SeenForm):
    """An action as it stands on the agenda."""

    number = PlainTextField(
        label="Nummer",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"size": 8}),
        help_text="Zoals mensen de actie noemen, bijvoorbeeld 1.3.",
    )
    title = PlainTextField(label="Titel", max_length=LONGEST_TITLE)
    text = PlainTextField(
        label="Tekst",
        max_length=LONGEST_TEXT,
        multiline=True,
        help_text="Wat de regio wil gaan doen, en waarom.",
    )
    ambition = AmbitionField(
        Ambition.objects.none(), label="Ambitie", required=False, empty_label="Geen ambitie"
    )
    lead = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Trekker",
        required=False,
        empty_label="Nog niet bekend",
        help_text="De ambtenaren van deze gemeente krijgen bericht en schrijven het plan.",
    )

    def __init__(self, *args: Any, profile: Profile, **options: Any) -> None:
        super().__init__(*args, **options)
        ambition, lead = self.fields["ambition"], self.fields["lead"]
        assert isinstance(ambition, forms.ModelChoiceField)
        assert isinstance(lead, forms.ModelChoiceField)
        ambitions = Ambition.objects.filter(theme__profile=profile).select_related("theme")
        ambition.queryset = ambitions.order_by("theme__number", "number")
        lead.queryset = leads_of(profile)


class NewActionForm(ActionForm):
    """An action to add under a theme; the portal gives it the next number."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label="Thema", empty_label="Kies een thema", error_messages=CHOOSE
    )
    field_order = ["theme", "ambition", "number", "title", "text", "lead"]

    def __init__(self, *args: Any, profile: Profile, **options: Any) -> None:
        super().__init__(*args, profile=profile, **options)
        del self.fields["seen_sha256"]
        theme, number = self.fields["theme"], self.fields["number"]
        assert isinstance(theme, forms.ModelChoiceField)
        theme.queryset = profile.themes.all()
        number.required = False
        number.help_text = "Laat dit leeg, dan krijgt de actie het volgende nummer van het thema."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        theme, ambition = cleaned.get("theme"), cleaned.get("ambition")
        if theme and ambition and ambition.theme_id != theme.pk:
            self.add_error("ambition", "Deze ambitie hoort bij een ander thema.")
        return cleaned
