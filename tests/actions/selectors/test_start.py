"""What waits for somebody who works on the actions."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Answer, Asking, MilestoneState, StepKind, TriggerKind
from actions.selectors.start import start
from actions.tasks import watch
from municipalities.models import Membership, Role
from tests.factories.actions import (
    ANSWERED_AT,
    NOW,
    ActionFactory,
    MilestoneFactory,
    answered,
    declared,
    news,
    took_step,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db

YESTERDAY = date(2019, 5, 13)


@pytest.fixture
def action():
    return ActionFactory()


def other_of(action):
    return MunicipalityFactory(region=action.theme.profile.region)


def asked(action, municipality, *, at=ANSWERED_AT):
    by = coordinator(municipality.region).user
    return Asking.objects.create(action=action, municipality=municipality, asked_at=at, asked_by=by)


def seen_by(municipality, role=Role.OFFICIAL, *, at=NOW):
    return start(person(role, municipality), at=at)


def test_who_was_asked_twice_answers_once(action):
    other = other_of(action)
    asked(action, other)
    last = asked(action, other, at=NOW)
    asked(action, action.lead)
    answered(action, action.lead)

    assert seen_by(other).unanswered == [last]
    assert seen_by(action.lead).unanswered == []


def test_only_who_may_answer_is_told_what_to_answer(action):
    asked(action, action.lead)

    assert seen_by(action.lead, Role.ALDERMAN).unanswered == []
    assert len(seen_by(action.lead).unanswered) == 1


def test_an_occasion_is_there_until_the_next_answer(action):
    other = other_of(action)
    waiting = answered(action, other, Answer.NOT_NOW)
    waiting.join_triggers.create(kind=TriggerKind.DAY, on=YESTERDAY)
    watch(at=NOW)

    assert len(seen_by(other).suggestions) == 1
    assert seen_by(action.lead).suggestions == []
    answered(action, other, Answer.FOLLOWS, at=NOW)
    assert seen_by(other).suggestions == []


def test_the_lead_hears_who_asks_to_join(action):
    other = other_of(action)
    took_step(action, StepKind.STARTED)
    request = answered(action, other, is_request=True)

    assert seen_by(action.lead).requests == [request]
    assert seen_by(other).requests == []
    answered(action, other, Answer.NO, at=NOW)
    assert seen_by(action.lead).requests == []


@pytest.mark.parametrize(
    ("state", "on", "is_overdue"),
    [
        (None, None, True),
        (MilestoneState.REACHED, YESTERDAY, False),
        (MilestoneState.DROPPED, YESTERDAY, False),
        (MilestoneState.REOPENED, YESTERDAY, True),
        (MilestoneState.MOVED, YESTERDAY, True),
        (MilestoneState.MOVED, date(2019, 5, 14), False),
    ],
)
def test_a_milestone_is_overdue_the_day_after(action, state, on, is_overdue):
    milestone = MilestoneFactory(action=action, due_on=YESTERDAY)
    if state:
        news(milestone, state, on=on)

    assert bool(seen_by(action.lead).overdue) is is_overdue
    assert bool(start(coordinator(action.lead.region), at=NOW).overdue) is is_overdue
    assert seen_by(other_of(action)).overdue == []


def test_a_year_without_any_capacity_is_asked_for(action):
    declared(action.lead, 0, year=2019)

    assert seen_by(action.lead).undeclared == [2020]
    assert seen_by(other_of(action)).undeclared == [2019, 2020]


def test_nothing_waits_for_who_only_reads(action):
    assert seen_by(action.lead, Role.MAYOR).is_quiet


@pytest.mark.parametrize("count", [1, 14, 60])
def test_it_costs_the_same_for_any_number(count, django_assert_num_queries):
    actions = [ActionFactory() for _ in range(1)]
    lead = actions[0].lead
    for _ in range(count):
        action = ActionFactory(theme=actions[0].theme, lead=lead)
        asked(action, lead)
        MilestoneFactory(action=action, due_on=YESTERDAY)
    viewer = Membership.objects.with_organisation().get(pk=person(Role.OFFICIAL, lead).pk)

    with django_assert_num_queries(8):
        page = start(viewer, at=NOW)

    assert len(page.unanswered) == len(page.overdue) == count


def test_the_page_leads_to_each_of_them(action):
    other = other_of(action)
    asked(action, other, at=NOW - timedelta(days=1))
    client = Client()
    client.force_login(person(Role.OFFICIAL, other).user)

    page = client.get(reverse("actions:start")).content.decode()

    assert f"/acties/{action.pk}/deelname/{other.code}/" in page
    assert reverse("actions:own_capacity") in page
