"""Writing the plan: versions, lines, two editors at once, and freezing what was on the screen."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from actions.models import ContributionKind, Need, Plan, StepKind, Unit
from actions.rules.plans import PlanBlocker, plan_sha256, seen_need, seen_plan
from actions.services import planning
from actions.services.acting import Refused, Rewritten
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import (
    NOW,
    ActionFactory,
    NeedFactory,
    PlanFactory,
    took_step,
    writer,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry
from trail.selectors import faults

pytestmark = pytest.mark.django_db

WORDS = {
    "goals": "Andere doelen.",
    "result": "Een ander resultaat.",
    "dependencies": "Het rijk.",
    "minimum_partners": 0,
    "others_may_start": True,
}


def begin(action):
    return planning.begin_plan(action, by=writer(action), at=NOW)


def write(plan, *, seen=None, **changes):
    return planning.write_plan(
        plan.action,
        fields=WORDS | changes,
        seen_sha256=seen or seen_plan(plan),
        by=writer(plan.action),
        at=NOW,
    )


def line(party, amount="0", **changes):
    return {
        "party": party,
        "year": 2022,
        "kind": ContributionKind.BUDGET,
        "unit": Unit.EURO,
        "amount": Decimal(amount),
        "description": "",
        **changes,
    }


def change(need, *, seen=None, **changes):
    return planning.change_need(
        need.plan.action,
        need.pk,
        fields=line(need.party, **changes),
        seen_sha256=seen or seen_need(need),
        by=writer(need.plan.action),
        at=NOW,
    )


def remove(need, *, seen=None):
    planning.remove_need(
        need.plan.action,
        need.pk,
        seen_sha256=seen or seen_need(need),
        by=writer(need.plan.action),
        at=NOW,
    )


def freeze(plan, *, seen=None):
    return planning.freeze_plan(
        plan.action,
        seen_sha256=seen or plan_sha256(plan, plan.needs.all()),
        by=writer(plan.action),
        at=NOW,
    )


def test_the_first_plan_begins_empty():
    action = ActionFactory()

    plan = begin(action)

    assert (plan.number, plan.goals, plan.minimum_partners) == (1, "", None)
    assert (plan.begun_at, plan.begun_by) == (NOW, writer(action).user)
    assert Entry.objects.get().sentence == "Versie 1 van het plan van aanpak begonnen."


def test_a_next_plan_begins_as_a_copy_of_the_last_with_what_it_asks():
    party = MunicipalityFactory()
    first = PlanFactory(
        frozen=True,
        minimum_partners=0,
        others_may_start=True,
        needs=[(party, 2021, Unit.EURO, Decimal(0)), (party, 2022, Unit.DESCRIPTION, None)],
    )

    second = begin(first.action)

    assert second.number == 2
    assert plan_sha256(second, second.needs.all()) == first.sha256
    assert second.sha256 == ""


def test_there_is_one_concept_at_a_time():
    plan = PlanFactory()

    with pytest.raises(Refused) as refusal:
        begin(plan.action)

    assert refusal.value.blockers == [PlanBlocker.HAS_CONCEPT]


def test_an_action_that_was_stopped_gets_no_new_plan():
    action = ActionFactory()
    took_step(action, StepKind.STOPPED)

    with pytest.raises(Refused, match="afgerond of gestopt"):
        begin(action)


def test_the_text_is_written_with_zero_as_an_answer():
    plan = PlanFactory(minimum_partners=None)

    write(plan)

    plan.refresh_from_db()
    assert {name: getattr(plan, name) for name in WORDS} == WORDS
    entry = Entry.objects.get()
    assert (entry.act, entry.object_sha256) == ("wrote_plan", seen_plan(plan))


def test_the_same_text_again_leaves_no_trace():
    plan = PlanFactory(**WORDS)

    write(plan)

    assert not Entry.objects.exists()


def test_two_writers_at_once_never_overwrite():
    plan = PlanFactory()
    seen = seen_plan(plan)
    write(plan, goals="Van de eerste.")

    with pytest.raises(Rewritten) as overtaken:
        write(plan, seen=seen, goals="Van de tweede.")

    assert overtaken.value.theirs.goals == "Van de eerste."
    assert Plan.objects.get().goals == "Van de eerste."


def test_a_frozen_plan_is_not_written():
    plan = PlanFactory(frozen=True)

    with pytest.raises(Refused) as refusal:
        write(plan)

    assert refusal.value.blockers == [PlanBlocker.NO_CONCEPT]


def test_the_database_keeps_a_frozen_plan_and_what_it_asks():
    plan = PlanFactory(frozen=True, needs=[(MunicipalityFactory(), 2021, Unit.FTE, Decimal(1))])

    for change_it in (
        lambda: Plan.objects.update(goals="Anders."),
        lambda: Need.objects.update(amount=2),
        lambda: Need.objects.all().delete(),
        lambda: NeedFactory(plan=plan),
    ):
        with pytest.raises(DatabaseError, match=r"frozen|Cannot"), transaction.atomic():
            change_it()


def test_a_line_of_zero_is_added():
    plan = PlanFactory()

    need = planning.add_need(
        plan.action, fields=line(plan.action.lead), by=writer(plan.action), at=NOW
    )

    need.refresh_from_db()
    assert need.amount == 0
    assert "toegevoegd" in Entry.objects.get().sentence


def test_a_plan_has_no_end_of_lines(monkeypatch):
    plan = NeedFactory().plan
    monkeypatch.setattr(planning, "MOST_NEEDS", 1)

    with pytest.raises(Refused) as refusal:
        planning.add_need(
            plan.action, fields=line(plan.action.lead), by=writer(plan.action), at=NOW
        )

    assert refusal.value.blockers == [PlanBlocker.TOO_MANY]


def test_a_line_is_changed():
    need = NeedFactory()

    change(need, amount="12.50")

    need.refresh_from_db()
    assert (need.year, need.unit, need.amount) == (2022, Unit.EURO, Decimal("12.50"))
    assert "gewijzigd" in Entry.objects.get().sentence


def test_the_same_line_again_leaves_no_trace():
    need = NeedFactory(kind=ContributionKind.BUDGET, unit=Unit.EURO, year=2022, amount=Decimal(0))

    change(need)

    assert not Entry.objects.exists()


def test_two_who_change_one_line_never_overwrite():
    need = NeedFactory()
    seen = seen_need(need)
    change(need, amount="1")

    with pytest.raises(Rewritten) as overtaken:
        change(need, seen=seen, amount="2")

    assert overtaken.value.theirs.amount == 1
    assert Need.objects.get().amount == 1


def test_a_line_that_somebody_changed_is_not_removed():
    need = NeedFactory()
    seen = seen_need(need)
    change(need)

    with pytest.raises(Rewritten):
        remove(need, seen=seen)

    assert Need.objects.exists()


def test_a_line_that_is_gone_is_neither_changed_nor_removed():
    need = NeedFactory()
    seen = seen_need(need)
    remove(need)

    for act in (change, remove):
        with pytest.raises(Rewritten) as overtaken:
            act(need, seen=seen)
        assert overtaken.value.theirs is None


def test_a_line_of_another_plan_is_not_reached():
    need, other = NeedFactory(), PlanFactory()

    with pytest.raises(Rewritten):
        planning.remove_need(
            other.action, need.pk, seen_sha256=seen_need(need), by=writer(other.action), at=NOW
        )

    assert Need.objects.exists()


def test_freezing_keeps_the_hash_of_what_was_on_the_screen():
    plan = NeedFactory().plan
    sha256 = plan_sha256(plan, plan.needs.all())

    freeze(plan)

    plan.refresh_from_db()
    assert (plan.sha256, plan.frozen_at) == (sha256, NOW)
    assert plan.frozen_by == writer(plan.action).user
    entry = Entry.objects.get(act="froze_plan")
    assert (entry.object_sha256, entry.object_id) == (sha256, str(plan.action_id))
    assert "actions.need" in entry.facts and "actions.plan" in entry.facts
    assert faults() == []


def test_a_line_that_somebody_added_meanwhile_is_not_frozen_unseen():
    plan = PlanFactory()
    seen = plan_sha256(plan, [])
    NeedFactory(plan=plan)

    with pytest.raises(Rewritten):
        freeze(plan, seen=seen)

    assert Plan.objects.get().frozen_at is None


@pytest.mark.parametrize(
    ("changes", "blockers"),
    [
        ({"goals": ""}, [PlanBlocker.NO_GOALS]),
        ({"result": ""}, [PlanBlocker.NO_RESULT]),
    ],
)
def test_an_unfinished_plan_is_not_frozen(changes, blockers):
    with pytest.raises(Refused) as refusal:
        freeze(PlanFactory(**changes))

    assert refusal.value.blockers == blockers
    assert Plan.objects.get().frozen_at is None


def test_a_plan_without_a_lead_is_not_frozen():
    with pytest.raises(Refused, match="nog geen trekker"):
        freeze(PlanFactory(action=ActionFactory(lead=None)))


def test_the_same_plan_is_not_frozen_as_a_next_version():
    first = PlanFactory(frozen=True)

    with pytest.raises(Refused) as refusal:
        freeze(begin(first.action))

    assert refusal.value.blockers == [PlanBlocker.NOTHING_NEW]


def test_who_puts_plans_on_an_agenda_is_told_of_a_frozen_one():
    plan = PlanFactory()
    keeper = coordinator(plan.action.theme.profile.region)
    person(Role.OFFICIAL, MunicipalityFactory(region=plan.action.theme.profile.region))

    freeze(plan)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.path) == (keeper.user, plan.get_absolute_url())
