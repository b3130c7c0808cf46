"""What an action is called, and what it can be changed into."""

import pytest

from actions.models import Action
from actions.rules.agenda import (
    AgendaBlocker,
    blockers_to_keep,
    changes,
    next_number,
    said_changed,
    seen_action,
)
from municipalities.models import Municipality
from profiles.models import Ambition, Profile, Theme

PROFILE = Profile(pk=1, region_id=1)
THEME = Theme(pk=1, number=1, profile=PROFILE)


def action(**changes):
    return Action(**{"theme": THEME, "number": "1.3", "title": "Atelier", "text": "t"} | changes)


@pytest.mark.parametrize(
    ("taken", "number"),
    [
        ([], "1.1"),
        (["1.1", "1.2"], "1.3"),
        (["1.2", "1.10"], "1.11"),
        (["1.1", "1.7"], "1.8"),
        (["A1", "2.9", "1.x", "11.5"], "1.1"),
    ],
)
def test_a_new_action_gets_the_number_after_the_highest_of_its_theme(taken, number):
    assert next_number(THEME, taken) == number


@pytest.mark.parametrize(
    ("changed", "blockers"),
    [
        ({}, []),
        ({"number": "1.1"}, [AgendaBlocker.NUMBER]),
        ({"number": "1.9999999999"}, [AgendaBlocker.NO_NUMBER]),
        ({"number": ""}, [AgendaBlocker.NO_NUMBER]),
        ({"ambition": Ambition(theme_id=1)}, []),
        ({"ambition": Ambition(theme_id=2)}, [AgendaBlocker.AMBITION]),
        ({"lead": Municipality(region_id=1)}, []),
        ({"lead": Municipality(region_id=2)}, [AgendaBlocker.LEAD]),
    ],
)
def test_an_action_stands_in_its_own_theme_and_region_under_its_own_number(changed, blockers):
    assert blockers_to_keep(action(**changed), taken=["1.1", "1.2"]) == blockers


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "1.4"},
        {"title": "Podium"},
        {"text": "Anders."},
        {"ambition": Ambition(pk=1)},
        {"lead": Municipality(pk=1)},
    ],
)
def test_any_change_is_another_action_on_the_screen(changed):
    assert seen_action(action(**changed)) != seen_action(action())


def test_what_changed_is_said_from_what_to_what():
    before = {"number": "1.3", "title": "A", "text": "t", "ambition": None, "lead": None}
    after = before | {"title": "B", "lead": Municipality(name="Almelo")}

    changed = changes(before, after)

    assert changed == {"title": ["A", "B"], "lead": ["geen", "Almelo"]}
    assert said_changed(changed) == "titel, trekker (was geen, nu Almelo)"
