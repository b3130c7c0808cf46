"""When the college of a municipality meets, and what it asks of who brings something in."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from municipalities.models.parties import Municipality
from municipalities.models.people import User

LONGEST_WAIT = 60  # days between papers and decision; more is a mistake


class Days(Func):
    """The days from one date until and including another, for use in a constraint."""

    function = "DATERANGE"
    output_field: Any = DateRangeField()


class CollegeCalendar(models.Model):
    """
    What a college asks of who brings something in; the weekday stands with the municipality.

    `conform_days` is empty where every decision needs a meeting. Otherwise the college decides
    without one, on any working day, so many days after the papers came in.
    """

    municipality = models.OneToOneField(
        Municipality, models.PROTECT, related_name="calendar", verbose_name="gemeente"
    )
    papers_due_days = models.PositiveSmallIntegerField("dagen vóór de vergadering")
    conform_days = models.PositiveSmallIntegerField(
        "dagen van de conformroute", null=True, blank=True
    )
    kept_at = models.DateTimeField("bijgehouden op")
    kept_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="bijgehouden door"
    )

    class Meta:
        verbose_name = "vergaderkalender"
        verbose_name_plural = "vergaderkalenders"
        constraints = [
            models.CheckConstraint(
                condition=Q(papers_due_days__lte=LONGEST_WAIT)
                & (Q(conform_days=None) | Q(conform_days__lte=LONGEST_WAIT)),
                name="calendar_waits_no_longer_than_two_months",
            )
        ]

    def __str__(self) -> str:
        return f"Vergaderkalender van {self.municipality}"


class Recess(models.Model):
    """Days on which a college does not decide, from a day until and including a day."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="recesses")
    name = models.CharField("naam", max_length=80)
    first_on = models.DateField("eerste dag")
    last_on = models.DateField("laatste dag")

    class Meta:
        verbose_name = "reces"
        verbose_name_plural = "recessen"
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="recess_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_recess_at_a_time",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    (
                        Days("first_on", "last_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name
