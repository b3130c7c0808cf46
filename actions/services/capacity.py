"""A municipality says what it has for all actions together. Each declaration is a new row."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from actions.models import Capacity, Unit
from actions.rules.capacity import FIRST_YEAR, LAST_YEAR, CapacityBlocker
from actions.rules.plans import said_amount
from actions.services.acting import refuse_if
from actions.store.ledger import MunicipalLine, lines_of
from jobs.services import enqueue_all
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality
from trail.services import record


@transaction.atomic
def declare_capacity(  # noqa: PLR0913  # what, for which year, by whom and when
    municipality: Municipality,
    *,
    year: int,
    unit: Unit,
    amount: Decimal,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Capacity:
    """
    Declare what the own municipality has in a year; 0 is an answer, and the last one counts.

    What now goes beyond the capacity, or no longer does, is looked at anew for its college.

    :raises Refused: for who is of another organisation, or says the same again.
    """
    locked = Municipality.objects.select_for_update(of=("self",), no_key=True)
    own = locked.select_related("region").get(pk=municipality.pk)
    refuse_if(_blockers(own, year=year, unit=unit, amount=amount, note=note, by=by))
    before = _beyond(own, at=at)
    declared = Capacity.objects.create(
        municipality=own,
        year=year,
        unit=unit,
        amount=amount,
        note=note,
        declared_at=at,
        declared_by=by.user,
    )
    _record(declared, by=by)
    _look_anew(declared, before | _beyond(own, at=at))
    return declared


def _blockers(  # noqa: PLR0913  # the same sides
    own: Municipality, *, year: int, unit: Unit, amount: Decimal, note: str, by: Membership
) -> list[CapacityBlocker]:
    is_own = by.acting_organisation_id == own.pk and may(by, Permission.DECLARE_CAPACITY)
    last = own.capacities.filter(year=year, unit=unit).order_by("declared_at", "pk").last()
    checks = {
        CapacityBlocker.NOT_OWN: not is_own,
        CapacityBlocker.YEAR: not FIRST_YEAR <= year <= LAST_YEAR,
        CapacityBlocker.SAME: last and (last.amount, last.note) == (amount, note),
    }
    return [blocker for blocker, applies in checks.items() if applies]


def _beyond(own: Municipality, *, at: datetime) -> set[int]:
    """Return the adopted plans that ask more than this municipality has."""

    def is_beyond(each: MunicipalLine) -> bool:
        return each.municipality == own and bool(each.line.beyond)

    return {each.plan.pk for each in lines_of(own.region, at=at) if is_beyond(each)}


def _record(declared: Capacity, *, by: Membership) -> None:
    amount = said_amount(Unit(declared.unit), declared.amount)
    record(
        act="declared_capacity",
        sentence=f"{declared.municipality} heeft in {declared.year} {amount} voor alle acties.",
        of=declared.municipality,
        by=by,
        at=declared.declared_at,
        facts={"year": declared.year, "unit": declared.unit, "amount": str(declared.amount)},
        rows=[declared],
    )


def _look_anew(declared: Capacity, plans: set[int]) -> None:
    keys = [f"further:{plan}:capacity:{declared.pk}" for plan in sorted(plans)]
    enqueue_all(kind="further_proposal", keys=keys, at=declared.declared_at)
