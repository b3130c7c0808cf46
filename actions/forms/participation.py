"""
What an official fills in about the own municipality: all of it on one page, without JavaScript.

What does not belong to the chosen answer is left out, so that changing an answer costs no wiping.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices

from actions.forms.contributions import ContributionForm, ContributionForms, line_of
from actions.models import (
    Answer,
    Pace,
    ReasonAudience,
    ReasonKind,
    TriggerKind,
)
from actions.rules.participation import (
    LONGEST_REASON,
    MOST_PARTNERS,
    AnswerDraft,
    Fault,
    ParticipationBlocker,
    TriggerDraft,
    faults,
    fitting,
)
from dutch.fields import DutchDateField, DutchIntegerField, PlainTextField

SHARE = {"rows": 3}


def _radios(
    choices: type[TextChoices], *, missing: str = "Maak een keuze.", **options: Any
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=choices.choices,
        coerce=choices,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": "Maak een keuze."},
        **options,
    )


class AnswerForm(forms.Form):
    """The answer itself. `seen` is the row that was on the screen, 0 for none."""

    seen = DutchIntegerField(widget=forms.HiddenInput)
    answer = _radios(Answer, label="Wat doet uw gemeente?")
    valid_from = DutchDateField(
        label="Geldt vanaf", help_text="Bijvoorbeeld 1 september 2019. Een latere dag mag."
    )
    pace = _radios(Pace, label="In welk tempo?", missing=str(ParticipationBlocker.PACE.label))
    reason_kind = _radios(ReasonKind, label="Reden", missing=str(ParticipationBlocker.REASON.label))
    reason = PlainTextField(
        label="Toelichting",
        max_length=LONGEST_REASON,
        multiline=True,
        required=False,
        widget=forms.Textarea(SHARE),
    )
    reason_audience = _radios(
        ReasonAudience,
        label="Wie mag de reden en de toelichting lezen?",
        initial=ReasonAudience.OWN,
        help_text="Anderen zien alleen uw antwoord.",
    )
    on_capacity = forms.BooleanField(label=TriggerKind.CAPACITY.label, required=False)
    on_running = forms.BooleanField(label=TriggerKind.RUNNING.label, required=False)
    words = PlainTextField(
        label="Het plan noemt een van deze onderwerpen",
        help_text="Onderwerpen van eigen beleid, met komma’s ertussen. Bijvoorbeeld: binnenstad.",
        max_length=1000,
        required=False,
    )
    on = DutchDateField(label="Een dag is bereikt", required=False)
    partners = DutchIntegerField(
        label="Zoveel andere gemeenten doen mee",
        min_value=1,
        max_value=MOST_PARTNERS,
        required=False,
        widget=forms.TextInput(attrs={"size": 4}),
    )
    has_read = forms.BooleanField(label="Ik heb gelezen welke bijdragen vervallen", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask of who answers what belongs to that answer, and no more."""
        options["use_required_attribute"] = False
        super().__init__(*args, **options)
        if self.is_bound:
            said = self["answer"].data
            self.fields["pace"].required = said == Answer.JOINS
            self.fields["reason_kind"].required = said in {Answer.NOT_NOW, Answer.NO}

    def triggers(self) -> tuple[TriggerDraft, ...]:
        """Return on what the municipality would look again."""
        given = self.cleaned_data
        words = [word.strip() for word in given["words"].split(",") if word.strip()]
        wanted = [
            *([TriggerDraft(TriggerKind.CAPACITY)] if given["on_capacity"] else []),
            *(TriggerDraft(TriggerKind.WORD, word=word) for word in words),
            *([TriggerDraft(TriggerKind.DAY, on=given["on"])] if given["on"] else []),
            *([TriggerDraft(TriggerKind.RUNNING)] if given["on_running"] else []),
        ]
        if given["partners"]:
            wanted.append(TriggerDraft(TriggerKind.PARTNERS, partners=given["partners"]))
        return tuple(wanted)


