"""Triggers are watched by the hour: told once, to the own officials, while the answer stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import (
    Answer,
    Capacity,
    JoinTrigger,
    StepKind,
    Suggestion,
    TriggerKind,
    Unit,
)
from actions.tasks import suggest, watch, watch_hourly
from jobs.models import Job
from jobs.tasks import work_off
from municipalities.models import Role
from notices.models import Mail, Notice
from tests.factories.actions import (
    NOW,
    ActionFactory,
    PlanFactory,
    answered,
    college_said,
    took_step,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry
from trail.selectors import entries_of, entries_of_region, faults

pytestmark = pytest.mark.django_db


def waiting(action, kind=TriggerKind.RUNNING, *, municipality=None, **fields):
    """Return a trigger of a municipality that does not join now."""
    municipality = municipality or MunicipalityFactory(region=action.theme.profile.region)
    row = answered(action, municipality, Answer.NOT_NOW)
    return JoinTrigger.objects.create(participation=row, kind=kind, **fields)


def declared(municipality, amount, *, year=2019, unit=Unit.FTE):
    return Capacity.objects.create(
        municipality=municipality,
        year=year,
        unit=unit,
        amount=Decimal(amount),
        declared_at=NOW - timedelta(days=1),
        declared_by=person(Role.OFFICIAL, municipality).user,
    )


def test_a_trigger_is_told_once_to_the_own_officials_alone():
    action = ActionFactory()
    trigger = waiting(action)
    took_step(action)
    own = trigger.participation.municipality
    for role in (Role.SECRETARY, Role.ALDERMAN):
        person(role, own)
    coordinator(own.region)

    watch(at=NOW)
    watch(at=NOW + timedelta(hours=1))

    assert Suggestion.objects.get().sentence == "De actie loopt."
    assert [notice.recipient for notice in Notice.objects.all()] == [
        person(Role.OFFICIAL, own).user
    ]
    assert Mail.objects.count() == 1


def test_what_is_not_met_is_told_to_nobody():
    trigger = waiting(ActionFactory())

    watch(at=NOW)

    assert not Suggestion.objects.filter(trigger=trigger).exists()


def test_a_plan_that_names_the_own_policy_is_seen():
    action = ActionFactory()
    waiting(action, TriggerKind.WORD, word="Binnenstad")
    PlanFactory(action=action, frozen=True, goals="Meer ateliers in de binnenstad.")

    watch(at=NOW)

    assert Suggestion.objects.get().sentence == "Het plan noemt “Binnenstad”."


def test_a_concept_is_not_looked_at():
    action = ActionFactory()
    waiting(action, TriggerKind.WORD, word="Binnenstad")
    PlanFactory(action=action, goals="Meer ateliers in de binnenstad.")

    watch(at=NOW)

    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(("amount", "is_met"), [("0.5", True), ("0.49", False), (None, False)])
def test_room_for_what_the_plan_asks_is_seen(amount, is_met):
    action = ActionFactory()
    trigger = waiting(action, TriggerKind.CAPACITY)
    own = trigger.participation.municipality
    PlanFactory(action=action, passed=True, needs=[(own, 2019, Unit.FTE, Decimal("0.5"))])
    if amount:
        declared(own, amount)

    watch(at=NOW)

    assert Suggestion.objects.exists() is is_met


def test_what_is_carried_for_another_action_takes_room():
    action, other = ActionFactory(), None
    trigger = waiting(action, TriggerKind.CAPACITY)
    own = trigger.participation.municipality
    PlanFactory(action=action, passed=True, needs=[(own, 2019, Unit.FTE, Decimal("0.5"))])
    other = ActionFactory(theme=action.theme)
    PlanFactory(action=other, passed=True, needs=[(own, 2019, Unit.FTE, Decimal("0.1"))])
    declared(own, "0.5")

    watch(at=NOW)

    assert not Suggestion.objects.exists()


def test_enough_others_that_join_without_reservation_are_seen():
    action = ActionFactory()
    trigger = waiting(action, TriggerKind.PARTNERS, partners=2)
    region = trigger.participation.municipality.region
    plan = PlanFactory(action=action, passed=True)
    one, two = MunicipalityFactory.create_batch(2, region=region)
    answered(action, one)
    reserved = answered(action, two)
    reserved.contributions.create(
        kind="people",
        unit=Unit.FTE,
        amount=1,
        first_year=2019,
        last_year=2019,
        is_within_capacity=False,
    )

    watch(at=NOW)
    before = Suggestion.objects.exists()
    college_said(plan, two, "agreed", at=NOW)
    watch(at=NOW + timedelta(hours=1))

    assert not before
    assert Suggestion.objects.get().sentence.startswith("Nu doen 2 andere gemeenten mee")


@pytest.mark.parametrize(
    ("answer", "is_watched"),
    [(Answer.NOT_NOW, False), (Answer.NO, False), (Answer.JOINS, False), (None, True)],
)
def test_only_an_answer_that_stands_is_watched(answer, is_watched):
    action = ActionFactory()
    trigger = waiting(action, TriggerKind.DAY, on=date(2019, 5, 1))
    if answer:
        answered(action, trigger.participation.municipality, answer, at=NOW - timedelta(hours=1))

    watch(at=NOW)

    assert Suggestion.objects.exists() is is_watched


def test_an_answer_that_is_replaced_while_the_hour_runs_is_not_told():
    action = ActionFactory()
    trigger = waiting(action, TriggerKind.DAY, on=date(2019, 5, 1))
    answered(action, trigger.participation.municipality, at=NOW)

    suggest(trigger, "Het is zover.", at=NOW)

    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("step", [StepKind.DONE, StepKind.STOPPED])
def test_an_action_that_is_over_is_not_watched(step):
    action = ActionFactory()
    waiting(action, TriggerKind.DAY, on=date(2019, 5, 1))
    took_step(action, step)

    watch(at=NOW)

    assert not Suggestion.objects.exists()


def test_a_suggestion_is_in_nobodys_log_and_still_proved():
    action = ActionFactory()
    trigger = waiting(action, TriggerKind.DAY, on=date(2019, 5, 1))
    own = trigger.participation.municipality

    watch(at=NOW)

    assert Entry.objects.filter(act="suggested").count() == 1
    assert not entries_of_region(own.region_id).filter(act="suggested").exists()
    assert not entries_of(own.pk).filter(act="suggested").exists()
    assert not [fault for fault in faults() if "suggestie" in fault]


@pytest.mark.parametrize(
    ("role", "is_own", "sees"),
    [
        (Role.OFFICIAL, True, True),
        (Role.ALDERMAN, True, False),
        (Role.COORDINATOR, True, False),
        (Role.AUDITOR, True, False),
        (Role.OFFICIAL, False, False),
    ],
)
def test_only_an_own_official_sees_the_suggestion(role, is_own, sees):
    action = ActionFactory()
    trigger = waiting(action, TriggerKind.DAY, on=date(2019, 5, 1))
    own = trigger.participation.municipality
    watch(at=NOW)
    reader = person(role, own if is_own else action.lead)
    client = Client()
    client.force_login(reader.user)

    page = client.get(reverse("actions:participation", args=[action.pk, own.code]))

    assert ("Het is 1 mei 2019 of later." in page.content.decode()) is sees


def test_the_hour_is_queued_once_and_caught_up_by_the_next():
    action = ActionFactory()
    waiting(action, TriggerKind.DAY, on=date(2019, 5, 1))

    watch_hourly()
    watch_hourly()
    work_off(Job.objects.get(kind="triggers").key)

    assert Job.objects.filter(kind="triggers").count() == 1
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("count", [1, 14])
def test_watching_reads_the_same_for_any_number(count, django_assert_max_num_queries):
    action = ActionFactory()
    for _ in range(count):
        waiting(action)

    with django_assert_max_num_queries(25):
        watch(at=NOW)
