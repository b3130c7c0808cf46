"""Filters that show numbers, money, dates and moments the Dutch way; nothing stays nothing."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import TypeVar

from django import template

from dutch import moments, numbers

register = template.Library()

Shown = TypeVar("Shown")


def _shown(write: Callable[[Shown], str]) -> Callable[[Shown | None], str]:
    """Register a filter under its own name; None and the "" of a missing variable show as ""."""

    @wraps(write)
    def filtered(value: Shown | None) -> str:
        return "" if value is None or value == "" else write(value)

    register.filter(write.__name__, filtered)
    return filtered


@_shown
def getal(value: Decimal | int) -> str:
    """Show `1.234` or `1.234,5`."""
    return numbers.format_number(value)


@_shown
def euro(amount: Decimal | int) -> str:
    """Show `€ 325.000` or `€ 12,50`."""
    return numbers.format_euro(amount)


@_shown
def datum(on: date) -> str:
    """Show `30 oktober 2018`."""
    return moments.format_date(_on(on))


@_shown
def dag(on: date) -> str:
    """Show `dinsdag 30 oktober 2018`."""
    return moments.format_day(_on(on))


@_shown
def tijd(at: datetime) -> str:
    """Show `14.05 uur`, on the clock of Amsterdam."""
    return _unbroken(moments.format_time(at))


@_shown
def moment(at: datetime) -> str:
    """Show `30 oktober 2018 om 14.05 uur`, on the clock of Amsterdam."""
    return _unbroken(moments.format_moment(at))


@register.filter
def leesbaar(value: object) -> object:
    """Show a date or moment as above, and anything else as it is."""
    if isinstance(value, datetime):
        return moment(value)
    return datum(value) if isinstance(value, date) else value


def _on(on: date) -> date:
    """Return the date in Amsterdam of a moment, and a date as it is."""
    return moments.local_date(on) if isinstance(on, datetime) else on


def _unbroken(text: str) -> str:
    """Keep the hour and its word on one line."""
    return text.replace(" uur", "\u00a0uur")
