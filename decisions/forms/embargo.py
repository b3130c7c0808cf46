"""What people fill in to move the embargo, and about what they publish themselves."""

from django import forms

from decisions.forms.offering import LONGEST, EmbargoMomentsForm, InstructionField
from decisions.rules.publishing import INSTRUCTION
from dutch.fields import DutchDateField, PlainTextField, WebAddressField


class LiftForm(forms.Form):
    reason = PlainTextField(
        label="Waarom kan het embargo eerder eindigen?", max_length=LONGEST, multiline=True
    )


class ExtendForm(EmbargoMomentsForm):
    reason = PlainTextField(
        label="Waarom moet het embargo langer duren?", max_length=LONGEST, multiline=True
    )


class InstructForm(forms.Form):
    text = InstructionField(initial=INSTRUCTION)


class PublicationForm(forms.Form):
    published_on = DutchDateField(
        label="Gepubliceerd op", help_text="De dag waarop uw besluitenlijst openbaar werd."
    )
    url = WebAddressField(label="Webadres van uw publicatie", max_length=500)
