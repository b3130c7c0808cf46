"""What is dated of every action, on a line and in words."""

from datetime import date, timedelta

import pytest

from actions.models import ConsultationKind, ItemOutcome, MilestoneState, StepKind
from actions.rules.spans import Span
from actions.rules.timeline import Sign
from actions.selectors.timeline import timeline_page
from tests.factories.actions import (
    ADMINISTRATIVE_AT,
    NOW,
    ActionFactory,
    MilestoneFactory,
    PlanFactory,
    ThemeFactory,
    consulted,
    news,
    took_step,
)
from tests.factories.decisions import ProfileFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def profile():
    return ProfileFactory()


@pytest.fixture
def action(profile):
    return ActionFactory(theme__profile=profile)


def shown(profile, *, theme=None, at=NOW):
    return timeline_page(profile, theme=theme, at=at)


def marks(page):
    (line,) = page.timeline.lines
    return [sign for sign, _ in line.marks]


def test_steps_become_the_periods_of_an_action(profile, action):
    took_step(action)
    took_step(action, StepKind.PAUSED, at=NOW - DAY)

    (row,) = shown(profile).rows
    (before,) = shown(profile, at=NOW - 2 * DAY).rows

    assert row.spans == [
        Span(date(2019, 4, 1), date(2019, 5, 13)),
        Span(date(2019, 5, 13), is_running=False),
    ]
    assert before.spans == [Span(date(2019, 4, 1))]


def test_each_milestone_stands_where_it_is_now(profile, action):
    MilestoneFactory(action=action, due_on=date(2019, 5, 1), title="Te laat")
    MilestoneFactory(action=action, due_on=date(2019, 6, 1), title="Komt")
    MilestoneFactory(action=action, due_on=date(2019, 3, 1), title="Gehaald", reached=True)
    dropped = MilestoneFactory(action=action, due_on=date(2019, 2, 1), title="Vervallen")
    news(dropped, MilestoneState.DROPPED)

    page = shown(profile)

    assert marks(page) == [Sign.REACHED, Sign.LATE, Sign.COMING]
    assert (page.late, page.next_one.milestone.title) == (1, "Komt")
    assert len(page.rows[0].milestones) == 4


def test_a_milestone_that_was_moved_is_late_no_more(profile, action):
    moved = MilestoneFactory(action=action, due_on=date(2019, 5, 1))
    news(moved, MilestoneState.MOVED, on=date(2019, 9, 1))

    page = shown(profile)

    assert (marks(page), page.late, page.next_one.due_on) == ([Sign.COMING], 0, date(2019, 9, 1))


def test_consultations_about_the_plan_stand_on_its_line(profile, action):
    plan = PlanFactory(action=action, frozen=True)
    consulted(plan)
    consulted(plan, ConsultationKind.ADMINISTRATIVE, ItemOutcome.HELD, at=ADMINISTRATIVE_AT)

    page = shown(profile)

    assert marks(page) == [Sign.OFFICIAL, Sign.ADMINISTRATIVE]
    assert [gate.outcome for gate in page.rows[0].consultations] == [
        ItemOutcome.PASSED,
        ItemOutcome.HELD,
    ]


def test_how_many_run_is_counted(profile, action):
    ActionFactory(theme=action.theme)
    PlanFactory(action=action, passed=True)
    took_step(action)

    assert (shown(profile).running, len(shown(profile).rows)) == (1, 2)


def test_a_theme_shows_its_own_actions(profile, action):
    other = ActionFactory(theme=ThemeFactory(profile=profile))

    assert [row.action for row in shown(profile, theme=other.theme.number).rows] == [other]
    assert [row.action for row in shown(profile).rows] == [action, other]


def test_without_a_date_there_is_a_table_and_no_picture(profile, action):
    page = shown(profile)

    assert (page.timeline, page.next_one, len(page.rows)) == (None, None, 1)


@pytest.mark.parametrize("number", [1, 14, 60])
def test_the_timeline_costs_the_same_for_any_number(
    number, profile, action, django_assert_num_queries
):
    for _ in range(number):
        each = ActionFactory(theme=action.theme, lead=action.lead)
        MilestoneFactory(action=each, reached=True)
        consulted(PlanFactory(action=each, frozen=True))
        took_step(each)

    with django_assert_num_queries(8):
        page = shown(profile)

    assert len(page.timeline.lines) == number
