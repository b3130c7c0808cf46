"""Inviting people, letting them in, and ending their roles."""

from typing import Any

from allauth.account.fields import PasswordField
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet

from dutch.fields import DutchDateField, DutchIntegerField, PlainTextField
from municipalities.models import Organisation, Role, User


class ActForForm(forms.Form):
    membership = DutchIntegerField(label="Handel namens")


class EmailField(forms.EmailField):
    """An address of mail, told about in one sentence."""

    default_error_messages = {
        "required": "Vul dit veld in.",
        "invalid": "Vul een geldig e-mailadres in, zoals naam@gemeente.nl.",
    }


class InviteForm(forms.Form):
    """Whom to invite, where and as what; each choice is one that `by` may give."""

    email = EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Hierheen gaat de uitnodiging. Dit adres wordt de inlognaam.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = PlainTextField(label="Naam", max_length=120)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Organisatie",
        empty_label="Kies een organisatie",
        error_messages={
            "required": "Kies een organisatie.",
            "invalid_choice": "Kies een organisatie uit de lijst.",
        },
    )
    role = forms.ChoiceField(
        label="Rol",
        error_messages={
            "required": "Kies een rol.",
            "invalid_choice": "Kies een rol uit de lijst.",
        },
    )

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Organisation],
        roles: list[Role],
        own: Organisation | None,
        **options: Any,
    ) -> None:
        """Take the places and roles to choose from; with an `own` organisation it is not asked."""
        super().__init__(*args, **options)
        organisation, role = self.fields["organisation"], self.fields["role"]
        assert isinstance(organisation, forms.ModelChoiceField)
        assert isinstance(role, forms.ChoiceField)
        organisation.queryset = places
        role.choices = [("", "Kies een rol"), *((each.value, each.label) for each in roles)]
        if own:
            del self.fields["organisation"]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class AcceptForm(forms.Form):
    """Accept as somebody who is signed in: there is nothing to fill in."""


class JoinForm(forms.Form):
    """The account of somebody new, who was invited."""

    name = PlainTextField(
        label="Uw naam",
        max_length=120,
        help_text="Zo staat u bij alles wat u vastlegt.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = PasswordField(
        label="Wachtwoord",
        help_text="Ten minste twaalf tekens. Een paar losse woorden achter elkaar is goed.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password


class EndForm(forms.Form):
    """The last day of a role, and why it ends."""

    until = DutchDateField(
        label="Laatste dag",
        required=False,
        help_text="Laat dit leeg om de rol meteen te beëindigen. Dat werkt bij de volgende klik.",
    )
    reason = PlainTextField(
        label="Reden",
        max_length=200,
        help_text="Bijvoorbeeld: andere functie. Komt in het logboek.",
    )


class ReasonForm(forms.Form):
    reason = PlainTextField(label="Reden", max_length=200, help_text="Komt in het logboek.")
