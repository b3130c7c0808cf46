"""The plan of approach of an action, in versions, and what it asks of each party."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.constraints import unchanged_once_frozen
from actions.models.action import Action
from actions.models.amounts import ContributionKind, Unit, countable_or_in_words
from municipalities.models import Organisation
from municipalities.models.acting import who
from trail.constraints import who_and_when


class Plan(models.Model):
    """
    One version of the plan of approach: a concept until it is frozen, immutable afterwards.

    `others_may_start`: whether the others begin while a college still decides about its share.
    `sha256` is over the canonical JSON of the plan with its needs.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField("versienummer")
    goals = models.TextField("doelen", blank=True)
    result = models.TextField("beoogd resultaat", blank=True)
    dependencies = models.TextField("afhankelijkheden", blank=True)
    minimum_partners = models.PositiveSmallIntegerField("minimaal aantal gemeenten", null=True)
    others_may_start = models.BooleanField(
        "anderen mogen beginnen terwijl een college nog besluit", default=False
    )
    begun_at = models.DateTimeField("begonnen op")
    begun_by = who("begonnen door")
    frozen_at = models.DateTimeField("vastgesteld op", null=True)
    frozen_by = who("vastgesteld door", null=True)
    sha256 = models.CharField("hash", max_length=64, blank=True)

    class Meta:
        verbose_name = "plan van aanpak"
        verbose_name_plural = "plannen van aanpak"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="plan_numbered_once"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(frozen_at=None), name="one_concept_plan_at_a_time"
            ),
            who_and_when("frozen", prefix="plan"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, sha256="")
                | Q(frozen_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$")
                & ~Q(goals="")
                & ~Q(result=""),
                name="plan_frozen_whole_with_hash",
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
        state = "versie" if self.frozen_at else "concept"
        return f"Plan van aanpak {self.action.number}, {state} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("actions:plan", args=[self.action_id, self.number])


class Need(models.Model):
    """What a plan asks of one party in one calendar year."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="needs")
    party = models.ForeignKey(
        Organisation, models.PROTECT, related_name="needs", verbose_name="partij"
    )
    year = models.PositiveSmallIntegerField("jaar")
    kind = models.CharField("soort", max_length=10, choices=ContributionKind)
    unit = models.CharField("eenheid", max_length=11, choices=Unit)
    amount = models.DecimalField("hoeveelheid", max_digits=12, decimal_places=2, null=True)
    description = models.CharField("omschrijving", max_length=500, blank=True)

    class Meta:
        verbose_name = "behoefte"
        ordering = ["year", "party__name", "pk"]
        constraints = [
            *countable_or_in_words("need"),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="need_in_a_year_of_this_century"
            ),
        ]
        triggers = unchanged_once_frozen()

    def __str__(self) -> str:
        return f"{self.party}, {self.year}: {self.get_kind_display()}"
