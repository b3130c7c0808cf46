"""Amounts on pages."""

from decimal import Decimal

from django import template

from actions.models import Capacity, Unit
from actions.rules import sums
from actions.rules.capacity import Measure
from actions.rules.plans import said_amount

register = template.Library()


@register.filter
def said(amount: Decimal, measure: Measure) -> str:
    """Show an amount of time or money, such as "120 uren" or "€ 10.000"."""
    return sums.said(measure, amount)


@register.filter
def opgave(declared: Capacity) -> str:
    """Show what was declared in its own unit."""
    return said_amount(Unit(declared.unit), declared.amount)
