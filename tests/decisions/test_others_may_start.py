"""From a plan to a start: three colleges are asked, one defers, and the others begin."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions.models import ConsultationKind, ItemOutcome, StepKind, Unit
from actions.rules.plans import plan_sha256, seen_plan
from actions.services import consultations, planning, progress
from actions.services.acting import Refused
from decisions.models import Outcome, Proposal
from jobs.models import Job
from jobs.tasks import work_off
from municipalities.models import Role
from tests.factories.actions import NOW, answered
from tests.factories.decisions import coordinator
from tests.factories.further import CLOSES_AT, YEAR, decides, offered, places, region_of
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db

BEGIN = NOW - timedelta(days=120)
PASSED_AT = NOW - timedelta(days=90)
TEXT = {
    "goals": "Meer makers aan het werk.",
    "result": "Een programma dat elk jaar terugkomt.",
    "minimum_partners": 1,
}


def passed(action, plan, kind, *, at):
    """Take the plan through one consultation."""
    by = coordinator(action.theme.profile.region)
    held = consultations.call_consultation(
        action.theme.profile.region, kind=kind, on=at.date(), place="Almelo", by=by, at=at
    )
    item = consultations.add_item(held, title="Plan", plan=plan, by=by, at=at)
    consultations.record_outcome(item, outcome=ItemOutcome.PASSED, by=by, at=at)


def from_plan_to_further_proposal(*, others_may_start):
    """Return an action whose plan passed, with the further proposal before three colleges."""
    action = region_of("Almelo Borne Delden Enter Fleringen")
    lead, named = person(Role.OFFICIAL, action.lead), places(action)
    plan = planning.begin_plan(action, by=lead, at=BEGIN)
    fields = {**TEXT, "others_may_start": others_may_start}
    planning.write_plan(action, fields=fields, seen_sha256=seen_plan(plan), by=lead, at=BEGIN)
    for name in ("Almelo", "Borne", "Delden"):
        need = {"party": named[name], "year": YEAR, "unit": Unit.HOURS, "amount": Decimal(40)}
        planning.add_need(action, fields=need | {"kind": "people"}, by=lead, at=BEGIN)
    plan.refresh_from_db()
    sha256 = plan_sha256(plan, list(plan.needs.all()))
    plan = planning.freeze_plan(action, seen_sha256=sha256, by=lead, at=BEGIN)
    passed(action, plan, ConsultationKind.OFFICIAL, at=PASSED_AT - timedelta(days=14))
    passed(action, plan, ConsultationKind.ADMINISTRATIVE, at=PASSED_AT)
    work_off(Job.objects.get(kind="further_proposal").key)
    return action, offered(Proposal.objects.get(plan=plan), at=PASSED_AT + timedelta(days=2))


def start(action, *, at=NOW):
    return progress.take_step(
        action,
        kind=StepKind.STARTED,
        on=date(2019, 5, 14),
        by=person(Role.OFFICIAL, action.lead),
        at=at,
    )


def test_two_agree_one_defers_and_the_others_start():
    action, proposal = from_plan_to_further_proposal(others_may_start=True)
    assert [road.municipality.name for road in proposal.ratifications.by_name()] == [
        "Almelo",
        "Borne",
        "Delden",
    ]
    answered(action, action.lead, at=PASSED_AT)

    decides(proposal, "Almelo")
    decides(proposal, "Borne")
    decides(proposal, "Delden", Outcome.DEFERRED)

    assert start(action).kind == StepKind.STARTED
    assert "Delden" in Entry.objects.get(act="took_step").facts


def test_nobody_starts_while_a_college_decides_where_the_plan_says_so():
    action, proposal = from_plan_to_further_proposal(others_may_start=False)
    answered(action, action.lead, at=PASSED_AT)
    decides(proposal, "Almelo")
    decides(proposal, "Borne")
    decides(proposal, "Delden", Outcome.DEFERRED)

    with pytest.raises(Refused):
        start(action)

    decides(proposal, "Delden", at=CLOSES_AT)
    assert start(action)
