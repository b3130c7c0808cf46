"""The life of an action: steps, milestones and reports, each with a line in the trail."""

import json
from datetime import date, timedelta

import pytest

from actions.models import (
    ActionMilestone,
    Answer,
    MilestoneNews,
    MilestoneState,
    ProgressReport,
    Step,
    StepKind,
    Word,
)
from actions.rules.milestones import MilestoneBlocker
from actions.rules.steps import StepBlocker
from actions.services import progress
from actions.services.acting import Refused
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import (
    NOW,
    STARTED_AT,
    ActionFactory,
    MilestoneFactory,
    PlanFactory,
    answered,
    college_said,
    took_step,
    writer,
)
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry
from trail.rules import ROWS, row_name

pytestmark = pytest.mark.django_db

TODAY = date(2019, 5, 14)


def take(action, kind=StepKind.STARTED, *, on=TODAY, reason=None):
    reason = ("" if kind == StepKind.STARTED else "Daarom.") if reason is None else reason
    return progress.take_step(action, kind=kind, on=on, reason=reason, by=writer(action), at=NOW)


def tell(milestone, state=MilestoneState.REACHED, *, on=TODAY, reason=""):
    return progress.tell_milestone(
        milestone, state=state, on=on, reason=reason, by=writer(milestone.action), at=NOW
    )


def report(action, *, on=TODAY, text="Het gaat goed."):
    return progress.report_progress(action, on=on, text=text, by=writer(action), at=NOW)


def ready(**plan):
    return PlanFactory(passed=True, **plan).action


def add_milestone(action):
    return progress.add_milestone(
        action, title="Opening", due_on=date(2020, 1, 1), by=writer(action), at=NOW
    )


ACTS = {
    "took_step": lambda: take(ready()),
    "added_milestone": lambda: add_milestone(ActionFactory()),
    "told_of_milestone": lambda: tell(MilestoneFactory()),
    "reported_progress": lambda: report(ActionFactory()),
}


@pytest.mark.parametrize(("act", "do"), ACTS.items())
def test_each_act_leaves_one_line_with_the_fingerprint_of_its_row(act, do):
    row = do()

    entry = Entry.objects.get(act=act)
    assert (entry.object_type, entry.at) == ("actions.action", NOW)
    assert [*json.loads(entry.facts)[ROWS]] == [row_name(row._meta.label_lower, row.pk)]
    assert len(entry.sentence) <= 300


def test_an_action_starts_when_its_plan_passed():
    step = take(ready())

    assert (step.kind, step.on, step.taken_at) == (StepKind.STARTED, TODAY, NOW)


def test_an_action_does_not_start_before_its_plan_passed():
    with pytest.raises(Refused) as refusal:
        take(PlanFactory(frozen=True).action)

    assert refusal.value.blockers == [StepBlocker.NOT_PASSED]
    assert not Step.objects.exists()


def test_an_action_waits_for_a_college_unless_the_plan_says_otherwise():
    waiting, going = ready(), ready(others_may_start=True)
    for action in (waiting, going):
        college_said(action.plans.get(), action.lead, Word.ASKED)

    with pytest.raises(Refused) as refusal:
        take(waiting)
    take(going)

    assert refusal.value.blockers == [StepBlocker.COLLEGES]
    facts = json.loads(Entry.objects.get(act="took_step").facts)
    assert facts["not_starting"] == [f"{going.lead} (het college besluit nog)"]


def test_an_action_waits_for_the_least_number_of_municipalities():
    action = ready(minimum_partners=2)
    region = action.theme.profile.region
    answered(action, MunicipalityFactory(region=region))
    answered(action, MunicipalityFactory(region=region), Answer.FOLLOWS)
    later = MunicipalityFactory(region=region)
    answered(action, later, at=NOW + timedelta(seconds=1))

    with pytest.raises(Refused) as refusal:
        take(action)
    answered(action, later, at=NOW)
    answered(action, later, Answer.JOINS, at=NOW)
    answered(action, MunicipalityFactory(region=region), at=NOW)
    take(action)

    assert refusal.value.blockers == [StepBlocker.TOO_FEW]


def test_the_whole_life_of_an_action():
    action = ready()

    for kind in (StepKind.STARTED, StepKind.PAUSED, StepKind.RESUMED, StepKind.DONE):
        take(action, kind)

    assert list(action.steps.values_list("kind", flat=True)) == [
        "started",
        "paused",
        "resumed",
        "done",
    ]


def test_a_double_click_takes_one_step():
    action = ready()
    take(action)

    with pytest.raises(Refused, match="al begonnen"):
        take(action)

    assert Step.objects.count() == 1


def test_a_step_before_the_previous_one_is_refused():
    action = ready()
    took_step(action, at=STARTED_AT)

    with pytest.raises(Refused) as refusal:
        take(action, StepKind.PAUSED, on=date(2019, 3, 31))

    assert refusal.value.blockers == [StepBlocker.TOO_EARLY]


def test_who_answered_and_the_lead_are_told_of_a_step():
    action = ready()
    joining = MunicipalityFactory(region=action.theme.profile.region)
    answered(action, joining)
    person(Role.OFFICIAL, MunicipalityFactory(region=action.theme.profile.region))
    colleague = person(Role.OFFICIAL, joining)

    take(action)

    told = Notice.objects.get(event__startswith="took_step:")
    assert told.recipient == colleague.user
    assert told.subject == f"Actie {action.number}: begonnen"


def test_a_milestone_has_one_name_per_action():
    action = ActionFactory()
    add_milestone(action)

    with pytest.raises(Refused) as refusal:
        add_milestone(action)
    add_milestone(ActionFactory())

    assert refusal.value.blockers == [MilestoneBlocker.NAMED]
    assert ActionMilestone.objects.count() == 2


def test_the_life_of_a_milestone():
    milestone = MilestoneFactory(title="Opening")

    tell(milestone, MilestoneState.MOVED, on=date(2020, 1, 1), reason="De bouw loopt uit.")
    tell(milestone)
    tell(milestone, MilestoneState.REOPENED, reason="Het dak lekt.")
    tell(milestone, MilestoneState.DROPPED, reason="Er komt geen gebouw.")

    sentences = Entry.objects.order_by("number").values_list("sentence", flat=True)
    assert list(sentences) == [
        "Mijlpaal “Opening” verplaatst naar 1 januari 2020.",
        "Mijlpaal “Opening” gehaald op 14 mei 2019.",
        "Mijlpaal “Opening” toch nog niet gehaald.",
        "Mijlpaal “Opening” vervallen.",
    ]


def test_a_double_click_tells_a_milestone_once():
    milestone = MilestoneFactory()
    tell(milestone)

    with pytest.raises(Refused) as refusal:
        tell(milestone)

    assert refusal.value.blockers == [MilestoneBlocker.NOT_OPEN]
    assert MilestoneNews.objects.count() == 1


def test_a_report_twice_is_one_report():
    action = ActionFactory()

    assert report(action) == report(action)
    report(action, text="Nu tegenwind.")

    assert ProgressReport.objects.count() == 2
    assert Entry.objects.count() == 2


def test_a_report_is_not_of_a_day_to_come():
    with pytest.raises(Refused, match="in de toekomst"):
        report(ActionFactory(), on=TODAY + timedelta(days=1))
