"""A municipality answers to an action, for itself alone. Each answer is a new row."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from actions.models import (
    Action,
    Answer,
    Contribution,
    ContributionKind,
    JoinTrigger,
    Pace,
    Participation,
    ReasonAudience,
    ReasonKind,
    Step,
    StepKind,
    TriggerKind,
    Unit,
)
from actions.rules.participation import (
    AnswerDraft,
    ContributionDraft,
    ParticipationBlocker,
    TriggerDraft,
    blockers_to_answer,
    commitments_left,
    has_begun,
    is_over,
    is_request,
)
from actions.services.acting import locked_action, refuse_if, tell_holders
from actions.services.standings import keep_standing
from actions.store.ledger import adopted_plans
from dutch.moments import local_date
from jobs.services import enqueue
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality, Organisation
from trail.services import record

TICK = timedelta(microseconds=1)


class WithinOwnOrganisation:
    """
    Somebody who acts, for the trail of the own organisation alone.

    The fingerprint of a row can be tried out by who knows all of it but the reason; so what is
    private is not in the trail of the region, not even as a fingerprint.
    """

    region_id = None

    def __init__(self, by: Membership) -> None:
        self.user_id = by.user_id
        self.on_behalf_of = by.on_behalf_of
        self.capacity = by.capacity
        self.acting_organisation_id = by.acting_organisation_id
        self.origin = by.origin


class Overtaken(Exception):
    """A colleague answered since the page was opened; `theirs` is that answer, if there is one."""

    def __init__(self, theirs: Participation | None) -> None:
        super().__init__("Een collega legde intussen een ander antwoord vast.")
        self.theirs = theirs


@transaction.atomic
def answer_action(  # noqa: PLR0913  # what, by whom, when, after which answer, having read what
    *,
    action: Action,
    answer: AnswerDraft,
    by: Membership,
    at: datetime,
    replaces: int | None = None,
    has_read_commitments: bool = False,
) -> Participation:
    """
    Write down what the own municipality says; what says the same as the last answer adds nothing.

    `replaces` is the key of the row on the screen, 0 for none; None where no row was on a screen.
    Who answers to many actions in one transaction takes them in the order of their keys.

    :raises Refused: :raises Overtaken: when a colleague answered since.
    """
    locked = locked_action(action.pk)
    refuse_if(_blockers_of(locked, by))
    last = last_answer(locked, by.organisation_id)
    if last and draft_of(last) == answer and not _is_refused(last):
        return last
    if replaces is not None and replaces != (last.pk if last else 0):
        raise Overtaken(last)
    moment = max(at, last.answered_at + TICK) if last else at
    before = _before(locked, last)
    blockers = blockers_to_answer(
        answer,
        standing=before.joined,
        today=local_date(moment),
        is_ended=is_over(before.steps),
        has_read_commitments=has_read_commitments,
    )
    refuse_if(blockers)
    row = _write(locked, answer, before, by=by, at=moment)
    _record(row, answer, before, by=by)
    _tell(row, before, by=by)
    ask_college(row, at=moment)
    keep_standing(locked, at=moment)
    return row


@dataclass(frozen=True, slots=True)
class _Before:
    """What stood before this answer; `joined` is what the municipality joined with, if it did."""

    last: Participation | None
    joined: AnswerDraft | None
    steps: list[StepKind]


def _before(action: Action, last: Participation | None) -> _Before:
    joined = draft_of(last) if last and last.answer == Answer.JOINS and has_joined(last) else None
    kinds = Step.objects.filter(action=action).order_by("taken_at", "pk")
    return _Before(last, joined, [StepKind(kind) for kind in kinds.values_list("kind", flat=True)])


def last_answer(action: Action, municipality_id: int) -> Participation | None:
    """Return what the municipality said last, with all that belongs to it."""
    rows = Participation.objects.filter(action=action, municipality=municipality_id)
    rows = rows.select_related("admission", "municipality", "action")
    rows = rows.prefetch_related("contributions", "join_triggers")
    return rows.order_by("answered_at", "pk").last()


def draft_of(row: Participation) -> AnswerDraft:
    """Return the answer as it was given."""
    return AnswerDraft(
        answer=Answer(row.answer),
        valid_from=row.valid_from,
        pace=Pace(row.pace) if row.pace else None,
        reason_kind=ReasonKind(row.reason_kind) if row.reason_kind else None,
        reason=row.reason,
        reason_audience=ReasonAudience(row.reason_audience),
        contributions=tuple(
            ContributionDraft(
                kind=ContributionKind(each.kind),
                unit=Unit(each.unit),
                amount=each.amount,
                first_year=each.first_year,
                last_year=each.last_year,
                is_within_capacity=each.is_within_capacity,
                description=each.description,
            )
            for each in sorted(row.contributions.all(), key=lambda each: each.pk)
        ),
        triggers=tuple(
            TriggerDraft(TriggerKind(each.kind), each.word, each.on, each.partners)
            for each in row.join_triggers.all()
        ),
    )


def is_open_request(row: Participation) -> bool:
    """Tell whether the lead has yet to answer."""
    return row.is_request and not hasattr(row, "admission")


def ask_college(row: Participation, *, at: datetime) -> None:
    """Have the sums looked at if the plan has passed: there may be a college to ask."""
    if is_open_request(row):
        return
    for plan in adopted_plans(row.municipality.region, at=at):
        if plan.action_id == row.action_id:
            enqueue(kind="further_proposal", key=f"further:{plan.pk}:{row.pk}", at=at)


def _blockers_of(action: Action, by: Membership) -> list[ParticipationBlocker]:
    is_own = may(by, Permission.ANSWER_ACTION) and by.acting_organisation_id is not None
    checks = {
        ParticipationBlocker.NOT_OWN: not is_own,
        ParticipationBlocker.ELSEWHERE: by.region_id != action.theme.profile.region_id,
    }
    return [blocker for blocker, applies in checks.items() if applies]


def has_joined(row: Participation) -> bool:
    """Tell whether this answer counts: no request, or one that the lead admitted."""
    return not is_open_request(row) and not _is_refused(row)


def _is_refused(row: Participation) -> bool:
    return row.is_request and hasattr(row, "admission") and not row.admission.is_admitted


def _write(
    action: Action, draft: AnswerDraft, before: _Before, *, by: Membership, at: datetime
) -> Participation:
    asks = is_request(
        draft,
        has_begun=has_begun(before.steps),
        has_joined=before.joined is not None,
        is_led_by_another=action.lead_id not in {None, by.organisation_id},
    )
    row = Participation.objects.create(
        action=action,
        municipality=Municipality.objects.get(pk=by.organisation_id),
        answer=draft.answer,
        valid_from=draft.valid_from,
        pace=draft.pace or "",
        is_request=asks,
        reason_kind=draft.reason_kind or "",
        reason=draft.reason,
        reason_audience=draft.reason_audience,
        told_lead_id=action.lead_id,
        answered_at=at,
        answered_by=by.user,
    )
    Contribution.objects.bulk_create(
        [Contribution(participation=row, **asdict(each)) for each in draft.contributions]
    )
    JoinTrigger.objects.bulk_create(
        [JoinTrigger(participation=row, **asdict(each)) for each in draft.triggers]
    )
    return row


def _record(row: Participation, draft: AnswerDraft, before: _Before, *, by: Membership) -> None:
    """Tell all parties what was answered, and the own organisation alone with what reason."""
    left = commitments_left(before.joined, draft, today=local_date(row.answered_at))
    about = f"Deelname van {row.municipality} aan actie {row.action.number}"
    asks = ", en vraagt de trekker om mee te doen" if row.is_request else ""
    record(
        act="answered_action",
        sentence=f"{about} vastgelegd: {draft.answer.label.lower()}{asks}.",
        of=row,
        by=by,
        at=row.answered_at,
        facts={
            "action": row.action_id,
            "municipality": row.municipality.code,
            "answer": draft.answer,
            "valid_from": draft.valid_from,
            "is_request": row.is_request,
            "replaces": before.last.pk if before.last else None,
            "left_open": [asdict(each) for each in left],
        },
        rows=row.contributions.all(),
    )
    record(
        act="answered_action",
        sentence=f"{about}: reden en aanleidingen voor de eigen gemeente vastgelegd.",
        of=row,
        by=WithinOwnOrganisation(by),
        at=row.answered_at,
        rows=[row, *row.join_triggers.all()],
    )


def _tell(row: Participation, before: _Before, *, by: Membership) -> None:
    """Tell who has to act on it: of a request, of who stops, and of who joins without a lead."""
    who, action, joins = row.municipality, row.action, row.answer == Answer.JOINS
    is_late = joins and before.joined is None and has_begun(before.steps)
    if row.is_request:
        _tell_lead(row, f"{who} vraagt om mee te doen aan actie {action.number}", "requested", by)
    elif before.joined and not joins:
        _tell_lead(row, f"{who} stopt met meedoen aan actie {action.number}", "left", by)
    elif is_late and action.lead_id is None:
        subject = f"{who} doet mee aan actie {action.number}, die loopt zonder trekker"
        _tell_lead(row, subject, "late", by)


def _tell_lead(row: Participation, subject: str, event: str, by: Membership) -> None:
    """Tell the officials of the lead; the coordinators where nobody leads."""
    action = row.action
    region = Organisation.objects.filter(region=by.region_id).values_list("pk", flat=True)
    tell_holders(
        Permission.ADMIT if action.lead_id else Permission.KEEP_ACTIONS,
        at_organisations=[action.lead_id] if action.lead_id else region,
        event=f"{event}:{row.pk}",
        subject=subject,
        path=row.get_absolute_url(),
        by=by,
        at=row.answered_at,
    )
