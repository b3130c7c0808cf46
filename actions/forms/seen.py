"""An act that is bound to what is on the screen."""

from django import forms

from dutch.fields import PlainTextField


class SeenForm(forms.Form):
    """`seen_sha256` is the hash of what was on the screen; another is never overwritten."""

    seen_sha256 = PlainTextField(max_length=64, widget=forms.HiddenInput)

    @property
    def seen(self) -> str:
        """The hash of a form without faults."""
        seen: str = self.cleaned_data["seen_sha256"]
        return seen

    @property
    def said(self) -> dict[str, object]:
        """What was typed in a form without faults."""
        return {name: v for name, v in self.cleaned_data.items() if name != "seen_sha256"}
