"""Meetings with the cultural field: calling, inviting, answering, and what came out of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from actions.models import (
    Action,
    Attendance,
    FieldMeeting,
    Guest,
    Harvest,
    MeetingReport,
    Reply,
)
from actions.querysets import invitable
from actions.rules.meetings import (
    ReplyDraft,
    blockers_to_call,
    blockers_to_change,
    blockers_to_invite,
    blockers_to_look_back,
    blockers_to_reply,
    last_attendance,
)
from actions.services.acting import refuse_if, tell_holders
from dutch.moments import format_moment
from municipalities.access import Permission
from municipalities.models import Membership, Organisation, Region
from trail.services import record


class Overtaken(Exception):
    """Somebody else wrote the report since it was on the screen: `theirs`."""

    def __init__(self, theirs: MeetingReport) -> None:
        super().__init__("Iemand anders heeft het verslag intussen geschreven.")
        self.theirs = theirs


@transaction.atomic
def call_meeting(  # noqa: PLR0913  # the facts of one meeting
    region: Region,
    *,
    title: str,
    starts_at: datetime,
    place: str,
    programme: str = "",
    by: Membership,
    at: datetime,
) -> FieldMeeting:
    """Call a meeting; who comes is invited afterwards. :raises Refused:"""
    refuse_if(blockers_to_call(starts_at, at=at))
    called = FieldMeeting.objects.create(
        region=region,
        title=title,
        starts_at=starts_at,
        place=place,
        programme=programme,
        called_at=at,
        called_by=by.user,
    )
    sentence = f"Bijeenkomst “{title}” uitgeschreven voor {format_moment(starts_at)}."
    record(act="called_meeting", sentence=sentence[:300], of=called, by=by, at=at, rows=[called])
    return called


@transaction.atomic
def change_meeting(  # noqa: PLR0913  # the facts of one meeting
    meeting: FieldMeeting,
    *,
    title: str,
    starts_at: datetime,
    place: str,
    programme: str = "",
    by: Membership,
    at: datetime,
) -> FieldMeeting:
    """Change a meeting before it begins, and tell who was invited. :raises Refused:"""
    found = _locked(meeting)
    refuse_if(blockers_to_change(found.starts_at, at=at) or blockers_to_call(starts_at, at=at))
    wanted = {"title": title, "starts_at": starts_at, "place": place, "programme": programme}
    if all(getattr(found, name) == value for name, value in wanted.items()):
        return found
    for name, value in wanted.items():
        setattr(found, name, value)
    found.save(update_fields=list(wanted))
    sentence = f"Bijeenkomst “{title}” gewijzigd."
    record(act="changed_meeting", sentence=sentence[:300], of=found, by=by, at=at, rows=[found])
    event = f"changed_meeting:{found.pk}:{at.timestamp():.0f}"
    _tell_guests(found, event, f"Gewijzigd: {title}", by=by, at=at)
    return found


@transaction.atomic
def invite(
    meeting: FieldMeeting, *, organisations: Iterable[Organisation], by: Membership, at: datetime
) -> list[Guest]:
    """
    Invite organisations of the field, and tell their people. Who was invited stays invited.

    :raises Refused: for instance for an institution that nobody confirmed.
    """
    found = _locked(meeting)
    chosen = {organisation.pk for organisation in organisations}
    allowed = invitable(found.region_id).filter(pk__in=chosen).count()
    refuse_if(blockers_to_invite(found.starts_at, chosen=len(chosen), allowed=allowed, at=at))
    known = set(found.guests.values_list("organisation", flat=True))
    guests = [
        Guest.objects.create(meeting=found, organisation_id=pk, invited_at=at, invited_by=by.user)
        for pk in sorted(chosen - known)
    ]
    if guests:
        _record_invited(found, guests, by=by, at=at)
    return guests


@transaction.atomic
def reply(guest: Guest, *, draft: ReplyDraft, by: Membership, at: datetime) -> Reply:
    """Answer for the own organisation; another answer is another row. :raises Refused:"""
    meeting = _locked(guest.meeting)
    is_own = by.organisation_id == guest.organisation_id
    refuse_if(blockers_to_reply(draft, starts_at=meeting.starts_at, is_own=is_own, at=at))
    people = draft.people if draft.is_coming else 0
    last = guest.replies.last()
    if last and (last.is_coming, last.people, last.note) == (draft.is_coming, people, draft.note):
        return last
    said = Reply.objects.create(
        guest=guest,
        is_coming=draft.is_coming,
        people=people,
        note=draft.note,
        replied_at=at,
        replied_by=by.user,
    )
    sentence = f"Uitnodiging voor “{meeting.title}” beantwoord: {said}."
    record(
        act="replied_to_invitation", sentence=sentence[:300], of=meeting, by=by, at=at, rows=[said]
    )
    return said


@transaction.atomic
def record_attendance(
    meeting: FieldMeeting, *, there: Mapping[int, bool], by: Membership, at: datetime
) -> list[Attendance]:
    """
    Record who was there, by the id of the guest; only what is new adds a row. :raises Refused:
    """
    found = _locked(meeting)
    guests = {guest.pk: guest for guest in found.guests.prefetch_related("attendances")}
    are_guests = set(there) <= set(guests)
    refuse_if(blockers_to_look_back(found.starts_at, at=at, are_guests=are_guests))
    rows = [
        Attendance.objects.create(
            guest_id=pk, was_there=was_there, recorded_at=at, recorded_by=by.user
        )
        for pk, was_there in there.items()
        if last_attendance(guests[pk]) is not was_there
    ]
    if rows:
        sentence = f"Aanwezigheid vastgelegd van {len(rows)} organisaties."
        record(act="recorded_attendance", sentence=sentence, of=found, by=by, at=at, rows=rows)
    return rows


@transaction.atomic
def write_report(
    meeting: FieldMeeting, *, text: str, seen: int, by: Membership, at: datetime
) -> MeetingReport:
    """
    Write the report, or write it again; the first one is told to the guests.

    :raises Refused: :raises Overtaken: when somebody else wrote it since the row `seen`.
    """
    found = _locked(meeting)
    refuse_if(blockers_to_look_back(found.starts_at, at=at))
    last = found.reports.last()
    if last and last.text == text:
        return last
    if last and last.pk != seen:
        raise Overtaken(last)
    report = MeetingReport.objects.create(
        meeting=found, text=text, written_at=at, written_by=by.user
    )
    sentence = f"Verslag van “{found.title}” geschreven."[:300]
    record(act="reported_meeting", sentence=sentence, of=found, by=by, at=at, rows=[report])
    subject = f"Het verslag is er: {found.title}"
    _tell_guests(found, f"reported_meeting:{found.pk}", subject, by=by, at=at)
    return report


@transaction.atomic
def record_harvest(
    meeting: FieldMeeting, *, text: str, action: Action | None, by: Membership, at: datetime
) -> Harvest:
    """Write down what came out of the meeting, and for which action. :raises Refused:"""
    found = _locked(meeting)
    refuse_if(blockers_to_look_back(found.starts_at, at=at))
    known = found.harvests.filter(text=text, action=action).first()
    if known:
        return known
    harvest = Harvest.objects.create(
        meeting=found, text=text, action=action, recorded_at=at, recorded_by=by.user
    )
    sentence = f"Opbrengst van “{found.title}” vastgelegd."[:300]
    record(
        act="recorded_harvest", sentence=sentence, of=action or found, by=by, at=at, rows=[harvest]
    )
    return harvest


def _locked(meeting: FieldMeeting) -> FieldMeeting:
    """Lock the meeting: one act on it at a time."""
    return FieldMeeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def _record_invited(
    meeting: FieldMeeting, guests: list[Guest], *, by: Membership, at: datetime
) -> None:
    """Add the line to the trail and tell the people of these organisations."""
    sentence = f"{len(guests)} organisaties uitgenodigd voor “{meeting.title}”."[:300]
    record(act="invited_field", sentence=sentence, of=meeting, by=by, at=at, rows=guests)
    _tell(
        [guest.organisation_id for guest in guests],
        meeting,
        f"invited_field:{meeting.pk}:{at.timestamp():.0f}",
        f"Uitnodiging: {meeting.title}",
        by=by,
        at=at,
    )


def _tell_guests(
    meeting: FieldMeeting, event: str, subject: str, *, by: Membership, at: datetime
) -> None:
    guests = meeting.guests.values_list("organisation", flat=True)
    _tell(guests, meeting, event, subject, by=by, at=at)


def _tell(  # noqa: PLR0913  # an event has this many sides
    organisations: Iterable[int],
    meeting: FieldMeeting,
    event: str,
    subject: str,
    *,
    by: Membership,
    at: datetime,
) -> None:
    tell_holders(
        Permission.REPLY_INVITATION,
        at_organisations=organisations,
        event=event,
        subject=subject[:200],
        path=reverse("actions:invitation", args=[meeting.pk]),
        by=by,
        at=at,
    )
