"""A municipality declares for itself, and what that changes is looked at anew."""

from datetime import timedelta
from decimal import Decimal

import pytest

from actions.models import Capacity, Unit
from actions.rules.capacity import CapacityBlocker
from actions.services.acting import Refused
from actions.services.capacity import declare_capacity
from jobs.models import Job
from municipalities.models import Role
from tests.factories.actions import NOW, ActionFactory, PlanFactory, declared
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def almelo():
    return MunicipalityFactory(name="Almelo")


def declare(almelo, amount, *, by=None, at=NOW, **fields):
    fields = {"year": 2021, "unit": Unit.HOURS, "amount": Decimal(amount), **fields}
    return declare_capacity(almelo, **fields, by=by or person(Role.OFFICIAL, almelo), at=at)


def plan_that_asks(almelo, amount):
    action = ActionFactory(theme__profile__region=almelo.region)
    return PlanFactory(action=action, passed=True, needs=[(almelo, 2021, Unit.HOURS, amount)])


def looked_at():
    return [(job.kind, job.key.split(":")[:2]) for job in Job.objects.order_by("pk")]


def test_a_declaration_says_who_and_when(almelo):
    row = declare(almelo, "0.50", unit=Unit.FTE, note="Uit de begroting.")

    official = person(Role.OFFICIAL, almelo).user
    assert Capacity.objects.get() == row
    assert (row.municipality, row.year, row.amount) == (almelo, 2021, Decimal("0.50"))
    assert (row.declared_by, row.declared_at, row.note) == (official, NOW, "Uit de begroting.")
    entry = Entry.objects.get()
    assert (entry.act, entry.object_id) == ("declared_capacity", str(almelo.pk))
    assert entry.sentence == "Almelo heeft in 2021 0,5\N{NO-BREAK SPACE}fte voor alle acties."


def test_zero_is_an_answer(almelo):
    assert declare(almelo, 0).amount == 0


def test_a_declaration_that_says_the_same_is_refused(almelo):
    declare(almelo, 10)
    declare(almelo, 20, at=NOW + DAY)

    with pytest.raises(Refused) as refusal:
        declare(almelo, 20, at=NOW + 2 * DAY)
    declare(almelo, 10, at=NOW + 2 * DAY)

    assert refusal.value.blockers == [CapacityBlocker.SAME]
    assert Capacity.objects.count() == 3


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_far_away_is_refused(almelo, year):
    with pytest.raises(Refused) as refusal:
        declare(almelo, 10, year=year)

    assert refusal.value.blockers == [CapacityBlocker.YEAR]


@pytest.mark.parametrize("whose", ["neighbour", "mayor", "coordinator"])
def test_only_an_official_of_the_own_municipality_declares(almelo, whose):
    by = {
        "neighbour": lambda: person(Role.OFFICIAL, MunicipalityFactory(region=almelo.region)),
        "mayor": lambda: person(Role.MAYOR, almelo),
        "coordinator": lambda: coordinator(almelo.region),
    }[whose]()

    with pytest.raises(Refused) as refusal:
        declare(almelo, 10, by=by)

    assert refusal.value.blockers == [CapacityBlocker.NOT_OWN]
    assert not Capacity.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "is_looked_at"),
    [
        pytest.param(None, 60, True, id="less is known to be enough"),
        pytest.param(None, 100, True, id="it was too much and no longer is"),
        pytest.param(100, 90, True, id="it becomes too much"),
        pytest.param(100, 120, False, id="it fitted and still does"),
    ],
)
def test_a_plan_that_is_or_was_beyond_the_capacity_is_looked_at_anew(
    almelo, before, after, is_looked_at
):
    plan = plan_that_asks(almelo, 100)
    plan_that_asks(MunicipalityFactory(region=almelo.region), 100)
    if before is not None:
        declared(almelo, before)

    declare(almelo, after)

    expected = [("further_proposal", ["further", str(plan.pk)])] if is_looked_at else []
    assert looked_at() == expected


def test_each_declaration_looks_anew(almelo):
    plan_that_asks(almelo, 100)

    declare(almelo, 10)
    declare(almelo, 20, at=NOW + DAY)

    assert len(looked_at()) == 2
