"""What people type on the pages of a proposal."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions.models import LegalBasis, Organ, Outcome
from decisions.rules.blockers import outcomes_for
from dutch.fields import DutchDateField, DutchMomentField, PlainTextField, WebAddressField
from municipalities.models import Municipality, Region, User


class MomentForm(forms.Form):
    """The moment of which the board is asked; it lies before `now`."""

    op = DutchMomentField(label="Stand op")

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        options["initial"] = {"op": now.replace(second=0, microsecond=0)}
        super().__init__(*args, **options)
        self.now = now

    def clean_op(self) -> datetime:
        op: datetime = self.cleaned_data["op"]
        if op > self.now:
            raise forms.ValidationError("Kies een moment dat al geweest is.")
        return op


class DayForm(forms.Form):
    """The day up to which is asked; not after `today`."""

    op = DutchDateField(label="Tot en met")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options["initial"] = {"op": today}
        super().__init__(*args, **options)
        self.today = today

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if op > self.today:
            raise forms.ValidationError("Kies een dag die al geweest is.")
        return op


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Document", help_text="Tekst, Word (.docx) of OpenDocument (.odt), ten hoogste 5 MB."
    )
    owner = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Van welke gemeente is dit document?",
        empty_label="Kies een gemeente",
        help_text="Wat intern is, wordt alleen voor die gemeente leesbaar.",
    )
    closes_at = DutchMomentField(
        label="Sluit op",
        help_text="Colleges die vóór dit moment instemmen, bieden het profiel aan.",
    )

    def __init__(self, *args: Any, region: Region, **options: Any) -> None:
        super().__init__(*args, **options)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Municipality.objects.filter(region=region).order_by("name")


class ReturnedForm(forms.Form):
    """The document as a college adopted it."""

    file = forms.FileField(
        label="Document", help_text="Tekst, Word (.docx) of OpenDocument (.odt), ten hoogste 5 MB."
    )


class OfferForm(forms.Form):
    not_before = DutchMomentField(
        label="Embargo tot",
        help_text="Vóór dit moment is niets openbaar. “Tot 31 oktober” is 31 oktober om 0.00 uur.",
    )
    ends_at_latest = DutchMomentField(
        label="Embargo eindigt uiterlijk",
        help_text="Ook als nog niet elk college de gelegenheid heeft gehad.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("not_before"), cleaned.get("ends_at_latest")
        if isinstance(first, datetime) and isinstance(last, datetime) and last < first:
            self.add_error("ends_at_latest", "Kies een moment dat niet vóór het embargo ligt.")
        return cleaned


class SeenForm(forms.Form):
    """An act on the text that is on the screen."""

    seen_sha256 = PlainTextField(max_length=64, widget=forms.HiddenInput)


class DecisionForm(SeenForm):
    """What one organ decided. The organ is in the address, not in the form."""

    outcome = forms.ChoiceField(label="Wat is besloten?", widget=forms.RadioSelect)
    decided_on = DutchDateField(label="Op welke dag?", help_text="Bijvoorbeeld 9 oktober 2018.")
    evidence = PlainTextField(
        label="Bewijs",
        max_length=300,
        required=False,
        help_text="Kenmerk van de besluitenlijst of van het uittreksel; of vul een webadres in.",
    )
    evidence_url = WebAddressField(label="Webadres van het bewijs", required=False, max_length=500)
    remark = PlainTextField(label="Toelichting", max_length=2000, required=False, multiline=True)
    next_on = DutchDateField(
        label="Terug op de agenda", required=False, help_text="Alleen bij aanhouden."
    )

    def __init__(self, *args: Any, organ: Organ, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(o.value, o.label) for o in outcomes_for(organ)]
        if organ == Organ.MAYOR:
            del self.fields["next_on"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faulty = {"evidence", "evidence_url"} & set(self.errors)
        if not faulty and not cleaned.get("evidence") and not cleaned.get("evidence_url"):
            self.add_error(
                "evidence", "Noem een kenmerk of een webadres: zonder bewijs telt het niet."
            )
        self._check_next(cleaned)
        return cleaned

    def _check_next(self, cleaned: dict[str, Any]) -> None:
        next_on, decided_on = cleaned.get("next_on"), cleaned.get("decided_on")
        if next_on is None:
            return
        if cleaned.get("outcome") != Outcome.DEFERRED:
            self.add_error("next_on", "Een nieuwe datum hoort alleen bij aanhouden.")
        elif decided_on is not None and next_on <= decided_on:
            self.add_error("next_on", "Kies een dag na het besluit.")


class RevokeForm(forms.Form):
    reason = PlainTextField(label="Waarom trekt u dit besluit in?", max_length=2000, multiline=True)


class AuthoriseForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.none(), label="Wie wordt gemachtigd?", empty_label="Kies een persoon"
    )
    legal_basis = forms.ChoiceField(
        label="Op welke grondslag?",
        choices=LegalBasis.choices,
        widget=forms.RadioSelect,
        help_text="Uw jurist kiest; het portaal legt vast.",
    )
    legal_basis_text = PlainTextField(
        label="Andere grondslag, in woorden", max_length=200, required=False
    )
    valid_from = DutchDateField(label="Geldig vanaf")
    valid_until = DutchDateField(label="Geldig tot en met", required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = people

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("legal_basis") == LegalBasis.OTHER and not cleaned.get("legal_basis_text"):
            self.add_error("legal_basis_text", "Schrijf de grondslag op.")
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Kies een dag die niet vóór de eerste dag ligt.")
        return cleaned


class LetterForm(forms.Form):
    sent_on = DutchDateField(label="Verzonden op")
    reference = PlainTextField(label="Kenmerk van de raadsbrief", max_length=120)
