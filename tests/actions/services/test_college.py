"""The word of a college: kept once, told to the lead and the own officials, in the trail."""

from datetime import timedelta

import pytest

from actions.models import CollegeWord, Word
from actions.services.college import SUBJECT, hear
from dutch.moments import local_date
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import SAID_AT, PlanFactory
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

PATH = "/voorstellen/1/bord/"


@pytest.fixture
def plan():
    return PlanFactory(passed=True)


@pytest.fixture
def place(plan):
    return MunicipalityFactory(region=plan.action.theme.profile.region)


def heard(plan, place, word, *, at=SAID_AT, by=None):
    decided = None if word in {Word.ASKED, Word.WITHDRAWN} else local_date(at)
    return hear(plan, place, word=word, decided_on=decided, path=PATH, by=by, at=at)


def told():
    return set(Notice.objects.filter(subject=SUBJECT).values_list("recipient", flat=True))


def test_the_word_is_kept_and_the_trail_says_so(plan, place):
    said = heard(plan, place, Word.AGREED)

    assert (said.word, said.path, said.said_at) == (Word.AGREED, PATH, SAID_AT)
    entry = Entry.objects.get(act="heard_college")
    assert entry.object_type == "actions.action"
    assert entry.object_id == str(plan.action_id)
    assert entry.object_sha256 == plan.sha256
    assert "ingestemd op 5 maart 2019" in entry.sentence
    assert entry.region_id == place.region_id


def test_the_same_word_is_kept_once(plan, place):
    heard(plan, place, Word.AGREED)

    assert heard(plan, place, Word.AGREED) is None
    assert CollegeWord.objects.count() == 1


def test_a_second_deferral_is_another_word(plan, place):
    heard(plan, place, Word.DEFERRED)

    assert heard(plan, place, Word.DEFERRED, at=SAID_AT + timedelta(days=14))


def test_lead_and_own_officials_are_told_but_not_who_did_it(plan, place):
    lead = person(Role.OFFICIAL, plan.action.lead)
    own = person(Role.OFFICIAL, place)
    acting = person(Role.SECRETARY, place)
    person(Role.OFFICIAL, MunicipalityFactory(region=place.region))

    heard(plan, place, Word.DEFERRED, by=acting)

    assert told() == {lead.user_id, own.user_id}


def test_who_did_it_is_not_told(plan, place):
    own = person(Role.OFFICIAL, place)

    heard(plan, place, Word.DEFERRED, by=own)

    assert own.user_id not in told()


def test_that_a_college_was_asked_is_told_by_the_offer_itself(plan, place):
    person(Role.OFFICIAL, place)

    heard(plan, place, Word.ASKED)

    assert told() == set()


def test_an_action_without_a_lead_has_only_the_own_officials_to_tell(plan, place):
    plan.action.lead = None
    plan.action.save()
    own = person(Role.OFFICIAL, place)

    heard(plan, place, Word.AGREED)

    assert told() == {own.user_id}


def test_the_subject_tells_no_outcome():
    assert not {word.label.lower() for word in Word} & set(SUBJECT.lower().split())
