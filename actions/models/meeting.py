"""Meetings with the cultural field: who was invited, who came, and what came out of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models.action import Action
from municipalities.models import Organisation, Region
from municipalities.models.acting import own_people_act, who
from trail.constraints import append_only

GUEST_ORGANISATION = "SELECT organisation_id FROM actions_guest WHERE id = NEW.guest_id"


class FieldMeeting(models.Model):
    """A meeting with institutions and others of the cultural field."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="field_meetings")
    title = models.CharField("titel", max_length=200)
    starts_at = models.DateTimeField("begint op")
    place = models.CharField("plaats", max_length=200)
    programme = models.TextField("programma", blank=True)
    called_at = models.DateTimeField("uitgeschreven op")
    called_by = who("uitgeschreven door")

    class Meta:
        verbose_name = "bijeenkomst met het culturele veld"
        verbose_name_plural = "bijeenkomsten met het culturele veld"
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:meeting", args=[self.pk])


class Guest(models.Model):
    """An organisation that was invited."""

    meeting = models.ForeignKey(FieldMeeting, models.PROTECT, related_name="guests")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations_to_meetings"
    )
    invited_at = models.DateTimeField("uitgenodigd op")
    invited_by = who("uitgenodigd door")

    class Meta:
        verbose_name = "genodigde"
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="invited_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.organisation)


class Reply(models.Model):
    """What an invited organisation answers; the last row counts."""

    guest = models.ForeignKey(Guest, models.PROTECT, related_name="replies")
    is_coming = models.BooleanField("komt")
    people = models.PositiveSmallIntegerField("aantal personen", default=1)
    note = models.TextField("opmerking", blank=True)
    replied_at = models.DateTimeField("beantwoord op")
    replied_by = who("beantwoord door")

    class Meta:
        verbose_name = "antwoord op een uitnodiging"
        verbose_name_plural = "antwoorden op uitnodigingen"
        ordering = ["replied_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_coming=False, people=0) | Q(is_coming=True, people__gte=1),
                name="who_comes_is_somebody",
            )
        ]
        triggers = [*append_only(), own_people_act("replied", municipality=GUEST_ORGANISATION)]

    def __str__(self) -> str:
        return "komt" if self.is_coming else "komt niet"


class Attendance(models.Model):
    """Whether an invited organisation was there; the last row counts."""

    guest = models.ForeignKey(Guest, models.PROTECT, related_name="attendances")
    was_there = models.BooleanField("was aanwezig")
    recorded_at = models.DateTimeField("vastgelegd op")
    recorded_by = who("vastgelegd door")

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        ordering = ["recorded_at", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return "aanwezig" if self.was_there else "afwezig"


class MeetingReport(models.Model):
    """The report of a meeting; writing again adds a row, the last one counts."""

    meeting = models.ForeignKey(FieldMeeting, models.PROTECT, related_name="reports")
    text = models.TextField("verslag")
    written_at = models.DateTimeField("geschreven op")
    written_by = who("geschreven door")

    class Meta:
        verbose_name = "verslag van een bijeenkomst"
        verbose_name_plural = "verslagen van bijeenkomsten"
        ordering = ["written_at", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"Verslag van {self.meeting}"


class Harvest(models.Model):
    """What came out of a meeting, and for which action."""

    meeting = models.ForeignKey(FieldMeeting, models.PROTECT, related_name="harvests")
    text = models.TextField("opbrengst")
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="harvests", null=True, verbose_name="actie"
    )
    recorded_at = models.DateTimeField("vastgelegd op")
    recorded_by = who("vastgelegd door")

    class Meta:
        verbose_name = "opbrengst van een bijeenkomst"
        verbose_name_plural = "opbrengsten van bijeenkomsten"
        ordering = ["recorded_at", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return self.text
