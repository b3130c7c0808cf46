"""After the offer: what the example shows of plans, consultations and participation."""

from datetime import date, time

import pytest

from actions.models import Action, Answer, CollegeWord, Minutes, Participation, Word
from actions.rules.facts import facts_of
from actions.rules.stages import Stage, stage_at
from dutch.moments import moment_at
from examples.execution_facts import execution_of
from examples.loading import load
from trail.selectors import faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = date(2026, 11, 24)
THEN = moment_at(date(2019, 5, 1), time(9))


def test_actions_are_at_different_stages_and_every_row_is_in_the_trail():
    load(region="twente", stand="afgerond", today=TODAY)

    actions = Action.objects.with_facts()
    stages = {action.title: stage_at(facts_of(action), THEN).stage for action in actions}
    assert stages["Leegstand open voor makers"] is Stage.RUNNING
    assert stages["Werkplaats voor nieuwe makers"] is Stage.RUNNING
    assert stages["Klein podium in elke kern"] is Stage.PLAN
    assert stages["Textiel van nu"] is Stage.IDEA
    assert set(Participation.objects.values_list("answer", flat=True)) == set(Answer)
    words = CollegeWord.objects.order_by("said_at").values_list("municipality__name", "word")
    assert dict(words) == {
        "Almelo": Word.AGREED,
        "Enschede": Word.AGREED,
        "Oldenzaal": Word.DEFERRED,
    }
    assert Minutes.objects.count() == 1
    assert faults() == []


def test_only_the_finished_stand_tells_of_its_execution():
    assert execution_of("twente", "afgerond") is not None
    assert execution_of("twente", "halverwege") is None
