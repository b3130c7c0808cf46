"""What the tables of participation rest on: the ready row, saved views and files read in."""

from django.db import models

from actions.models.action import Action
from municipalities.models import Municipality, User
from municipalities.models.acting import own_people_act, who
from trail.constraints import append_only


class Standing(models.Model):
    """
    What the matrix shows of one action, kept beside the history so that one row says it.

    Written in the transaction of each answer and never a source: `cells` follows from the history.
    """

    action = models.OneToOneField(Action, models.CASCADE, related_name="standing")
    cells = models.JSONField("cellen", default=dict)
    changed_at = models.DateTimeField("bijgewerkt op")

    class Meta:
        verbose_name = "stand van een actie"
        verbose_name_plural = "standen van acties"

    def __str__(self) -> str:
        return f"Stand van {self.action}"


class SavedView(models.Model):
    """A table as somebody wants to see it again: the page and what was chosen on it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField("naam", max_length=80)
    page = models.CharField("pagina", max_length=40)
    query = models.CharField("keuzes", max_length=1000, blank=True)
    saved_at = models.DateTimeField("bewaard op")

    class Meta:
        verbose_name = "bewaarde weergave"
        verbose_name_plural = "bewaarde weergaven"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="view_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class ReadIn(models.Model):
    """A file with participation that was read in; the same file is refused the second time."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="files_read_in")
    name = models.CharField("bestandsnaam", max_length=200)
    sha256 = models.CharField("hash", max_length=64)
    rows = models.PositiveIntegerField("aantal regels")
    read_at = models.DateTimeField("ingelezen op")
    read_by = who("ingelezen door")

    class Meta:
        verbose_name = "ingelezen bestand"
        verbose_name_plural = "ingelezen bestanden"
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="file_read_in_once")
        ]
        triggers = [*append_only(), own_people_act("read", municipality="NEW.municipality_id")]

    def __str__(self) -> str:
        return self.name
