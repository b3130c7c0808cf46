"""What somebody brings or is asked for: a kind, and an amount in a unit or words."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

LARGEST = Decimal("9999999999.99")


class ContributionKind(models.TextChoices):
    PEOPLE = "people", "Menskracht"
    KNOWLEDGE = "knowledge", "Kennis"
    EXPERIENCE = "experience", "Ervaring"
    BUDGET = "budget", "Budget"


class Unit(models.TextChoices):
    """`DESCRIPTION` is for what cannot be counted; it has no amount."""

    FTE = "fte", "fte"
    HOURS = "hours", "uren"
    EURO = "euro", "euro"
    DESCRIPTION = "description", "omschrijving"


def countable_or_in_words(prefix: str) -> list[models.CheckConstraint]:
    """Return the constraints that an amount is 0 or more, or is said in words."""
    return [
        models.CheckConstraint(
            condition=Q(unit=Unit.DESCRIPTION, amount__isnull=True) & ~Q(description="")
            | ~Q(unit=Unit.DESCRIPTION) & Q(amount__gte=0, amount__lte=LARGEST),
            name=f"{prefix}_counted_or_in_words",
        ),
        models.CheckConstraint(
            condition=Q(kind=ContributionKind.BUDGET, unit__in=[Unit.EURO, Unit.DESCRIPTION])
            | ~Q(kind=ContributionKind.BUDGET) & ~Q(unit=Unit.EURO),
            name=f"{prefix}_money_in_euro",
        ),
    ]
