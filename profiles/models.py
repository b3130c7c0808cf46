"""What the region wants: one profile per period, with chapters, themes, ambitions, milestones."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from municipalities.models import Region
from trail.constraints import append_only


class Profile(models.Model):
    """
    The culture profile of a region for a policy period.

    `deadline` is the last day on which the addressee accepts it. `example_note` is the sentence
    that says what is invented; empty for a real profile.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="profiles")
    title = models.CharField("titel", max_length=200)
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    addressee = models.CharField("geadresseerde", max_length=200)
    deadline = models.DateField("uiterste dag van aanbieding")
    example_note = models.TextField("toelichting bij voorbeeldgegevens", blank=True)

    class Meta:
        verbose_name = "cultuurprofiel"
        verbose_name_plural = "cultuurprofielen"
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="profile_titled_once"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="profile_period_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> str:
        return f"{self.first_year}–{self.last_year}"


class Chapter(models.Model):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="chapters")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst")

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="chapter_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Theme(models.Model):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst")

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="theme_numbered_once")
        ]

    def __str__(self) -> str:
        return self.title


class Ambition(models.Model):
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="ambitions")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst", blank=True)

    class Meta:
        verbose_name = "ambitie"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "number"], name="ambition_numbered_once")
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """A dated step. `on` orders it; `shown_as` is how people call it, such as "voorjaar 2019"."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="milestones")
    on = models.DateField("dag")
    shown_as = models.CharField("in woorden", max_length=60)
    title = models.CharField("titel", max_length=200)

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.shown_as}: {self.title}"


class ProfileVersion(models.Model):
    """
    A frozen text of the profile.

    `content` is JSON: chapters, themes with ambitions, milestones. `sha256` is over that JSON with
    sorted keys and without blanks.
    """

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versienummer")
    content = models.JSONField("inhoud")
    sha256 = models.CharField("hash", max_length=64)
    frozen_at = models.DateTimeField("vastgesteld op")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vastgesteld door"
    )

    class Meta:
        verbose_name = "versie van het cultuurprofiel"
        verbose_name_plural = "versies van het cultuurprofiel"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_version_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="profile_version_hashed"
            ),
        ]
        triggers: list[pgtrigger.Trigger] = append_only()

    def __str__(self) -> str:
        return f"{self.profile}, versie {self.number}"
