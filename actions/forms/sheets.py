"""A file with answers, and the word to read it in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from actions.documents.sheets_in import LARGEST
from dutch.fields import PlainTextField
from dutch.texts import UnreadableText, clean_text
from municipalities.models import Membership

LONGEST_NAME = 200
NAMELESS = "bestand zonder leesbare naam"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it came."""

    name: str
    data: bytes


class SheetField(forms.FileField):
    """A spreadsheet; the value is a `HandedIn`. What it is shows when it is read."""

    default_error_messages = {
        "required": "Kies een bestand.",
        "invalid": "Kies een bestand.",
        "missing": "Kies een bestand.",
        "empty": "Dit bestand is leeg.",
    }

    def clean(self, data: object, initial: object = None) -> HandedIn | None:
        """Read no more of the file than may be kept."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise forms.ValidationError("Dit bestand is te groot: ten hoogste 5 MB.")
        return HandedIn(_readable(file.name or ""), content)


class SheetForm(forms.Form):
    file = SheetField(
        label="Bestand",
        help_text="Een .xlsx, .ods of .csv van ten hoogste 5 MB, gemaakt met het sjabloon. U ziet "
        "eerst wat het bestand verandert; er wordt nog niets vastgelegd.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )


class ReadInForm(forms.Form):
    """
    Reads in what was tried out.

    `tried` holds, signed for one membership, which file it was and what it was held against.
    """

    tried = PlainTextField(widget=forms.HiddenInput, max_length=2000)
    has_read_commitments = forms.BooleanField(
        label="Ik heb gelezen aan welke toezeggingen mijn gemeente stopt", required=False
    )

    def __init__(
        self, *args: Any, membership: Membership, leaves_commitments: bool = True, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.membership = membership
        if not leaves_commitments:
            del self.fields["has_read_commitments"]

    @staticmethod
    def sign(membership: Membership, tried: dict[str, str]) -> str:
        """Return the value of `tried`."""
        return signing.dumps(tried, salt=_salt(membership), compress=True)

    def clean_tried(self) -> dict[str, str]:
        """Return which file it was. :raises ValidationError: if another person tried it out."""
        try:
            tried: dict[str, str] = signing.loads(
                self.cleaned_data["tried"], salt=_salt(self.membership), max_age=86_400
            )
        except signing.BadSignature as error:
            raise forms.ValidationError("Kies het bestand opnieuw.") from error
        return tried


def _salt(membership: Membership) -> str:
    return f"actions.sheets.{membership.pk}"


def _readable(name: str) -> str:
    try:
        return " ".join(clean_text(name).split())[-LONGEST_NAME:] or NAMELESS
    except UnreadableText:
        return NAMELESS
