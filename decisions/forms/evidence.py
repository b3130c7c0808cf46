"""A file that shows what was decided."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from decisions.documents.evidence import LARGEST_EVIDENCE, Evidence, NotEvidence, read_evidence

AGAIN = "Kies het bestand opnieuw: een browser bewaart het niet."


class EvidenceField(forms.FileField):
    """A file of a kind that is kept as evidence; the value is an `Evidence`, or None."""

    default_error_messages = {"empty": "Dit bestand is leeg."}

    def clean(self, data: object, initial: object = None) -> Evidence | None:
        """Read no more of the file than may be kept."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        file.seek(0)  # it is read again when the page has to be shown again
        try:
            return read_evidence(file.name or "", file.read(LARGEST_EVIDENCE + 1))
        except NotEvidence as fault:
            raise forms.ValidationError(str(fault)) from fault
