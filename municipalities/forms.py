from django import forms

from dutch.fields import DutchIntegerField


class ActForForm(forms.Form):
    membership = DutchIntegerField(label="Handel namens")
