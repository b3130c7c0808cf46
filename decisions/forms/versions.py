"""Which versions are compared, and why a new one is begun."""

from collections.abc import Iterable
from typing import Any

from django import forms

from decisions.models import ProposalVersion
from dutch.fields import PlainTextField


class VersionsForm(forms.Form):
    """Two versions of one proposal."""

    van = forms.TypedChoiceField(label="Van", coerce=int)
    naar = forms.TypedChoiceField(label="Naar", coerce=int)

    def __init__(self, *args: Any, versions: Iterable[ProposalVersion], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(version.number, version.name.capitalize()) for version in versions]
        for name in ("van", "naar"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = choices


class BeginVersionForm(forms.Form):
    """Why the text changes; what colleges have before them is not replaced without a reason."""

    reason = PlainTextField(
        label="Waarom komt er een nieuwe versie?", max_length=2000, multiline=True
    )

    def __init__(self, *args: Any, was_offered: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = was_offered
