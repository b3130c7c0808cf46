"""One reminder: to whom it goes, and whether its time has come. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from municipalities.access import Permission, may
from municipalities.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """
    One mail to those of a municipality who may do something about it.

    `series` names what it is about, `event` this one of the series, both once and for all.
    `is_for_all` says that it is the same whatever the college decided.
    `but_not` (id of a user) is who cannot do it; `only` is the one person who can.
    """

    series: str
    step: str = ""
    permission: Permission
    municipality_id: int
    municipality: str
    due_at: datetime
    subject: str
    line: str
    path: str
    is_for_all: bool = False
    but_not: int | None = None
    only: int | None = None

    @property
    def event(self) -> str:
        return f"{self.series}:{self.step}" if self.step else self.series


def due_reminders(reminders: Iterable[Reminder], *, at: datetime) -> list[Reminder]:
    """
    Return what is to be sent by now: the last of each series that has fallen due.

    What a later one of its series has overtaken, during a breakdown or before, is never sent.
    """
    last = {
        reminder.series: reminder
        for reminder in sorted(reminders, key=lambda reminder: reminder.due_at)
        if reminder.due_at <= at
    }
    return list(last.values())


def recipients(reminder: Reminder, memberships: Iterable[Membership]) -> set[int]:
    """Return who gets it (ids of users), of people whose role counts on the day."""
    able = {
        membership.user_id
        for membership in memberships
        if membership.acting_organisation_id == reminder.municipality_id
        and may(membership, reminder.permission)
    }
    if reminder.only is not None:
        able &= {reminder.only}
    return able - {reminder.but_not}
