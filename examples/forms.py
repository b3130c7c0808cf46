"""A form with one field of each kind, for the page that shows the components."""

from django import forms

from dutch.fields import PlainTextField


class SignInForm(forms.Form):
    account = PlainTextField(max_length=254)


class OneOfEach(forms.Form):
    """Ask for nothing: it shows how each kind of field looks, empty and with faults."""

    name = PlainTextField(
        label="Naam van de vergadering",
        max_length=200,
        help_text="Zoals die op de besluitenlijst staat.",
    )
    outcome = forms.ChoiceField(
        label="Besluit van het college",
        choices=[("", "Kies een besluit"), ("agreed", "Instemmen"), ("deferred", "Aanhouden")],
    )
    route = forms.ChoiceField(
        label="Route",
        widget=forms.RadioSelect,
        choices=[
            ("meeting", "Op de agenda van de vergadering"),
            ("conform", "Conform, zonder bespreking"),
        ],
    )
    advice = forms.MultipleChoiceField(
        label="Intern advies gevraagd aan",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("finance", "Financiën"), ("legal", "Juridische zaken")],
    )
    remarks = PlainTextField(label="Toelichting", max_length=2000, multiline=True, required=False)
    file = forms.FileField(label="Uittreksel uit de besluitenlijst", required=False)
    informed = forms.BooleanField(label="De raad is geïnformeerd", required=False)
