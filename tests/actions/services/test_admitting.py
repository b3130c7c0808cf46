"""The lead answers to who asks to join: once, with a reason, to the request that stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.models import Standing
from actions.rules.requests import AdmissionBlocker
from actions.services.acting import Refused
from actions.services.admitting import admit
from jobs.models import Job
from municipalities.models import Role
from notices.models import Notice
from tests.actions.services.test_participation import BEYOND, YES, an_official, say
from tests.factories.actions import NOW, ActionFactory, PlanFactory, answered, took_step
from tests.factories.decisions import coordinator
from tests.factories.people import person
from trail.selectors import faults

pytestmark = pytest.mark.django_db


def running(**fields):
    action = ActionFactory(**fields)
    took_step(action)
    return action


def answer_to(row, *, is_admitted=True, by=None, reason=""):
    by = by or person(Role.OFFICIAL, row.action.lead)
    return admit(row, is_admitted=is_admitted, reason=reason, by=by, at=NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("is_admitted", "words", "cell"),
    [(True, "toegelaten tot", "joins"), (False, "niet toegelaten tot", "not_asked")],
)
def test_the_municipality_hears_what_the_lead_said(is_admitted, words, cell):
    action = running()
    by = an_official(action)
    row = say(action, YES, by)

    answer_to(row, is_admitted=is_admitted, reason="Het werk is verdeeld.")

    told = Notice.objects.get(recipient=by.user)
    assert words in told.subject and "verdeeld" not in told.subject
    assert not [fault for fault in faults() if "verzoek" in fault]
    standing = Standing.objects.get(action=action).cells.get(row.municipality.code, "not_asked")
    assert cell in standing


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.SECRETARY, Role.ALDERMAN, Role.MAYOR, Role.CLERK]
)
def test_only_the_official_of_the_lead_answers(role):
    action = running()
    row = say(action, YES, an_official(action))
    by = person(role, action.lead)

    with pytest.raises(Refused) as refusal:
        answer_to(row, by=by)

    assert refusal.value.blockers == [AdmissionBlocker.NOT_LEAD]


def test_the_municipality_does_not_admit_itself():
    action = running()
    by = an_official(action)
    row = say(action, YES, by)

    with pytest.raises(Refused):
        answer_to(row, by=by)


def test_what_is_no_request_is_not_answered():
    action = ActionFactory()
    row = answered(action, an_official(action).organisation.municipality)

    with pytest.raises(Refused) as refusal:
        answer_to(row)

    assert refusal.value.blockers == [AdmissionBlocker.NO_REQUEST]


def test_a_request_is_answered_once():
    action = running()
    row = say(action, YES, an_official(action))
    answer_to(row)

    with pytest.raises(Refused) as refusal:
        answer_to(row)

    assert refusal.value.blockers == [AdmissionBlocker.ANSWERED]


def test_a_request_that_was_replaced_is_not_answered():
    action = running()
    by = an_official(action)
    row = say(action, YES, by)
    say(action, BEYOND, by)

    with pytest.raises(Refused) as refusal:
        answer_to(row)

    assert refusal.value.blockers == [AdmissionBlocker.REPLACED]


@pytest.mark.parametrize(
    ("reason", "blocker"),
    [("", AdmissionBlocker.REASON), ("x" * 1001, AdmissionBlocker.LONG_REASON)],
)
def test_who_is_refused_reads_why(reason, blocker):
    action = running()
    row = say(action, YES, an_official(action))

    with pytest.raises(Refused) as refusal:
        answer_to(row, is_admitted=False, reason=reason)

    assert refusal.value.blockers == [blocker]


def test_the_college_is_asked_when_the_lead_admitted_and_not_before():
    action = running()
    PlanFactory(action=action, passed=True)
    row = say(action, BEYOND, an_official(action))
    before = Job.objects.filter(kind="further_proposal").count()

    answer_to(row)

    assert before == 0
    assert Job.objects.filter(kind="further_proposal").count() == 1


def test_who_was_refused_can_ask_again_in_the_same_words():
    action = running()
    by = an_official(action)
    row = say(action, YES, by)
    answer_to(row, is_admitted=False, reason="Nu niet.")

    again = say(action, YES, by, at=NOW + timedelta(days=1))

    assert again != row and again.is_request


def test_who_was_admitted_changes_its_share_without_asking_again():
    action = running()
    by = an_official(action)
    row = say(action, YES, by)
    answer_to(row)

    changed = say(action, replace(YES, contributions=()), by, at=NOW + timedelta(days=1))

    assert not changed.is_request


def test_without_a_lead_nobody_answers():
    action = running(lead=None)
    row = answered(action, an_official(action).organisation.municipality, is_request=True)

    with pytest.raises(Refused) as refusal:
        answer_to(row, by=coordinator(action.theme.profile.region))

    assert refusal.value.blockers == [AdmissionBlocker.NOT_LEAD]
