"""The page that people open every week: what waits for the own organisation, and what comes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from actions.models import (
    ActionMilestone,
    Answer,
    Asking,
    Capacity,
    Consultation,
    FieldMeeting,
    MilestoneNews,
    MilestoneState,
    Participation,
    Suggestion,
)
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership
from profiles.models import Profile

COMING = 3  # how many meetings are shown


@dataclass(frozen=True, slots=True)
class Start:
    """What one reader finds; lists are empty for who cannot do anything about them."""

    profiles: list[Profile]
    unanswered: list[Asking]
    suggestions: list[Suggestion]
    requests: list[Participation]
    overdue: list[ActionMilestone]
    undeclared: list[int]
    consultations: list[Consultation]
    meetings: list[FieldMeeting]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits for the reader."""
        waiting = (self.unanswered, self.suggestions, self.requests, self.overdue, self.undeclared)
        return not any(waiting)


def start(viewer: Membership, *, at: datetime) -> Start:
    """Return what waits for this reader, and the next meetings of the region."""
    region, today = viewer.organisation.region_id, local_date(at)
    profiles = Profile.objects.filter(region=region).order_by("-first_year", "-pk")
    answers, works = may(viewer, Permission.ANSWER_ACTION), may(viewer, Permission.WRITE_PLAN)
    consultations = Consultation.objects.filter(region=region, on__gte=today)
    meetings = FieldMeeting.objects.filter(region=region, starts_at__gte=at)
    return Start(
        profiles=list(profiles),
        unanswered=list(_unanswered(viewer)) if answers else [],
        suggestions=list(_suggestions(viewer)) if answers else [],
        requests=list(_requests(viewer)) if may(viewer, Permission.ADMIT) else [],
        overdue=list(_overdue(viewer, at=at)) if works else [],
        undeclared=_undeclared(viewer, at=at) if may(viewer, Permission.DECLARE_CAPACITY) else [],
        consultations=list(consultations[:COMING]),
        meetings=list(meetings[:COMING]),
    )


def _unanswered(viewer: Membership) -> QuerySet[Asking]:
    """Return the last time that each action was asked of the own municipality in vain."""
    own = Asking.objects.filter(municipality=viewer.organisation_id)
    later = own.filter(action=OuterRef("action"), asked_at__gt=OuterRef("asked_at"))
    answered = Participation.objects.filter(
        action=OuterRef("action"), municipality=viewer.organisation_id
    )
    open_now = own.filter(~Exists(later), ~Exists(answered))
    return open_now.select_related("action__theme", "municipality").order_by("asked_at", "pk")


def _suggestions(viewer: Membership) -> QuerySet[Suggestion]:
    """Return the occasions of answers that still stand."""
    later = Participation.objects.filter(
        action=OuterRef("trigger__participation__action"),
        municipality=viewer.organisation_id,
        answered_at__gt=OuterRef("trigger__participation__answered_at"),
    )
    own = Suggestion.objects.filter(trigger__participation__municipality=viewer.organisation_id)
    known = own.filter(~Exists(later)).select_related(
        "trigger__participation__action", "trigger__participation__municipality"
    )
    return known.order_by("suggested_at", "pk")


def _requests(viewer: Membership) -> QuerySet[Participation]:
    """Return who asks to join an action that the own municipality leads."""
    later = Participation.objects.filter(
        action=OuterRef("action"),
        municipality=OuterRef("municipality"),
        answered_at__gt=OuterRef("answered_at"),
    )
    asked = Participation.objects.filter(
        ~Exists(later),
        action__lead=viewer.organisation_id,
        answer=Answer.JOINS,
        is_request=True,
        admission=None,
    )
    return asked.select_related("action", "municipality").order_by("answered_at", "pk")


def _overdue(viewer: Membership, *, at: datetime) -> QuerySet[ActionMilestone]:
    """Return the milestones past their day: of the actions it leads, or of the whole region."""
    news = MilestoneNews.objects.filter(milestone=OuterRef("pk")).order_by("-told_at", "-pk")
    led = {} if may(viewer, Permission.KEEP_ACTIONS) else {"action__lead": viewer.organisation_id}
    milestones = ActionMilestone.objects.filter(
        action__theme__profile__region=viewer.organisation.region_id, **led
    ).annotate(state=Subquery(news.values("state")[:1]), moved_to=Subquery(news.values("on")[:1]))
    today = local_date(at)
    still_open = milestones.filter(state=None, due_on__lt=today) | milestones.filter(
        state=MilestoneState.REOPENED, due_on__lt=today
    )
    moved = milestones.filter(state=MilestoneState.MOVED, moved_to__lt=today)
    return (still_open | moved).select_related("action").order_by(F("due_on"), "pk")


def _undeclared(viewer: Membership, *, at: datetime) -> list[int]:
    """Return this year and the next as far as the own municipality declared nothing for them."""
    this_year = local_date(at).year
    years = (this_year, this_year + 1)
    known = Capacity.objects.filter(municipality=viewer.organisation_id, year__in=years)
    declared = set(known.values_list("year", flat=True))
    return [year for year in years if year not in declared]
