"""What a municipality has, and what its college said about what goes beyond that."""

from django.db import models
from django.db.models import Q

from actions.models.amounts import LARGEST, Unit
from actions.models.plan import Plan
from municipalities.models import Municipality
from municipalities.models.acting import own_people_act, who
from trail.constraints import append_only

COUNTED = (Unit.FTE, Unit.HOURS, Unit.EURO)


class Capacity(models.Model):
    """
    What a municipality declares to have for all actions together in one calendar year.

    One row per unit, the last one counts. No row means unknown, which is not the same as nothing.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="capacities")
    year = models.PositiveSmallIntegerField("jaar")
    unit = models.CharField("eenheid", max_length=11, choices=Unit)
    amount = models.DecimalField("hoeveelheid", max_digits=12, decimal_places=2)
    note = models.TextField("toelichting", blank=True)
    declared_at = models.DateTimeField("opgegeven op")
    declared_by = who("opgegeven door")

    class Meta:
        verbose_name = "capaciteit"
        verbose_name_plural = "capaciteiten"
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__in=COUNTED, amount__gte=0, amount__lte=LARGEST),
                name="capacity_counted",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="capacity_in_a_year_of_this_century",
            ),
        ]
        triggers = [*append_only(), own_people_act("declared", municipality="NEW.municipality_id")]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.year}: {self.amount} {self.get_unit_display()}"


class Word(models.TextChoices):
    """
    What the college said, or how far the question is.

    `WITHDRAWN` takes an earlier answer away; with `UNNEEDED` there is nothing to ask any more.
    """

    RAISED = "raised", "Nader voorstel in voorbereiding"
    UNNEEDED = "unneeded", "Niet meer nodig"
    ASKED = "asked", "Ligt voor aan het college"
    AGREED = "agreed", "Ingestemd"
    DECLINED = "declined", "Niet ingestemd"
    DEFERRED = "deferred", "Aangehouden"
    WITHDRAWN = "withdrawn", "Ingetrokken"


DECIDED = (Word.AGREED, Word.DECLINED, Word.DEFERRED)
PENDING = frozenset({Word.RAISED, Word.ASKED, Word.DECLINED, Word.DEFERRED, Word.WITHDRAWN})


class CollegeWord(models.Model):
    """
    What the college of a municipality said to its share of a plan; the last row counts.

    Written with the act on the further proposal itself. `path` is where that is shown.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="college_words")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="college_words")
    word = models.CharField("antwoord van het college", max_length=9, choices=Word)
    decided_on = models.DateField("besloten op", null=True)
    path = models.CharField("adres", max_length=200)
    said_at = models.DateTimeField("bekend sinds")

    class Meta:
        verbose_name = "antwoord van het college op een plan"
        verbose_name_plural = "antwoorden van colleges op plannen"
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(word__in=DECIDED) | Q(decided_on__isnull=False),
                name="college_decided_on_a_day",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_word_display()}"
