"""What one municipality said to one action: what stands, and every answer before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch

from actions.models import (
    Action,
    Admission,
    CollegeWord,
    Contribution,
    ContributionKind,
    JoinTrigger,
    Participation,
    Plan,
    ReasonAudience,
    Suggestion,
    Unit,
)
from actions.rules.joining import Joined, Joining, joins
from actions.rules.participation import ContributionDraft
from actions.rules.plans import said_amount
from actions.rules.visibility import Reader, is_own, may_read_reason
from actions.selectors.participation import KINDS, NOTHING, is_official_of, reader_of
from actions.store.histories import histories
from dutch.moments import local_date, moment_at
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality


@dataclass(frozen=True, slots=True)
class Brought:
    """One contribution in words."""

    kind: str
    amount: str
    description: str
    years: str
    is_within_capacity: bool


@dataclass(frozen=True, slots=True)
class Told:
    """
    One answer as this reader may see it.

    `triggers` is empty for everybody but the own people, `suggestions` for everybody but their
    officials, and once the answer was replaced.
    """

    row: Participation
    plan: Plan | None
    contributions: Sequence[Brought]
    may_read_reason: bool
    admission: Admission | None
    admission_reason: str
    triggers: Sequence[JoinTrigger]
    suggestions: Sequence[Suggestion]

    @property
    def has_reason(self) -> bool:
        """Whether there is a reason that this reader may read."""
        return self.may_read_reason and bool(self.row.reason_kind or self.row.reason)


@dataclass(frozen=True, slots=True)
class ParticipationPage:
    """The page of one municipality and one action, by what was known at a moment."""

    action: Action
    municipality: Municipality
    joined: Joined
    kind: str
    day: date
    is_past: bool
    standing: Told | None
    history: Sequence[Told]
    words: Sequence[CollegeWord]
    is_own: bool
    may_answer: bool
    may_admit: bool


def participation_page(
    action: Action, municipality: Municipality, *, viewer: Membership, day: date, now: datetime
) -> ParticipationPage:
    """Return what was known at the end of `day`, or now when that is today."""
    known_at = known_by(day, now=now)
    recorded = histories([action.pk], codes=[municipality.code]).get(action.pk, {})
    joined = joins(recorded.get(municipality.code, NOTHING).history, day=day, known_at=known_at)
    told = _told(action, municipality, viewer, known_at)
    standing = next((each for each in told if joined.said and each.row.pk == joined.said.pk), None)
    leads = action.lead_id is not None and viewer.acting_organisation_id == action.lead_id
    return ParticipationPage(
        action=action,
        municipality=municipality,
        joined=joined,
        kind=KINDS[joined.joining],
        day=day,
        is_past=day < local_date(now),
        standing=standing,
        history=told,
        words=_words(action, municipality, known_at),
        is_own=is_own(reader_of(viewer), municipality.pk),
        may_answer=is_official_of(viewer, municipality.pk),
        may_admit=leads and may(viewer, Permission.ADMIT) and joined.joining is Joining.REQUESTED,
    )


def known_by(day: date, *, now: datetime) -> datetime:
    """Return the last moment of that day in Amsterdam, or now if it is not over yet."""
    return min(now, moment_at(day + timedelta(days=1), time.min) - timedelta(microseconds=1))


def _told(
    action: Action, municipality: Municipality, viewer: Membership, known_at: datetime
) -> list[Told]:
    """Return every answer until then, the latest first."""
    rows = Participation.objects.filter(
        action=action, municipality=municipality, answered_at__lte=known_at
    )
    rows = rows.select_related("answered_by", "admission__answered_by").prefetch_related(
        "contributions",
        Prefetch("join_triggers", queryset=JoinTrigger.objects.select_related("suggestion")),
    )
    plans = list(action.plans.filter(frozen_at__lte=known_at).order_by("-frozen_at"))
    reader = reader_of(viewer)
    is_official = is_official_of(viewer, municipality.pk)
    latest_first = list(rows.order_by("-answered_at", "-pk"))
    return [
        _as_read(
            row, plans, reader, action, known_at, is_told=is_official and row == latest_first[0]
        )
        for row in latest_first
    ]


def _as_read(  # noqa: PLR0913  # a row, what it was said on, and who reads
    row: Participation,
    plans: Sequence[Plan],
    reader: Reader,
    action: Action,
    known_at: datetime,
    *,
    is_told: bool,
) -> Told:
    own = is_own(reader, row.municipality_id)
    is_lead = action.lead_id is not None and reader.organisation_id == action.lead_id
    admission = getattr(row, "admission", None)
    if admission and admission.answered_at > known_at:
        admission = None
    triggers = list(row.join_triggers.all()) if own else []
    reads_why_not = own or is_lead or reader.is_coordinator
    return Told(
        row=row,
        plan=next((plan for plan in plans if _was_frozen(plan, row)), None),
        contributions=[in_words(each) for each in row.contributions.all()],
        may_read_reason=may_read_reason(
            ReasonAudience(row.reason_audience),
            reader,
            municipality_id=row.municipality_id,
            lead_id=row.told_lead_id,
        ),
        admission=admission,
        admission_reason=admission.reason if admission and reads_why_not else "",
        triggers=triggers,
        suggestions=_suggestions(triggers, known_at) if is_told else [],
    )


def _was_frozen(plan: Plan, row: Participation) -> bool:
    return plan.frozen_at is not None and plan.frozen_at <= row.answered_at


def _suggestions(triggers: Sequence[JoinTrigger], known_at: datetime) -> list[Suggestion]:
    met = [trigger.suggestion for trigger in triggers if hasattr(trigger, "suggestion")]
    return [each for each in met if each.suggested_at <= known_at]


def in_words(row: Contribution | ContributionDraft) -> Brought:
    """Return a contribution as a page shows it."""
    is_one_year = row.first_year == row.last_year
    return Brought(
        kind=ContributionKind(row.kind).label,
        amount="" if row.amount is None else said_amount(Unit(row.unit), row.amount),
        description=row.description,
        years=str(row.first_year) if is_one_year else f"{row.first_year}–{row.last_year}",
        is_within_capacity=row.is_within_capacity,
    )


def _words(action: Action, municipality: Municipality, known_at: datetime) -> list[CollegeWord]:
    words = CollegeWord.objects.filter(plan__action=action, municipality=municipality)
    words = words.filter(said_at__lte=known_at).select_related("plan")
    return list(words.order_by("-plan__number", "-said_at", "-pk"))
