"""What the lead fills in while an action goes on."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actions.models import MilestoneState, StepKind
from dutch.fields import DutchDateField, PlainTextField

LONGEST = 20_000
LONGEST_REASON = 2_000
LONGEST_TITLE = 200
CHOOSE = {"required": "Maak een keuze.", "invalid_choice": "Dit kan nu niet."}
DOING = {
    StepKind.STARTED: "Beginnen",
    StepKind.PAUSED: "Pauzeren",
    StepKind.RESUMED: "Hervatten",
    StepKind.DONE: "Afronden",
    StepKind.STOPPED: "Stoppen",
}
TELLING = {
    MilestoneState.REACHED: "Gehaald",
    MilestoneState.MOVED: "Verplaatsen naar een andere dag",
    MilestoneState.DROPPED: "Laten vervallen",
    MilestoneState.REOPENED: "Toch weer open",
}


class StepForm(forms.Form):
    """A turn in the life of an action."""

    kind = forms.ChoiceField(
        label="Wat gebeurt er?", widget=forms.RadioSelect, error_messages=CHOOSE
    )
    on = DutchDateField(label="Op welke dag?", widget=forms.TextInput(attrs={"size": 22}))
    reason = PlainTextField(
        label="Waarom?",
        max_length=LONGEST_REASON,
        multiline=True,
        required=False,
        help_text="Nodig bij alles behalve beginnen. Alle partijen lezen dit.",
    )

    def __init__(self, *args: Any, kinds: Iterable[StepKind], **options: Any) -> None:
        super().__init__(*args, **options)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(each.value, DOING[each]) for each in kinds]

    def clean_kind(self) -> StepKind:
        return StepKind(self.cleaned_data["kind"])


class MilestoneForm(forms.Form):
    """A dated step that the action promises."""

    title = PlainTextField(label="Mijlpaal", max_length=LONGEST_TITLE)
    due_on = DutchDateField(label="Uiterlijk op", widget=forms.TextInput(attrs={"size": 22}))


class MilestoneNewsForm(forms.Form):
    """What became of a milestone."""

    state = forms.ChoiceField(
        label="Wat is er gebeurd?", widget=forms.RadioSelect, error_messages=CHOOSE
    )
    on = DutchDateField(
        label="Dag",
        widget=forms.TextInput(attrs={"size": 22}),
        help_text="De dag waarop dit gebeurde. Bij verplaatsen: de nieuwe dag.",
    )
    reason = PlainTextField(
        label="Toelichting",
        max_length=LONGEST_REASON,
        multiline=True,
        required=False,
        help_text="Nodig bij alles behalve “gehaald”.",
    )

    def __init__(self, *args: Any, states: Iterable[MilestoneState], **options: Any) -> None:
        super().__init__(*args, **options)
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = [(each.value, TELLING[each]) for each in states]

    def clean_state(self) -> MilestoneState:
        return MilestoneState(self.cleaned_data["state"])


class ReportForm(forms.Form):
    """How it goes with the action, in words."""

    on = DutchDateField(label="Stand op", widget=forms.TextInput(attrs={"size": 22}))
    text = PlainTextField(
        label="Hoe gaat het?",
        max_length=LONGEST,
        multiline=True,
        help_text="Wat is er gedaan, wat komt er, wat zit tegen? Alle partijen lezen dit.",
    )
