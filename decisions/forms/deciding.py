"""What people record of a decision."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget

from decisions.forms.seen import SeenForm
from decisions.models import DictumItem, FollowUp, Organ, Outcome
from decisions.rules.blockers import outcomes_for
from decisions.rules.consequences import consequences
from dutch.fields import DutchDateField, PlainTextField, WebAddressField
from files.fields import AGAIN, KINDS, UploadField

WITH_OBJECTIONS = {Outcome.DECLINED, Outcome.CHANGED, Outcome.DEFERRED}
OBJECTION = "objection_"
NO_PROOF = "Noem een kenmerk of een webadres, of voeg een bestand toe: zonder bewijs telt het niet."


class DecisionForm(SeenForm):
    """
    What one organ decided on these items. The organ is in the address, not in the form.

    Cleaned data has `objections`: what the organ has against an item, by the item's number.
    """

    outcome = forms.ChoiceField(label="Wat is besloten?", widget=forms.RadioSelect)
    follow_up = forms.ChoiceField(
        label="Het college wijzigde de tekst. Hoe gaat het verder?",
        choices=FollowUp.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="Alleen bij “Gewijzigd vastgesteld”; dan moet u kiezen.",
    )
    decided_on = DutchDateField(label="Op welke dag?", help_text="Bijvoorbeeld 9 oktober 2018.")
    evidence = PlainTextField(
        label="Bewijs",
        max_length=300,
        required=False,
        help_text="Kenmerk van de besluitenlijst of van het uittreksel; of vul een webadres in, "
        "of voeg een bestand toe.",
    )
    evidence_url = WebAddressField(label="Webadres van het bewijs", required=False, max_length=500)
    evidence_file = UploadField(
        label="Bestand met het bewijs",
        required=False,
        help_text=KINDS,
    )
    remark = PlainTextField(label="Toelichting", max_length=2000, required=False, multiline=True)
    next_on = DutchDateField(
        label="Terug op de agenda", required=False, help_text="Alleen bij aanhouden."
    )

    def __init__(
        self,
        *args: Any,
        organ: Organ,
        closes_at: datetime,
        items: Sequence[DictumItem] = (),
        is_further: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.organ, self.closes_at, self.is_further = organ, closes_at, is_further
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(o.value, o.label) for o in outcomes_for(organ)]
        if organ == Organ.MAYOR:
            del self.fields["next_on"], self.fields["follow_up"]
        for item in items:
            if item.organ == organ:
                self.fields[f"{OBJECTION}{item.number}"] = _objection_to(item)

    @property
    def outcomes(self) -> Iterator[tuple[BoundWidget, list[str]]]:
        """Each outcome that can be chosen, with what follows from it."""
        for choice in self["outcome"]:
            outcome = Outcome(choice.data["value"])
            sentences = consequences(
                outcome, organ=self.organ, closes_at=self.closes_at, is_further=self.is_further
            )
            yield choice, sentences

    @property
    def objections(self) -> list[BoundField]:
        """The fields for what the organ has against its items."""
        return [self[name] for name in self.fields if name.startswith(OBJECTION)]

    @property
    def has_objections(self) -> bool:
        return any(field.value() or field.errors for field in self.objections)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_evidence(cleaned)
        self._check_next(cleaned)
        self._check_choice(cleaned)
        cleaned["objections"] = self._read_objections(cleaned)
        if self.errors:
            self.ask_file_again()
        return cleaned

    def ask_file_again(self) -> None:
        """Say that a chosen file has to be chosen once more, now that the page is shown again."""
        if self.files and "evidence_file" not in self.errors:
            self.add_error("evidence_file", AGAIN)

    def _check_evidence(self, cleaned: dict[str, Any]) -> None:
        kinds = {"evidence", "evidence_url", "evidence_file"}
        if not kinds & set(self.errors) and not any(cleaned.get(kind) for kind in kinds):
            self.add_error("evidence", NO_PROOF)

    def _check_next(self, cleaned: dict[str, Any]) -> None:
        next_on, decided_on = cleaned.get("next_on"), cleaned.get("decided_on")
        if next_on is None:
            return
        if cleaned.get("outcome") != Outcome.DEFERRED:
            self.add_error("next_on", "Een nieuwe datum hoort alleen bij aanhouden.")
        elif decided_on is not None and next_on <= decided_on:
            self.add_error("next_on", "Kies een dag na het besluit.")

    def _check_choice(self, cleaned: dict[str, Any]) -> None:
        """A changed text is another text: the municipality says what that means."""
        outcome, follow_up = cleaned.get("outcome"), cleaned.get("follow_up")
        if outcome == Outcome.CHANGED and "follow_up" not in self.errors and not follow_up:
            self.add_error("follow_up", "Kies hoe het verder gaat nu de tekst gewijzigd is.")
        if outcome and outcome != Outcome.CHANGED and follow_up:
            self.add_error("follow_up", "Deze keuze hoort alleen bij “Gewijzigd vastgesteld”.")
        if follow_up == FollowUp.SIDE_DECISION and not cleaned.get("remark"):
            self.add_error("remark", "Schrijf hier de wens die in het aparte besluit staat.")

    def _read_objections(self, cleaned: dict[str, Any]) -> dict[str, str]:
        names = [name for name in cleaned if name.startswith(OBJECTION)]
        typed = {name.removeprefix(OBJECTION): cleaned.pop(name) for name in names}
        found = {number: text for number, text in typed.items() if text}
        outcome = cleaned.get("outcome")
        for number in found if outcome and outcome not in WITH_OBJECTIONS else ():
            self.add_error(
                f"{OBJECTION}{number}",
                "Een bezwaar hoort bij niet instemmen, gewijzigd vaststellen of aanhouden.",
            )
        return found


def _objection_to(item: DictumItem) -> PlainTextField:
    return PlainTextField(
        label=f"Bezwaar tegen beslispunt {item.number}",
        max_length=2000,
        required=False,
        multiline=True,
    )


class RevokeForm(forms.Form):
    reason = PlainTextField(label="Waarom trekt u dit besluit in?", max_length=2000, multiline=True)
