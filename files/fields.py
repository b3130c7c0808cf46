"""The form field for a file that is kept."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from files.uploads import LARGEST_UPLOAD, NotAccepted, Upload, read_upload

AGAIN = "Kies het bestand opnieuw: een browser bewaart het niet."
KINDS = "PDF, PNG, JPEG, Word (.docx), OpenDocument (.odt) of platte tekst, ten hoogste 10 MB."


class UploadField(forms.FileField):
    """A file of a kind that is kept; the value is an `Upload`, or None."""

    default_error_messages = {"empty": "Dit bestand is leeg.", "required": "Kies een bestand."}

    def clean(self, data: object, initial: object = None) -> Upload | None:
        """Read no more of the file than may be kept."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        file.seek(0)  # it is read again when the page has to be shown again
        try:
            return read_upload(file.name or "", file.read(LARGEST_UPLOAD + 1))
        except NotAccepted as fault:
            raise forms.ValidationError(str(fault)) from fault
