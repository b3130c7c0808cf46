"""What is written down of a meeting with the cultural field, and what a guest answers."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from actions.models import Action, Guest
from actions.rules.meetings import MOST_PEOPLE, ReplyDraft, last_attendance
from dutch.fields import DutchIntegerField, DutchMomentField, PlainTextField
from municipalities.models import Institution, Organisation, OrganisationKind

LONGEST = 20_000
LONGEST_REPORT = 100_000
FIELDS = {  # in the order of the page
    OrganisationKind.INSTITUTION: "Culturele instellingen",
    OrganisationKind.PROVINCE: "Provincie",
    OrganisationKind.PARTNER: "Partners",
}
UNKNOWN = "unknown"
THERE = [(UNKNOWN, "Niet vastgelegd"), ("yes", "Aanwezig"), ("no", "Afwezig")]


class MeetingForm(forms.Form):
    title = PlainTextField(label="Titel", max_length=200)
    starts_at = DutchMomentField(label="Wanneer begint het?")
    place = PlainTextField(label="Plaats", max_length=200)
    programme = PlainTextField(
        label="Programma",
        max_length=LONGEST,
        multiline=True,
        required=False,
        help_text="Wie u uitnodigt, kan dit lezen.",
    )


class InviteForm(forms.Form):
    """Whom to invite, ticked per kind. Cleaned data has `organisations`."""

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        reachable: Collection[int],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.known = {str(each.pk): each for each in organisations}
        for kind, label in FIELDS.items():
            choices = [
                (str(each.pk), _label(each, can_reply=each.pk in reachable))
                for each in organisations
                if each.kind == kind
            ]
            if choices:
                self.fields[kind.value] = forms.MultipleChoiceField(
                    label=label,
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"invalid_choice": "Kies uit de lijst."},
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [pk for ticked in cleaned.values() for pk in ticked]
        return {"organisations": [self.known[pk] for pk in chosen]}


class ReplyForm(forms.Form):
    """The answer of one organisation; `draft` is what it says."""

    is_coming = forms.ChoiceField(
        label="Komt u?",
        choices=[("yes", "Ja, wij komen"), ("no", "Nee, wij komen niet")],
        widget=forms.RadioSelect,
    )
    people = DutchIntegerField(
        label="Met hoeveel personen?",
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        help_text="Alleen als u komt.",
        widget=forms.TextInput(attrs={"size": 4}),
    )
    note = PlainTextField(
        label="Opmerking",
        max_length=2000,
        multiline=True,
        required=False,
        help_text="Alleen de regiocoördinator leest dit.",
    )

    @property
    def draft(self) -> ReplyDraft:
        said = self.cleaned_data
        return ReplyDraft(said["is_coming"] == "yes", said["people"] or 0, said["note"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        comes = cleaned.get("is_coming") == "yes"
        if comes and not cleaned.get("people") and "people" not in self.errors:
            self.add_error("people", "Vul in met hoeveel personen u komt.")
        return cleaned


class AttendanceForm(forms.Form):
    """Who was there: one choice for each guest. `there` is what was chosen, by guest."""

    def __init__(self, *args: Any, guests: Sequence[Guest], **options: Any) -> None:
        super().__init__(*args, **options)
        self.guests = guests
        for guest in guests:
            self.fields[f"guest-{guest.pk}"] = forms.ChoiceField(
                label=str(guest), choices=THERE, initial=_said(guest)
            )

    @property
    def there(self) -> dict[int, bool]:
        chosen = {guest.pk: self.cleaned_data[f"guest-{guest.pk}"] for guest in self.guests}
        return {pk: said == "yes" for pk, said in chosen.items() if said != UNKNOWN}


class ReportForm(forms.Form):
    """The report. `seen` is the row that was on the screen, 0 for none."""

    seen = DutchIntegerField(widget=forms.HiddenInput)
    text = PlainTextField(
        label="Verslag",
        max_length=LONGEST_REPORT,
        multiline=True,
        help_text="Wie was uitgenodigd, kan het verslag lezen.",
    )


class HarvestForm(forms.Form):
    text = PlainTextField(
        label="Wat kwam eruit?",
        max_length=5000,
        multiline=True,
        help_text="Bijvoorbeeld een idee, een afspraak of een zorg.",
    )
    action = forms.ModelChoiceField(
        label="Bij welke actie hoort dit?",
        queryset=Action.objects.none(),
        required=False,
        empty_label="Niet bij een actie",
    )

    def __init__(self, *args: Any, region_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["action"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Action.objects.filter(theme__profile__region=region_id)


def _label(organisation: Organisation, *, can_reply: bool) -> str:
    seat = _seat(organisation)
    name = f"{organisation} ({seat})" if seat else str(organisation)
    return name if can_reply else f"{name} – heeft geen account: nodig zelf uit"


def _seat(organisation: Organisation) -> str:
    institution: Institution | None = getattr(organisation, "institution", None)
    return str(institution.seat) if institution else ""


def _said(guest: Guest) -> str:
    return {None: UNKNOWN, True: "yes", False: "no"}[last_attendance(guest)]
