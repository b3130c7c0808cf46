"""Keeping when the own college meets; every change says who and when in the trail."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dutch.moments import format_date
from municipalities.access import Permission, may
from municipalities.models import CollegeCalendar, Membership, Municipality, Recess, Weekday
from municipalities.rules import Blocker
from municipalities.services.turns import refuse_if
from trail.services import record


@transaction.atomic
def keep_calendar(  # noqa: PLR0913  # the facts of one calendar, by whom and when
    municipality: Municipality,
    *,
    weekday: Weekday,
    papers_due_days: int,
    conform_days: int | None,
    by: Membership,
    at: datetime,
) -> CollegeCalendar:
    """
    Keep on which day the college meets and when it wants the papers.

    :raises Refused: for who does not keep this calendar.
    """
    _take_turn(municipality, by=by)
    Municipality.objects.filter(pk=municipality.pk).update(college_weekday=weekday)
    kept, _ = CollegeCalendar.objects.update_or_create(
        municipality=municipality,
        defaults={
            "papers_due_days": papers_due_days,
            "conform_days": conform_days,
            "kept_at": at,
            "kept_by": by.user,
        },
    )
    conform = "geen conformroute" if conform_days is None else f"conformroute {conform_days} dagen"
    sentence = f"Collegedag {weekday.label}, stukken {papers_due_days} dagen ervoor, {conform}."
    facts = {
        "weekday": weekday.value,
        "papers_due_days": papers_due_days,
        "conform_days": conform_days,
    }
    record(act="kept_calendar", sentence=sentence, of=municipality, by=by, at=at, facts=facts)
    return kept


@transaction.atomic
def add_recess(  # noqa: PLR0913  # which days, by whom and when
    municipality: Municipality,
    *,
    name: str,
    first_on: date,
    last_on: date,
    by: Membership,
    at: datetime,
) -> Recess:
    """Add days on which the college does not decide. :raises Refused: if they are known already."""
    _take_turn(municipality, by=by)
    overlapping = Q(first_on__lte=last_on, last_on__gte=first_on)
    if municipality.recesses.filter(overlapping).exists():
        refuse_if([Blocker.RECESS_OVERLAPS])
    recess = Recess.objects.create(
        municipality=municipality, name=name, first_on=first_on, last_on=last_on
    )
    _record_recess(recess, "toegevoegd", by=by, at=at)
    return recess


@transaction.atomic
def remove_recess(recess: Recess, *, by: Membership, at: datetime) -> None:
    """Take days back on which the college would not decide. :raises Refused: if not own."""
    _take_turn(recess.municipality, by=by)
    _record_recess(recess, "verwijderd", by=by, at=at)
    Recess.objects.filter(pk=recess.pk).delete()


def _take_turn(municipality: Municipality, *, by: Membership) -> None:
    """Wait until nobody else changes this calendar. :raises Refused: for who does not keep it."""
    if by.acting_organisation_id != municipality.pk or not may(by, Permission.KEEP_CALENDAR):
        refuse_if([Blocker.NOT_YOUR_CALENDAR])
    Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=municipality.pk)


def _record_recess(recess: Recess, what: str, *, by: Membership, at: datetime) -> None:
    period = f"{format_date(recess.first_on)} tot en met {format_date(recess.last_on)}"
    record(
        act="kept_calendar",
        sentence=f"Reces {what}: {recess.name}, {period}.",
        of=recess.municipality,
        by=by,
        at=at,
        facts={"name": recess.name, "first_on": recess.first_on, "last_on": recess.last_on},
    )
