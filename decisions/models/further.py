"""Whom a further proposal concerns, and by which figures."""

from django.db import models

from decisions.models.proposal import Proposal
from municipalities.models import Municipality
from trail.constraints import append_only


class Concern(models.Model):
    """
    That a plan asks more of a municipality than it declared to have.

    The last row of a municipality counts: while the proposal is a concept, it follows the figures.
    `figures` are the sums it was raised on, as a list of objects with year, unit, declared, asked
    before, asked here and beyond; amounts are text with two decimals, declared null if unknown. An
    empty list says that it is concerned no longer.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="concerns")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="concerns")
    figures = models.JSONField("cijfers")
    reason = models.TextField("waarom")
    raised_at = models.DateTimeField("ontstaan op")

    class Meta:
        verbose_name = "betrokken gemeente bij een nader voorstel"
        verbose_name_plural = "betrokken gemeenten bij nadere voorstellen"
        ordering = ["municipality__name", "raised_at", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.proposal}: {self.municipality}"
