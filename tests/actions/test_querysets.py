"""The facts of actions come in a number of queries that does not grow."""

import pytest

from actions.models import Action, ConsultationKind, ItemOutcome, StepKind, Word
from actions.rules.facts import facts_of
from actions.rules.stages import Stage, stage_at
from tests.factories.actions import (
    NOW,
    ActionFactory,
    MilestoneFactory,
    PlanFactory,
    ThemeFactory,
    agenda_item,
    college_said,
    consulted,
    news,
    said_of,
    took_step,
)
from tests.factories.people import MunicipalityFactory

pytestmark = pytest.mark.django_db


def stage_of(action):
    found = Action.objects.with_facts().get(pk=action.pk)
    return stage_at(facts_of(found), NOW).stage


def test_the_rows_of_an_action_tell_its_stage():
    action = ActionFactory()
    stages = [stage_of(action)]

    plan = PlanFactory(action=action, frozen=True)
    stages.append(stage_of(action))
    item = agenda_item(plan)
    said_of(item, ItemOutcome.BACK)
    stages.append(stage_of(action))
    said_of(item)
    stages.append(stage_of(action))
    consulted(plan, ConsultationKind.ADMINISTRATIVE)
    stages.append(stage_of(action))
    college_said(plan, action.lead)
    stages.append(stage_of(action))
    college_said(plan, action.lead, Word.AGREED)
    stages.append(stage_of(action))
    took_step(action)
    stages.append(stage_of(action))
    took_step(action, StepKind.PAUSED)
    stages.append(stage_of(action))

    assert stages == [
        Stage.IDEA,
        Stage.OFFICIAL,
        Stage.PLAN,
        Stage.ADMINISTRATIVE,
        Stage.READY,
        Stage.PROPOSAL,
        Stage.READY,
        Stage.RUNNING,
        Stage.PAUSED,
    ]


def test_a_point_on_an_agenda_without_a_plan_is_no_gate():
    action = ActionFactory()
    item = agenda_item(PlanFactory(action=action))
    type(item).objects.filter(pk=item.pk).update(plan=None)

    assert facts_of(Action.objects.with_facts().get()).gates == []


@pytest.mark.parametrize("count", [1, 14, 60])
def test_any_number_of_actions_costs_the_same(count, django_assert_num_queries):
    theme = ThemeFactory()
    lead = MunicipalityFactory(region=theme.profile.region)
    for _ in range(count):
        action = ActionFactory(theme=theme, lead=lead)
        plan = PlanFactory(action=action, passed=True)
        college_said(plan, lead)
        took_step(action)
        news(MilestoneFactory(action=action))

    with django_assert_num_queries(8):
        found = list(Action.objects.with_facts().with_progress())
        stages = {stage_at(facts_of(each), NOW).stage for each in found}
        reached = [said for each in found for m in each.milestones.all() for said in m.news.all()]

    assert (len(found), stages, len(reached)) == (count, {Stage.RUNNING}, count)
