"""The shared text that is put to the colleges, and its frozen versions."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models import Plan
from decisions.constraints import unchanged_once_frozen
from decisions.querysets import ProposalQuerySet, SectionQuerySet, VersionQuerySet
from municipalities.models import Municipality, Organisation
from profiles.models import Profile, ProfileVersion
from trail.constraints import who_and_when

if TYPE_CHECKING:
    from decisions.models.further import Concern
    from municipalities.querysets import MunicipalityQuerySet


class Organ(models.TextChoices):
    """Who decides on a dictum item. The values are part of the hash recipe."""

    COLLEGE = "college", "college"
    MAYOR = "mayor", "burgemeester"


class Audience(models.TextChoices):
    PUBLIC = "public", "openbaar"
    PARTIES = "parties", "partijen in de regio"
    OWN = "own", "alleen de eigen gemeente"


class SectionKind(models.TextChoices):
    PUBLIC_EXPLANATION = "public_explanation", "Toelichting voor de openbare besluitenlijst"
    INTRODUCTION = "introduction", "Inleiding"
    INTENDED_EFFECT = "intended_effect", "Beoogd effect"
    ARGUMENT = "argument", "Argumenten"
    CAVEAT = "caveat", "Kanttekeningen"
    ALTERNATIVE = "alternative", "Alternatieven"
    COSTS = "costs", "Kosten, opbrengsten en dekking"
    EXECUTION = "execution", "Uitvoering"
    ANNEX = "annex", "Bijlagen"
    PROCESS = "process", "Procesinformatie"
    UNPLACED = "unplaced", "Niet geplaatst"


class Proposal(models.Model):
    """
    The proposal to adopt one profile, put to every college of the region.

    With a `plan` it is a further proposal: about the share of the municipalities concerned in that
    plan, put to their colleges alone.

    A college's decision counts for the offer to the minister when it is taken before `closes_at`.
    """

    profile = models.ForeignKey(
        Profile, models.PROTECT, related_name="proposals", verbose_name="cultuurprofiel"
    )
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="further_proposals",
        verbose_name="plan van aanpak",
    )
    title = models.TextField("titel")
    closes_at = models.DateTimeField("sluit op")
    created_at = models.DateTimeField("gemaakt op")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # the portal itself makes a further proposal
        related_name="+",
        verbose_name="gemaakt door",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "collegevoorstel"
        verbose_name_plural = "collegevoorstellen"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decisions:proposal", args=[self.pk])

    @property
    def is_further(self) -> bool:
        """Whether it is about the share of some municipalities in a plan, and not the profile."""
        return self.plan_id is not None

    @property
    def has_terms(self) -> bool:
        """Whether the first offer was made: that sets the closing, and the embargo of a profile."""
        return self.ratifications.exists() if self.is_further else hasattr(self, "embargo")

    @property
    def standing_concerns(self) -> "list[Concern]":
        """The municipalities that a further proposal concerns, by name, with their figures."""
        if not self.is_further:
            return []
        rows = self.concerns.select_related("municipality")
        last = {row.municipality_id: row for row in rows.order_by("raised_at", "pk")}
        standing = [row for row in last.values() if row.figures]
        return sorted(standing, key=lambda row: row.municipality.name)

    @property
    def put_to(self) -> "MunicipalityQuerySet":
        """The municipalities before whose colleges it comes: all, or those that it concerns."""
        found = Municipality.objects.filter(region=self.profile.region_id)
        if not self.is_further:
            return found
        return found.filter(pk__in=[row.municipality_id for row in self.standing_concerns])

    @property
    def standing_version(self) -> "ProposalVersion | None":
        """The version before the colleges now, or else the one that can be offered."""
        frozen = self.versions.filter(frozen_at__isnull=False)
        return frozen.filter(offers__isnull=False).last() or frozen.last()


class ProposalVersion(models.Model):
    """
    One text of the proposal: a concept until it is frozen, immutable afterwards.

    `sha256` is over the dictum by the recipe of `decisions.rules.identity`.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versienummer")
    sha256 = models.CharField("hash van het dictum", max_length=64, blank=True)
    profile_version = models.ForeignKey(
        ProfileVersion,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="versie van het cultuurprofiel",
    )
    frozen_at = models.DateTimeField("vastgesteld op", null=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="vastgesteld door",
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="version_numbered_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(frozen_at=None), name="one_concept_at_a_time"
            ),
            who_and_when("frozen", prefix="version"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, sha256="", profile_version=None)
                | Q(
                    frozen_at__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                    profile_version__isnull=False,
                ),
                name="version_frozen_with_hash",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="unchanged_once_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.name}"

    @property
    def name(self) -> str:
        return f"versie {self.number}" if self.frozen_at else f"concept {self.number}"

    @property
    def lacks_second_person(self) -> bool:
        """Whether it would replace what colleges have before them, as one person wishes."""
        others = self.proposal.versions.exclude(pk=self.pk)
        agreed = self.proposal.versions.filter(pk=self.pk, replacement__agreed_at__isnull=False)
        return others.filter(offers__isnull=False).exists() and not agreed.exists()


class DictumItem(models.Model):
    """
    One item of the operative text, such as "2a". `sha256` is filled when it is frozen.

    `key` stays the same from version to version, whatever the number; old versions have none.
    """

    version = models.ForeignKey(ProposalVersion, models.CASCADE, related_name="items")
    number = models.CharField("nummer", max_length=8)
    organ = models.CharField("bestuursorgaan", max_length=8, choices=Organ)
    text = models.TextField("tekst")
    position = models.PositiveSmallIntegerField("volgorde")
    key = models.UUIDField("sleutel", default=uuid4, null=True, editable=False)
    sha256 = models.CharField("hash", max_length=64, blank=True)

    class Meta:
        verbose_name = "beslispunt"
        verbose_name_plural = "beslispunten"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="item_numbered_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="item_placed_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["version", "key"], name="item_keyed_once"),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]+[a-z]?$"), name="item_number_shape"
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$"), name="item_hash_shape"
            ),
        ]
        triggers = unchanged_once_frozen()

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def is_nested(self) -> bool:
        return self.number[-1].isalpha()


class Section(models.Model):
    """
    A piece of the proposal round the dictum, with the audience that may read it.

    `organisation` is whose own section it is; empty for what more than one party may read.
    `key` stays the same from version to version; old versions have none.
    """

    version = models.ForeignKey(ProposalVersion, models.CASCADE, related_name="sections")
    kind = models.CharField("soort", max_length=20, choices=SectionKind)
    audience = models.CharField("doelgroep", max_length=8, choices=Audience)
    under = models.TextField("onder de kop", blank=True)
    heading = models.TextField("kop", blank=True)
    text = models.TextField("tekst", blank=True)
    about_item = models.CharField("bij beslispunt", max_length=8, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="alleen voor",
    )
    position = models.PositiveSmallIntegerField("volgorde")
    key = models.UUIDField("sleutel", default=uuid4, null=True, editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "onderdeel van het collegevoorstel"
        verbose_name_plural = "onderdelen van het collegevoorstel"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="section_placed_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["version", "key"], name="section_keyed_once"),
            models.CheckConstraint(
                condition=~Q(kind=SectionKind.PROCESS) | Q(audience=Audience.OWN),
                name="process_information_stays_inside",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.OWN, organisation__isnull=False)
                | (~Q(audience=Audience.OWN) & Q(organisation=None)),
                name="own_section_has_its_owner",
            ),
        ]
        triggers = unchanged_once_frozen()

    def __str__(self) -> str:
        return self.heading
