"""
Which reminders there are, and which are to be sent now. Pure: no queries, no clock.

A reminder exists only as long as its reason does.
"""

from collections.abc import Iterable
from datetime import datetime

from decisions.models import Ratification
from decisions.rules.planning import Chance, last_chance
from decisions.rules.reminders.reasons import reminders_of
from decisions.rules.reminders.reminder import Reminder, due_reminders, recipients
from decisions.rules.road import Road, road_at
from municipalities.rules.calendars import calendar_of

__all__ = [
    "Reminder",
    "chance_of",
    "due_reminders",
    "recipients",
    "reminders_for",
    "reminders_of",
]


def reminders_for(
    ratifications: Iterable[Ratification], *, embargo_at: datetime | None, at: datetime
) -> list[Reminder]:
    """
    Return the reminders of these municipalities, in order of their moment.

    They were fetched `with_plan`; before `embargo_at` nothing is public.
    """
    found = [
        reminder
        for ratification in ratifications
        for road in [road_at(ratification, at=at)]
        for reminder in reminders_of(road, chance_of(road), embargo_at=embargo_at)
    ]
    return sorted(found, key=lambda reminder: (reminder.due_at, reminder.municipality))


def chance_of(road: Road) -> Chance | None:
    """Return the last chance of the municipality whose road this is."""
    return last_chance(calendar_of(road.ratification.municipality), closes_at=road.closes_at)
