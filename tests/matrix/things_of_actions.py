"""What there is of actions: one led by each municipality, and what the region holds together."""

from datetime import timedelta

from actions.models import AgendaPaper, ConsultationKind, Minutes, SavedView, StepKind
from files import store
from municipalities.models import Municipality, Organisation, Region, User
from profiles.models import Profile
from tests.factories.actions import (
    NOW,
    ActionFactory,
    MeetingFactory,
    MilestoneFactory,
    NeedFactory,
    PlanFactory,
    agenda_item,
    answered,
    guest_of,
    took_step,
)

PAPER = b"Een stuk bij de agenda."


def action_of(profile: Profile, lead: Municipality, other: Municipality) -> dict[str, object]:
    """Return an action that runs, with the plan that follows it and a request of the other."""
    action = ActionFactory(theme__profile=profile, lead=lead)
    PlanFactory(action=action, passed=True)
    concept = PlanFactory(action=action)
    took_step(action, StepKind.STARTED)
    answered(action, lead)
    return {
        "action": action.pk,
        "need": NeedFactory(plan=concept).pk,
        "milestone": MilestoneFactory(action=action).pk,
        "answer": answered(action, other, is_request=True).pk,
    }


def gatherings_of(region: Region, guests: list[Organisation]) -> dict[str, object]:
    """Return a consultation with a paper, and a meeting that these organisations are invited to."""
    meeting = MeetingFactory(region=region, starts_at=NOW + timedelta(days=36_500))
    for organisation in guests:
        guest_of(meeting, organisation)
    profile = region.profiles.first()
    item = agenda_item(
        PlanFactory(action__theme__profile=profile, frozen=True), ConsultationKind.OFFICIAL
    )
    paper = AgendaPaper.objects.create(
        item=item,
        name="stuk.txt",
        sha256=store.put(PAPER),
        size=len(PAPER),
        content_type="text/plain",
        added_at=item.added_at,
        added_by=item.added_by,
    )
    Minutes.objects.create(
        consultation=item.consultation,
        text="Akkoord.",
        written_at=item.added_at,
        written_by=item.added_by,
    )
    return {
        "meeting": meeting.pk,
        "consultation": item.consultation_id,
        "item": item.pk,
        "paper": paper.pk,
    }


def view_of(user: User, profile: Profile) -> SavedView:
    return SavedView.objects.create(
        user=user, name="Mijn", page="matrix", query=f"profiel={profile.pk}", saved_at=NOW
    )
