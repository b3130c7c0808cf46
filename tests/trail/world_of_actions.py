"""One action from plan to progress, and a meeting, done through the services."""

from datetime import timedelta
from decimal import Decimal

from actions.models import (
    Answer,
    ConsultationKind,
    ContributionKind,
    ItemOutcome,
    MilestoneState,
    Pace,
    ReadIn,
    ReasonKind,
    StepKind,
    TriggerKind,
    Unit,
    Word,
)
from actions.rules.meetings import ReplyDraft
from actions.rules.participation import AnswerDraft, ContributionDraft, TriggerDraft
from actions.rules.plans import plan_sha256, seen_plan
from actions.services import (
    admitting,
    asking,
    capacity,
    college,
    consultations,
    meetings,
    participation,
    planning,
    progress,
)
from actions.tasks import watch
from decisions.tasks.furthering import raise_further
from dutch.moments import local_date
from files.uploads import read_upload
from municipalities.models import Role
from tests.factories.actions import ActionFactory
from tests.factories.decisions import NOW, coordinator
from tests.factories.people import ProvinceFactory, person
from trail.services import record

TODAY = local_date(NOW)
LATER = NOW + timedelta(hours=2)


def action_done(profile, home, neighbour):
    """Let `home` lead an action through everything, and `neighbour` join it later."""
    action = ActionFactory(theme__profile=profile, lead=home)
    by, other = person(Role.OFFICIAL, home), person(Role.OFFICIAL, neighbour)
    capacity.declare_capacity(home, year=2019, unit=Unit.FTE, amount=Decimal(1), by=by, at=NOW)
    plan = _planned(action, home, by)
    for kind in ConsultationKind:
        _consulted(plan, kind)
    asking.ask(action, [neighbour.code], by=by, at=NOW)
    _answered_and_begun(action, by, other)
    assert raise_further(plan, at=LATER + timedelta(hours=1)) is not None
    college.hear(plan, neighbour, word=Word.ASKED, path="/voorstellen/1/", by=None, at=LATER)
    _progressed(action, by)
    _met(action)
    _read_in(home, by)
    return action


def _planned(action, home, by):
    plan = planning.begin_plan(action, by=by, at=NOW)
    text = {"goals": "Meer plekken.", "result": "Een lijst.", "minimum_partners": 1}
    plan = planning.write_plan(action, fields=text, seen_sha256=seen_plan(plan), by=by, at=NOW)
    asked = {"year": 2019, "kind": ContributionKind.PEOPLE, "unit": Unit.FTE}
    planning.add_need(
        action, fields={**asked, "party": home, "amount": Decimal("0.2")}, by=by, at=NOW
    )
    seen = plan_sha256(plan, plan.needs.all())
    return planning.freeze_plan(action, seen_sha256=seen, by=by, at=NOW)


def _consulted(plan, kind):
    region = plan.action.theme.profile.region
    by = coordinator(region)
    held = consultations.call_consultation(
        region, kind=kind, on=TODAY, place="Stadhuis", by=by, at=NOW
    )
    item = consultations.add_item(held, title="Het plan", plan=plan, by=by, at=NOW)
    file = read_upload("bijlage.txt", b"Een bijlage.")
    consultations.add_paper(item, file=file, by=by, at=NOW)
    consultations.record_outcome(item, outcome=ItemOutcome.PASSED, by=by, at=NOW)
    consultations.write_minutes(held, text="Akkoord.", seen=0, by=by, at=NOW)


def _answered_and_begun(action, by, other):
    """Begin with the lead alone; the other asks to join once an occasion was seen."""
    joins = AnswerDraft(
        answer=Answer.JOINS,
        valid_from=TODAY,
        pace=Pace.ALONG,
        contributions=(
            ContributionDraft(
                ContributionKind.PEOPLE, Unit.HOURS, Decimal(10), first_year=2019, last_year=2019
            ),
        ),
    )
    waits = AnswerDraft(
        answer=Answer.NOT_NOW,
        valid_from=TODAY,
        reason_kind=ReasonKind.CAPACITY,
        triggers=(TriggerDraft(TriggerKind.DAY, on=TODAY),),
    )
    participation.answer_action(action=action, answer=joins, by=by, at=NOW)
    waiting = participation.answer_action(action=action, answer=waits, by=other, at=NOW)
    watch(at=NOW)
    progress.take_step(action, kind=StepKind.STARTED, on=TODAY, by=by, at=NOW)
    request = participation.answer_action(
        action=action, answer=joins, by=other, at=LATER, replaces=waiting.pk
    )
    admitting.admit(request, is_admitted=True, by=by, at=LATER)


def _progressed(action, by):
    milestone = progress.add_milestone(action, title="Begin", due_on=TODAY, by=by, at=LATER)
    progress.tell_milestone(milestone, state=MilestoneState.REACHED, on=TODAY, by=by, at=LATER)
    progress.report_progress(action, on=TODAY, text="Het loopt.", by=by, at=LATER)


def _met(action):
    region = action.theme.profile.region
    by = coordinator(region)
    province = person(Role.PROVINCE, ProvinceFactory(region=region))
    meeting = meetings.call_meeting(
        region, title="Veldavond", starts_at=LATER, place="Theater", by=by, at=NOW
    )
    (guest,) = meetings.invite(meeting, organisations=[province.organisation], by=by, at=NOW)
    meetings.reply(guest, draft=ReplyDraft(is_coming=True, people=2), by=province, at=NOW)
    afterwards = LATER + timedelta(hours=3)
    meetings.record_attendance(meeting, there={guest.pk: True}, by=by, at=afterwards)
    meetings.write_report(meeting, text="Goed gesprek.", seen=0, by=by, at=afterwards)
    meetings.record_harvest(meeting, text="Een idee.", action=action, by=by, at=afterwards)


def _read_in(home, by):
    """Record what reading in a file leaves; reading itself needs a child process."""
    read = ReadIn.objects.create(
        municipality=home,
        name="deelname.xlsx",
        sha256="ab" * 32,
        rows=1,
        read_at=NOW,
        read_by=by.user,
    )
    record(act="read_in", sentence="Bestand ingelezen.", of=home, by=by, at=NOW, rows=[read])
