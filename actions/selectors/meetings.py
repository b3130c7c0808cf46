"""What the pages of the meetings with the cultural field show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from actions.models import Action, FieldMeeting, Guest, Harvest, MeetingReport, Reply
from actions.querysets import invitable
from actions.rules.meetings import last_attendance, last_reply
from actions.selectors.consultations import example_note
from dutch.moments import local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership, Organisation

REPLIES = Prefetch("replies", Reply.objects.select_related("replied_by"))


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """All meetings of a region; `invited` is on each the number of organisations."""

    coming: Sequence[FieldMeeting]
    past: Sequence[FieldMeeting]
    example_note: str


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest with what it last answered; `was_there` is None when nobody wrote that down."""

    guest: Guest
    reply: Reply | None
    was_there: bool | None
    can_reply: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting as the parties of the region see it."""

    meeting: FieldMeeting
    guests: Sequence[GuestRow]
    report: MeetingReport | None
    harvests: Sequence[Harvest]
    has_begun: bool
    is_invited: bool
    example_note: str

    @property
    def people(self) -> int:
        """How many persons come, as far as is known."""
        return sum(row.reply.people for row in self.guests if row.reply)

    @property
    def silent(self) -> int:
        """How many organisations have not answered."""
        return sum(row.reply is None for row in self.guests)

    @property
    def present(self) -> int:
        """How many organisations were there."""
        return sum(bool(row.was_there) for row in self.guests)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation of the own organisation, with the last answer."""

    meeting: FieldMeeting
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    coming: Sequence[InvitationRow]
    past: Sequence[InvitationRow]
    example_note: str


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """One meeting as a guest sees it: nothing of other guests."""

    guest: Guest
    meeting: FieldMeeting
    replies: Sequence[Reply]
    report: MeetingReport | None
    has_begun: bool
    example_note: str

    @property
    def reply(self) -> Reply | None:
        return self.replies[-1] if self.replies else None


def meetings_page(region_id: int, *, at: datetime) -> MeetingsPage:
    """Return the meetings of a region: the next one first, then back in time."""
    found = FieldMeeting.objects.filter(region=region_id).annotate(invited=Count("guests"))
    rows = list(found)
    return MeetingsPage(
        coming=[each for each in rows if each.starts_at > at],
        past=[each for each in reversed(rows) if each.starts_at <= at],
        example_note=example_note(region_id),
    )


def meeting_page(meeting: FieldMeeting, *, viewer: Membership, at: datetime) -> MeetingPage:
    """Return one meeting, in the same number of queries for any number of guests."""
    guests = list(guests_of(meeting).prefetch_related(REPLIES, "attendances"))
    reachable = reachable_in(meeting.region_id, at=at)
    return MeetingPage(
        meeting=meeting,
        guests=[
            GuestRow(
                guest,
                reply=last_reply(guest),
                was_there=last_attendance(guest),
                can_reply=guest.organisation_id in reachable,
            )
            for guest in guests
        ],
        report=meeting.reports.select_related("written_by").last(),
        harvests=list(meeting.harvests.select_related("action", "recorded_by")),
        has_begun=meeting.starts_at <= at,
        is_invited=any(guest.organisation_id == viewer.organisation_id for guest in guests),
        example_note=example_note(meeting.region_id),
    )


def invitations_page(viewer: Membership, *, at: datetime) -> InvitationsPage:
    """Return the invitations of the own organisation: what comes, then what was."""
    own = Guest.objects.filter(organisation=viewer.organisation_id)
    found = own.select_related("meeting").prefetch_related("replies")
    rows = [
        InvitationRow(guest.meeting, last_reply(guest))
        for guest in found.order_by("meeting__starts_at")
    ]
    return InvitationsPage(
        coming=[row for row in rows if row.meeting.starts_at > at],
        past=[row for row in reversed(rows) if row.meeting.starts_at <= at],
        example_note=example_note(viewer.region_id),
    )


def invitation_page(guest: Guest, *, at: datetime) -> InvitationPage:
    """Return one meeting for somebody of an invited organisation."""
    meeting = guest.meeting
    return InvitationPage(
        guest=guest,
        meeting=meeting,
        replies=list(guest.replies.select_related("replied_by")),
        report=meeting.reports.last(),
        has_begun=meeting.starts_at <= at,
        example_note=example_note(meeting.region_id),
    )


def guests_of(meeting: FieldMeeting) -> QuerySet[Guest]:
    """Return who was invited, by kind and name."""
    return meeting.guests.select_related("organisation").order_by(
        "organisation__kind", "organisation__name"
    )


def not_yet_invited(meeting: FieldMeeting) -> list[Organisation]:
    """Return who can still be invited, with the seat of an institution."""
    known = meeting.guests.values("organisation")
    others = invitable(meeting.region_id).exclude(pk__in=known)
    return list(others.select_related("institution__seat"))


def reachable_in(region_id: int, *, at: datetime) -> frozenset[int]:
    """Return the organisations where somebody can answer an invitation in the portal."""
    people = holders(Permission.REPLY_INVITATION, on=local_date(at))
    found: Iterable[int] = people.filter(organisation__region=region_id).values_list(
        "organisation", flat=True
    )
    return frozenset(found)


def on_action(action: Action) -> list[Harvest]:
    """Return what came out of meetings for this action, the last one first; one query."""
    return list(action.harvests.select_related("meeting").order_by("-recorded_at", "-pk"))