class ParticipationForm:
    """The answer and the lines of contributions as one form."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        seen: int,
        standing: AnswerDraft | None = None,
        today: date,
    ) -> None:
        first = _initial(standing, today) | {"seen": str(seen)}
        self.answer = AnswerForm(data, initial=first)
        lines = [line_of(each) for each in standing.contributions] if standing else []
        self.lines = ContributionForms(data, initial=lines, prefix="bijdrage")
        self.draft: AnswerDraft | None = None

    def is_valid(self) -> bool:
        """Tell whether all of it can be written down; what is wrong stands beside the field."""
        if not self.answer.is_valid() or not self._lines_are_valid():
            return False
        self.draft, rows = self._draft()
        for fault in faults(self.draft):
            self._add(fault, rows)
        return not self.answer.errors and not any(form.errors for form in rows)

    @property
    def seen(self) -> int:
        seen: int = self.answer.cleaned_data["seen"]
        return seen

    @property
    def faulty_fields(self) -> list[forms.BoundField]:
        """The fields with a fault, in the order of the page."""
        joins = self.answer["answer"].data == Answer.JOINS
        whole = [self.answer, *(self.lines if joins else [])]
        return [field for form in whole for field in form.visible_fields() if field.errors]

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong with what was typed."""
        is_wrong = self.answer.is_bound and bool(self.answer.errors)
        return is_wrong or bool(self.faulty_fields or self.lines.non_form_errors())

    def _joins(self) -> bool:
        return self.answer.cleaned_data["answer"] is Answer.JOINS

    def _lines_are_valid(self) -> bool:
        return not self._joins() or bool(self.lines.is_valid())

    def _draft(self) -> tuple[AnswerDraft, list[ContributionForm]]:
        given = self.answer.cleaned_data
        rows = [form for form in self.lines if not form.is_blank] if self._joins() else []
        draft = AnswerDraft(
            answer=given["answer"],
            valid_from=given["valid_from"],
            pace=given["pace"],
            reason_kind=given["reason_kind"],
            reason=given["reason"],
            reason_audience=given["reason_audience"],
            contributions=tuple(form.draft() for form in rows),
            triggers=self.answer.triggers(),
        )
        return fitting(draft), rows

    def _add(self, fault: Fault, rows: list[ContributionForm]) -> None:
        """Put the sentence beside the field that it is about."""
        if fault.row is not None and fault.field in ContributionForm.base_fields:
            rows[fault.row].add_error(fault.field, fault.blocker.label)
        elif fault.field in AT:
            self.answer.add_error(AT[fault.field], fault.blocker.label)
        else:
            self.answer.add_error(None, fault.blocker.label)


AT = {name: name for name in AnswerForm.base_fields} | {
    TriggerKind.WORD.value: "words",
    TriggerKind.DAY.value: "on",
}


def one_more(data: Mapping[str, Any], *, today: date) -> ParticipationForm:
    """Return what was typed with one more line, not judged yet."""
    typed = ParticipationForm(data, seen=0, today=today)
    more = ParticipationForm(seen=0, today=today)
    more.answer.initial = _typed(typed.answer)
    more.lines = ContributionForms(
        initial=[_typed(form) for form in typed.lines], prefix=typed.lines.prefix
    )
    return more


def _initial(standing: AnswerDraft | None, today: date) -> dict[str, Any]:
    if standing is None:
        return {"valid_from": today}
    of_kind = {trigger.kind: trigger for trigger in standing.triggers}
    day, partners = of_kind.get(TriggerKind.DAY), of_kind.get(TriggerKind.PARTNERS)
    return {
        "answer": standing.answer,
        "valid_from": today,
        "pace": standing.pace,
        "reason_kind": standing.reason_kind,
        "reason": standing.reason,
        "reason_audience": standing.reason_audience,
        "on_capacity": TriggerKind.CAPACITY in of_kind,
        "on_running": TriggerKind.RUNNING in of_kind,
        "words": ", ".join(each.word for each in standing.triggers if each.word),
        "on": day.on if day else None,
        "partners": partners.partners if partners else None,
    }


def _typed(form: forms.Form) -> dict[str, Any]:
    return {name: form[name].data for name in form.fields}
