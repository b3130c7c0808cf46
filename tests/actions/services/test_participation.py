"""A municipality answers for itself: what is written, who hears of it, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions.models import (
    Answer,
    ContributionKind,
    Pace,
    Participation,
    ReasonAudience,
    ReasonKind,
    StepKind,
    TriggerKind,
    Unit,
)
from actions.rules.participation import (
    AnswerDraft,
    ContributionDraft,
    ParticipationBlocker,
    TriggerDraft,
)
from actions.services.acting import Refused
from actions.services.participation import Overtaken, answer_action, draft_of
from jobs.models import Job
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import (
    NOW,
    ActionFactory,
    PlanFactory,
    answered,
    took_step,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry
from trail.selectors import entries_of, entries_of_region, faults

pytestmark = pytest.mark.django_db

DAY = date(2019, 5, 14)
HALF = ContributionDraft(ContributionKind.PEOPLE, Unit.FTE, Decimal("0.5"), 2019, 2021)
YES = AnswerDraft(Answer.JOINS, DAY, pace=Pace.ALONG, contributions=(HALF,))
BEYOND = replace(YES, contributions=(replace(HALF, is_within_capacity=False),))
NOT_NOW = AnswerDraft(
    Answer.NOT_NOW,
    DAY,
    reason_kind=ReasonKind.CAPACITY,
    reason="De enige ambtenaar is ziek.",
    triggers=(TriggerDraft(TriggerKind.CAPACITY), TriggerDraft(TriggerKind.WORD, "Binnenstad")),
)


def an_official(action):
    municipality = MunicipalityFactory(region=action.theme.profile.region)
    return person(Role.OFFICIAL, municipality)


def say(action, draft, by, *, at=NOW, **options):
    return answer_action(action=action, answer=draft, by=by, at=at, **options)


@pytest.mark.parametrize("draft", [YES, BEYOND, NOT_NOW])
def test_what_is_said_is_what_is_written(draft):
    action = ActionFactory()

    row = say(action, draft, an_official(action))

    assert draft_of(Participation.objects.get(pk=row.pk)) == draft


def test_an_answer_is_added_and_the_one_before_stays():
    action = ActionFactory()
    by = an_official(action)
    first = say(action, NOT_NOW, by)

    second = say(action, YES, by, at=NOW + timedelta(days=1))

    rows = Participation.objects.filter(action=action, municipality=by.organisation_id)
    assert list(rows) == [first, second]
    assert draft_of(rows[0]) == NOT_NOW


def test_who_says_the_same_again_adds_nothing():
    action = ActionFactory()
    by = an_official(action)
    first = say(action, YES, by)

    assert say(action, YES, by, at=NOW + timedelta(days=1)) == first
    assert Participation.objects.count() == 1


def test_rows_are_in_the_order_of_recording_whatever_the_clock_of_the_page():
    action = ActionFactory()
    by = an_official(action)
    first = say(action, YES, by, at=NOW)

    second = say(action, NOT_NOW, by, at=NOW - timedelta(seconds=5), has_read_commitments=True)

    assert second.answered_at > first.answered_at


def test_who_was_overtaken_gets_the_answer_of_the_colleague():
    action = ActionFactory()
    by = an_official(action)
    theirs = say(action, YES, by, replaces=0)

    with pytest.raises(Overtaken) as overtaken:
        say(action, NOT_NOW, by, replaces=0)

    assert overtaken.value.theirs == theirs
    assert Participation.objects.count() == 1


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.OFFICIAL, Role.INSTITUTION}]
)
def test_nobody_but_the_own_official_answers(role):
    action = ActionFactory()

    with pytest.raises(Refused) as refusal:
        say(action, YES, person(role, action.lead))

    assert refusal.value.blockers == [ParticipationBlocker.NOT_OWN]


def test_another_regions_action_is_refused():
    action, elsewhere = ActionFactory(), ActionFactory()

    with pytest.raises(Refused) as refusal:
        say(action, YES, an_official(elsewhere))

    assert refusal.value.blockers == [ParticipationBlocker.ELSEWHERE]


@pytest.mark.parametrize(
    ("steps", "is_request"),
    [
        ([], False),
        ([StepKind.STARTED], True),
        ([StepKind.STARTED, StepKind.PAUSED], True),
    ],
)
def test_who_joins_an_action_that_runs_asks_the_lead(steps, is_request):
    action = ActionFactory()
    for day, step in enumerate(steps):
        took_step(action, step, at=NOW - timedelta(days=9 - day))

    row = say(action, YES, an_official(action))

    assert row.is_request is is_request
    told = Notice.objects.filter(recipient=person(Role.OFFICIAL, action.lead).user)
    assert told.exists() is is_request


def test_the_lead_itself_asks_nobody():
    action = ActionFactory()
    took_step(action)

    assert not say(action, YES, person(Role.OFFICIAL, action.lead)).is_request


def test_without_a_lead_the_answer_counts_and_the_coordinator_hears_of_it():
    action = ActionFactory(lead=None)
    took_step(action)
    leader = coordinator(action.theme.profile.region)

    row = say(action, YES, an_official(action))

    assert not row.is_request
    assert "zonder trekker" in Notice.objects.get(recipient=leader.user).subject


def test_who_joined_before_the_start_changes_its_share_without_asking():
    action = ActionFactory()
    by = an_official(action)
    say(action, YES, by, at=NOW - timedelta(days=90))
    took_step(action)

    row = say(action, BEYOND, by)

    assert not row.is_request


@pytest.mark.parametrize("step", [StepKind.DONE, StepKind.STOPPED])
def test_nobody_joins_what_is_over(step):
    action = ActionFactory()
    took_step(action, step, at=NOW - timedelta(days=1))

    with pytest.raises(Refused) as refusal:
        say(action, YES, an_official(action))

    assert refusal.value.blockers == [ParticipationBlocker.ENDED]


def test_who_stops_reads_first_what_is_left_open_and_the_lead_hears_of_it():
    action = ActionFactory()
    by = an_official(action)
    lead = person(Role.OFFICIAL, action.lead)
    say(action, YES, by)
    stop = replace(NOT_NOW, triggers=())

    with pytest.raises(Refused) as refusal:
        say(action, stop, by)
    row = say(action, stop, by, has_read_commitments=True)

    assert refusal.value.blockers == [ParticipationBlocker.COMMITMENTS]
    assert Notice.objects.get(recipient=lead.user).event == f"left:{row.pk}"
    kept = Entry.objects.filter(object_id=str(row.pk), region__isnull=False).get().facts
    assert '"left_open": [{' in kept and '"amount": "0.50"' in kept


@pytest.mark.parametrize(
    ("draft", "passed", "jobs"),
    [(YES, True, 1), (BEYOND, False, 0), (BEYOND, True, 1), (NOT_NOW, True, 1)],
)
def test_each_answer_to_a_passed_plan_has_its_sums_looked_at(draft, passed, jobs):
    action = ActionFactory()
    PlanFactory(action=action, frozen=True, passed=passed)

    say(action, draft, an_official(action))

    assert Job.objects.filter(kind="further_proposal").count() == jobs


def test_the_trail_of_the_region_holds_neither_reason_nor_triggers_nor_their_fingerprints():
    action = ActionFactory()
    by = an_official(action)

    row = say(action, replace(NOT_NOW, reason_audience=ReasonAudience.OWN), by)

    regional = [entry.facts + entry.sentence for entry in entries_of_region(by.region_id)]
    assert len(regional) == 1
    for secret in ("capacity", "ziek", "Binnenstad", "jointrigger", f"participation:{row.pk}"):
        assert secret not in regional[0]
    assert entries_of(by.organisation_id).count() == 2


def test_every_row_of_an_answer_is_proved_by_the_trail():
    action = ActionFactory()
    by = an_official(action)
    say(action, NOT_NOW, by)
    say(action, YES, by)

    assert not [fault for fault in faults() if "deelname" in fault or "bijdrage" in fault]
    assert not [fault for fault in faults() if "aanleiding" in fault]


def test_a_row_past_the_services_is_seen():
    action = ActionFactory()
    answered(action, action.lead)

    assert any("deelname" in fault for fault in faults())
