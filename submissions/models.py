"""The bundle for the ministry: a frozen snapshot, and what is made of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from decisions.models import ProposalVersion
from trail.constraints import append_only, never_removed, together

SHA256 = r"^[0-9a-f]{64}$"


class Submission(models.Model):
    """
    One offer to the ministry: the snapshot of the freeze moment, and later its PDF.

    `sha256` is over the snapshot, `bundle_sha256` over the PDF that was made of it.
    """

    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField("volgnummer")
    snapshot = models.JSONField("momentopname")
    sha256 = models.CharField("hash van de momentopname", max_length=64)
    frozen_at = models.DateTimeField("bevroren op")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="bevroren door"
    )
    bundle_sha256 = models.CharField("hash van de bundel", max_length=64, blank=True)
    page_count = models.PositiveIntegerField("aantal pagina's", null=True)
    rendered_at = models.DateTimeField("gemaakt op", null=True)

    class Meta:
        verbose_name = "aanbieding"
        verbose_name_plural = "aanbiedingen"
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="submission_numbered_once"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="submission_hashed"),
            models.CheckConstraint(
                condition=together("rendered_at", "page_count")
                & (
                    Q(rendered_at=None, bundle_sha256="")
                    | Q(rendered_at__isnull=False, bundle_sha256__regex=SHA256)
                ),
                name="bundle_whole_or_absent",
            ),
        ]
        triggers = [
            *never_removed(),
            pgtrigger.Protect(
                name="frozen_snapshot",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "version", "number", "snapshot", "sha256", "frozen_at", "frozen_by"
                ),
            ),
            pgtrigger.Protect(
                name="rendered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__rendered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Aanbieding {self.number} van {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("submissions:submission", args=[self.pk])

    @property
    def job_key(self) -> str:
        """The key of the job that makes the bundle."""
        return f"bundle:{self.pk}"


class Part(models.Model):
    """One part of a bundle: the hash of what went in, the hash of the file that came out."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField("volgorde")
    kind = models.CharField("soort", max_length=30)
    title = models.CharField("titel", max_length=200)
    input_sha256 = models.CharField("hash van de invoer", max_length=64)
    sha256 = models.CharField("hash van het bestand", max_length=64)
    page_count = models.PositiveIntegerField("aantal pagina's")

    class Meta:
        verbose_name = "onderdeel van de bundel"
        verbose_name_plural = "onderdelen van de bundel"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="part_placed_once"),
            models.CheckConstraint(
                condition=Q(input_sha256__regex=SHA256, sha256__regex=SHA256), name="part_hashed"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.title


class Rendered(models.Model):
    """A part that was rendered before, for whoever asks for the same input again."""

    input_sha256 = models.CharField("hash van de invoer", max_length=64, primary_key=True)
    sha256 = models.CharField("hash van het bestand", max_length=64)

    class Meta:
        verbose_name = "eerder gemaakt onderdeel"
        verbose_name_plural = "eerder gemaakte onderdelen"
        constraints = [
            models.CheckConstraint(
                condition=Q(input_sha256__regex=SHA256, sha256__regex=SHA256),
                name="rendered_hashed",
            ),
        ]

    def __str__(self) -> str:
        return self.input_sha256
