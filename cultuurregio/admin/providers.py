"""Setting up the sign-in provider of a municipality."""

import re
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from accounts.store import LONGEST, lock
from cultuurregio.admin.reading import ReadOnly
from dutch.fields import PlainTextField

HERE = {"localhost", "127.0.0.1", "::1"}
SETTINGS = ("server_url", "tenant", "uid_field", "second_factor")


class ProviderForm(forms.ModelForm):  # type: ignore[type-arg]  # Django cannot at run time
    """A provider of OpenID Connect. Its secret goes in and never comes out again."""

    provider_id = forms.RegexField(
        r"^[a-z0-9-]{1,40}$",
        label="Kenmerk",
        help_text="Staat in het webadres, zoals “almelo”. Kleine letters, cijfers en streepjes.",
    )
    name = PlainTextField(label="Naam", max_length=40, help_text="Zoals op de inlogknop.")
    client_id = PlainTextField(label="Client-id", max_length=191)
    secret = PlainTextField(
        label="Geheim",
        required=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Wordt versleuteld bewaard en nooit getoond. Leeg laten verandert niets.",
    )
    server_url = PlainTextField(
        max_length=300, label="Adres van de dienst", help_text="Begint met https://"
    )
    tenant = PlainTextField(max_length=100, label="Tenant (Entra ID)", required=False)
    uid_field = PlainTextField(max_length=40, label="Veld dat een persoon aanwijst", initial="sub")
    second_factor = forms.BooleanField(
        label="De dienst vraagt zelf een tweede stap",
        required=False,
    )

    class Meta:
        model = SocialApp
        fields = ("provider_id", "name", "client_id", "secret")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = self.instance.secret
        self.initial["secret"] = ""
        for name in SETTINGS:
            if name in self.instance.settings:
                self.initial[name] = self.instance.settings[name]

    def clean_server_url(self) -> str:
        address: str = self.cleaned_data["server_url"]
        url = urlsplit(address)
        if url.scheme == "https" or (url.scheme == "http" and url.hostname in HERE):
            return address
        raise ValidationError("Het adres begint met https://.")

    def clean_provider_id(self) -> str:
        found: str = self.cleaned_data["provider_id"]
        others = SocialApp.objects.filter(provider_id=found).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError("Dit kenmerk is al in gebruik.")
        return found

    def clean_secret(self) -> str:
        """Return the secret as it is kept: a new one locked, or the one that is there."""
        typed: str = self.cleaned_data["secret"]
        if not typed and not self.kept:
            raise ValidationError("Vul het geheim in dat de dienst gaf.")
        if not re.fullmatch(r"[!-~]*", typed):
            raise ValidationError("Een geheim bestaat uit gewone letters, cijfers en tekens.")
        return lock(typed) if typed else self.kept

    def save(self, commit: bool = True) -> SocialApp:  # noqa: FBT001, FBT002  # Django's
        self.instance.provider = OpenIDConnectProvider.id
        self.instance.settings = {name: self.cleaned_data[name] for name in SETTINGS}
        return super().save(commit)


class ProviderAdmin(ReadOnly):
    """The one thing that is set up here; every change stands in the trail, without the secret."""

    form = ProviderForm
    list_display = ("name", "provider_id")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # the site guards the door
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  # see above
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  # see above
        return True

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:  # noqa: ARG002  # Django's
        return ["provider_id", "name", "client_id", "secret", *SETTINGS]

    def save_model(
        self,
        request: HttpRequest,
        obj: SocialApp,
        form: ProviderForm,
        change: bool,  # noqa: FBT001  # Django's
    ) -> None:
        super().save_model(request, obj, form, change)
        did = "gewijzigd" if change else "toegevoegd"
        changed = ", ".join(str(form.fields[name].label) for name in form.changed_data)
        sentence = f"Inlogdienst {obj.name} ({obj.provider_id}) {did}: {changed or 'niets'}"
        self.note(request, "configured_provider", sentence, obj)

    def delete_model(self, request: HttpRequest, obj: SocialApp) -> None:
        sentence = f"Inlogdienst {obj.name} ({obj.provider_id}) verwijderd"
        self.note(request, "removed_provider_settings", sentence, obj)
        super().delete_model(request, obj)
