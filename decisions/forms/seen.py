"""An act that is bound to the text on the screen."""

from django import forms

from dutch.fields import PlainTextField

NO_TEXT = "Het is niet bekend welke tekst u zag. Lees de tekst hieronder en probeer het opnieuw."


class SeenForm(forms.Form):
    """An act on the text that is on the screen."""

    seen_sha256 = PlainTextField(max_length=64, widget=forms.HiddenInput)
