"""Asking municipalities: who is asked, who hears of it, and that nothing is filled in for them."""

from datetime import timedelta

import pytest

from actions.models import Answer, Asking, Participation, Standing
from actions.rules.requests import AskingBlocker
from actions.services.acting import Refused
from actions.services.asking import ask, still_to_ask
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import NOW, ActionFactory, answered
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person
from trail.selectors import faults

pytestmark = pytest.mark.django_db


def asked(action, *municipalities, at=NOW, **options):
    by = coordinator(action.theme.profile.region)
    return ask(action, [each.code for each in municipalities], by=by, at=at, **options)


def test_only_who_has_not_answered_is_asked_and_hears_of_it():
    action = ActionFactory()
    one = MunicipalityFactory(region=action.theme.profile.region)
    official, secretary = person(Role.OFFICIAL, one), person(Role.SECRETARY, one)
    answered(action, action.lead, Answer.NO)

    rows = asked(action, one, action.lead, note="Graag voor juni.")

    assert [(row.municipality, row.note) for row in rows] == [(one, "Graag voor juni.")]
    told = Notice.objects.get()
    assert told.recipient == official.user != secretary.user
    assert told.path == f"/acties/{action.pk}/deelname/{one.code}/"
    assert not Participation.objects.filter(municipality=one).exists()


def test_a_municipality_is_asked_once_a_day_and_can_be_asked_again():
    action = ActionFactory()
    asked(action, action.lead)

    with pytest.raises(Refused) as refusal:
        asked(action, action.lead, at=NOW + timedelta(hours=1))
    asked(action, action.lead, at=NOW + timedelta(days=1))

    assert refusal.value.blockers == [AskingBlocker.NOBODY]
    assert Asking.objects.count() == 2


def test_municipalities_of_another_region_are_not_asked():
    action, stranger = ActionFactory(), MunicipalityFactory()

    with pytest.raises(Refused):
        asked(action, stranger)

    assert stranger not in still_to_ask(action, at=NOW)


def test_a_note_that_is_too_long_is_refused():
    action = ActionFactory()

    with pytest.raises(Refused) as refusal:
        asked(action, action.lead, note="x" * 1001)

    assert refusal.value.blockers == [AskingBlocker.LONG_NOTE]


def test_a_question_is_proved_and_stands_in_the_matrix():
    action = ActionFactory()

    asked(action, action.lead)

    assert not [fault for fault in faults() if "vraag om mee te doen" in fault]
    assert "asked" in Standing.objects.get(action=action).cells[action.lead.code]


@pytest.mark.parametrize("count", [1, 14])
def test_asking_locks_once_and_writes_a_row_for_each(count):
    action = ActionFactory()
    region = action.theme.profile.region
    others = MunicipalityFactory.create_batch(count, region=region)

    assert len(asked(action, *others)) == count
