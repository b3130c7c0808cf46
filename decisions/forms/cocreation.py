"""What the parties say of the concept, what they get as an answer, and the steps on the way."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from decisions.forms.drafting import LONGEST_ITEM, LONGEST_SECTION
from decisions.forms.seen import SeenForm
from decisions.models import PreparationKind, Verdict
from dutch.fields import DutchDateField, PlainTextField


class StepForm(forms.Form):
    """One of the steps that can be recorded now; not after `today`."""

    kind = forms.ChoiceField(label="Wat is er gedaan?", widget=forms.RadioSelect)
    on = DutchDateField(label="Op welke dag?")
    note = PlainTextField(label="Toelichting", max_length=1000, required=False, multiline=True)

    def __init__(
        self, *args: Any, kinds: Sequence[PreparationKind], today: date, **options: Any
    ) -> None:
        options["initial"] = {"on": today}
        super().__init__(*args, **options)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(each.value, each.label) for each in kinds]


class CommentForm(SeenForm):
    """A comment, and another text if it is about one item or section."""

    comment = PlainTextField(label="Uw opmerking", max_length=4000, multiline=True)
    proposed_text = PlainTextField(
        label="Uw tekstvoorstel",
        max_length=LONGEST_SECTION,
        multiline=True,
        required=False,
        help_text="Wilt u dat de tekst anders luidt? Schrijf hier de hele tekst zoals u die wilt.",
    )

    def __init__(self, *args: Any, is_whole: bool, is_item: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_item:
            proposed = self.fields["proposed_text"]
            assert isinstance(proposed, PlainTextField)
            proposed.max_length = LONGEST_ITEM
        if is_whole:
            del self.fields["proposed_text"]
            self.fields["seen_sha256"].required = False


class AnswerForm(SeenForm):
    """What was done with a comment, and why."""

    verdict = forms.ChoiceField(
        label="Wat doet u ermee?", choices=Verdict.choices, widget=forms.RadioSelect
    )
    reason = PlainTextField(
        label="Reden",
        max_length=2000,
        required=False,
        multiline=True,
        help_text="Verplicht als u de opmerking niet of deels overneemt.",
    )
    takes_text_over = forms.BooleanField(
        label="Zet de voorgestelde tekst nu in het concept", required=False
    )

    def __init__(self, *args: Any, has_text: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen_sha256"].required = False
        if not has_text:
            del self.fields["takes_text_over"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        verdict = cleaned.get("verdict")
        if verdict and verdict != Verdict.TAKEN_OVER and not cleaned.get("reason"):
            self.add_error("reason", "Schrijf op waarom u dit niet of niet helemaal overneemt.")
        if verdict == Verdict.NOT and cleaned.get("takes_text_over"):
            self.add_error("takes_text_over", "Een tekst die u niet overneemt, kan er niet in.")
        return cleaned
