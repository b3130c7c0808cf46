"""Milestones: what can be told of one, and how far an action is by all of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actions.models import ActionMilestone, MilestoneNews, MilestoneState
from actions.rules.milestones import (
    MilestoneBlocker,
    Progress,
    blockers_to_tell,
    progress,
    standing,
    states_for,
)

AT = datetime(2019, 5, 14, 10, tzinfo=UTC)
TODAY = date(2019, 5, 14)
DUE = date(2019, 5, 13)
REACHED, REOPENED = MilestoneState.REACHED, MilestoneState.REOPENED
MOVED, DROPPED = MilestoneState.MOVED, MilestoneState.DROPPED


def told(*states, due=DUE):
    """Return a milestone of which this was told, an hour apart; `MOVED` moves it to June."""
    news = [
        MilestoneNews(
            state=state,
            on=date(2019, 6, 1) if state is MOVED else TODAY,
            told_at=AT - timedelta(hours=len(states) - number),
        )
        for number, state in enumerate(states)
    ]
    return standing(ActionMilestone(title="Opening", due_on=due), news, at=AT)


@pytest.mark.parametrize(
    ("states", "is_reached", "is_dropped", "is_overdue"),
    [
        ([], False, False, True),
        ([REACHED], True, False, False),
        ([DROPPED], False, True, False),
        ([REACHED, REOPENED], False, False, True),
        ([MOVED], False, False, False),
        ([MOVED, REACHED, REOPENED], False, False, False),
    ],
)
def test_the_last_that_was_told_counts(states, is_reached, is_dropped, is_overdue):
    now = told(*states)

    assert (now.is_reached, now.is_dropped) == (is_reached, is_dropped)
    assert now.is_open is not (is_reached or is_dropped)
    assert now.is_overdue(TODAY) is is_overdue


def test_a_milestone_is_overdue_from_the_day_after_its_last():
    assert not told(due=TODAY).is_overdue(TODAY)
    assert told(due=TODAY).is_overdue(TODAY + timedelta(days=1))


def test_what_was_not_told_yet_does_not_count():
    news = [MilestoneNews(state=REACHED, on=TODAY, told_at=AT)]
    milestone = ActionMilestone(due_on=DUE)

    assert standing(milestone, news, at=AT).is_reached
    assert standing(milestone, news, at=AT - timedelta(seconds=1)).is_open


@pytest.mark.parametrize(
    ("states", "said", "percentage"),
    [
        ([], "nog geen mijlpalen", None),
        ([[DROPPED]], "alle mijlpalen zijn vervallen", None),
        ([[]], "0 van 1 mijlpaal gehaald (0 %)", 0),
        ([[REACHED], [REACHED], [REACHED], [], []], "3 van 5 mijlpalen gehaald (60 %)", 60),
        ([[REACHED], [], [DROPPED]], "1 van 2 mijlpalen gehaald (50 %)", 50),
        ([[REACHED], [], []], "1 van 3 mijlpalen gehaald (33 %)", 33),
        ([[REACHED], [REACHED], []], "2 van 3 mijlpalen gehaald (66 %)", 66),
        ([[REACHED]], "1 van 1 mijlpaal gehaald (100 %)", 100),
    ],
)
def test_progress_is_what_was_reached_of_what_was_not_dropped(states, said, percentage):
    found = progress([told(*each) for each in states], on=TODAY)

    assert str(found) == said
    assert found.percentage == percentage


def test_it_is_a_hundred_only_when_all_is_reached():
    assert Progress(reached=199, counting=200).percentage == 99


def test_overdue_milestones_are_counted():
    assert progress([told(), told(MOVED), told(REACHED), told(DROPPED)], on=TODAY).overdue == 1


@pytest.mark.parametrize(
    ("before", "state", "blockers"),
    [
        ([], REACHED, []),
        ([], MOVED, []),
        ([], DROPPED, []),
        ([], REOPENED, [MilestoneBlocker.OPEN]),
        ([REACHED], REOPENED, []),
        ([REACHED], REACHED, [MilestoneBlocker.NOT_OPEN]),
        ([REACHED], MOVED, [MilestoneBlocker.NOT_OPEN]),
        ([DROPPED], REACHED, [MilestoneBlocker.NOT_OPEN]),
        ([DROPPED], REOPENED, []),
    ],
)
def test_what_can_be_told_depends_on_how_it_stands(before, state, blockers):
    now = told(*before)

    assert blockers_to_tell(now, state, on=TODAY, reason="Zo is het.", at=AT) == blockers
    assert (state in states_for(now)) is (blockers == [])


@pytest.mark.parametrize("state", [REACHED, DROPPED])
def test_nothing_happened_in_the_future(state):
    tomorrow = TODAY + timedelta(days=1)

    found = blockers_to_tell(told(), state, on=tomorrow, reason="Zo is het.", at=AT)

    assert found == [MilestoneBlocker.FUTURE]


def test_a_milestone_moves_to_another_day_than_it_had():
    assert blockers_to_tell(told(), MOVED, on=DUE, reason="Later.", at=AT) == [
        MilestoneBlocker.SAME_DAY
    ]
    assert blockers_to_tell(told(), MOVED, on=date(2020, 1, 1), reason="Later.", at=AT) == []


@pytest.mark.parametrize("state", MilestoneState)
def test_all_but_reaching_it_needs_a_reason(state):
    now = told(REACHED) if state is REOPENED else told()

    expected = [] if state is REACHED else [MilestoneBlocker.NO_REASON]

    assert blockers_to_tell(now, state, on=TODAY, reason="", at=AT) == expected
