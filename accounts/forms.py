"""What people fill in about their own account."""

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dutch.fields import PlainTextField
from municipalities.forms import InstitutionForm
from municipalities.models import User
from municipalities.rules import network_of
from municipalities.services import Refused, institutions
from notices.models import Kind

FAREWELL = "VERTREK"


class MailForm(forms.Form):
    """The kinds of notices that also come by mail."""

    kinds = forms.MultipleChoiceField(
        label="Waarover wilt u ook een e-mail?",
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="In het portaal ziet u alle berichten, ook die u niet per e-mail krijgt.",
    )

    def wanted(self) -> Mapping[Kind, bool]:
        """Return for every kind whether it was chosen."""
        return {kind: kind in self.cleaned_data["kinds"] for kind in Kind}


class LeaveForm(forms.Form):
    """The word that nobody types by accident."""

    word = PlainTextField(
        max_length=20,
        label=f"Typ {FAREWELL} om te bevestigen",
        widget=forms.TextInput(attrs={"size": 12, "autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if word.strip().upper() != FAREWELL:
            raise forms.ValidationError(f"Typ het woord {FAREWELL}, als u echt wilt vertrekken.")
        return word


class RegistrationForm(InstitutionForm, SignupForm):  # type: ignore[misc]  # allauth ships no types
    """
    An institution registers itself, with the account of its first person.

    Whether an address has an account shows in neither answer nor time: the mail alone tells.
    """

    name = PlainTextField(
        label="Uw naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    account_already_exists: bool
    field_order = (
        *("institution_name", "seat", "kvk", "discipline", "is_bis"),
        *("name", "email", "password1"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in {"email": "Uw e-mailadres", "password1": "Wachtwoord"}.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = "Vul dit veld in."
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["email"].help_text = "Hierheen sturen wij een link om te bevestigen."
        self.fields[
            "password1"
        ].help_text = "Ten minste twaalf tekens. Een paar losse woorden achter elkaar is goed."

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("institution_name") and said.get("seat"):
            self.refuse(
                institutions.registration_blockers(
                    name=said["institution_name"], seat=said["seat"], kvk=said.get("kvk", "")
                )
            )
        return said

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Register, or answer as if; the mail about a known address hashes a password too."""
        if self.account_already_exists:
            return self._as_if(request)
        try:
            return self.save(request), None
        except Refused as refusal:  # somebody else was first, a moment ago
            self.refuse(refusal.blockers)
            return None, render(request, "account/signup.html", {"form": self}, status=422)
        except IntegrityError:
            self.account_already_exists = True
            return self._as_if(request)

    def save(self, request: HttpRequest) -> User:
        """Add the person, the institution and the role between them: all of it or nothing."""
        email, at = self.cleaned_data["email"], timezone.now()
        with transaction.atomic():
            user = User.objects.create_user(
                email=email,
                name=self.cleaned_data["name"],
                password=self.cleaned_data["password1"],
            )
            institutions.register(self.facts, user=user, at=at, origin=network_of(request))
            setup_user_email(request, user, [EmailAddress(email=email)])
        return user

    def _as_if(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        answer: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return answer
