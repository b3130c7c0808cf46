"""Meetings with the cultural field: who is invited and told, who answers, what is kept."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from actions.models import Attendance, FieldMeeting, Guest, Harvest, MeetingReport, Reply
from actions.rules.meetings import MeetingBlocker, ReplyDraft
from actions.services import meetings as services
from actions.services.acting import Refused
from municipalities.models import OrganisationKind, Role
from notices.models import Notice
from tests.factories.actions import NOW, ActionFactory, MeetingFactory, guest_of
from tests.factories.decisions import coordinator
from tests.factories.people import (
    InstitutionFactory,
    MunicipalityFactory,
    ProvinceFactory,
    RegionFactory,
    person,
)
from trail.models import Entry

pytestmark = pytest.mark.django_db

B = MeetingBlocker
COMES = ReplyDraft(is_coming=True, people=2, note="Wij nemen een maker mee.")


@pytest.fixture
def meeting():
    return MeetingFactory()


def by(meeting):
    return coordinator(meeting.region)


def an_institution(region, **traits):
    return InstitutionFactory(seat=MunicipalityFactory(region=region), **traits)


def a_guest(meeting):
    return guest_of(meeting, an_institution(meeting.region, confirmed=True))


def of(guest):
    return person(Role.INSTITUTION, guest.organisation)


def invite(meeting, *organisations, at=NOW):
    return services.invite(meeting, organisations=organisations, by=by(meeting), at=at)


def reply(guest, draft=COMES, *, who=None, at=NOW):
    return services.reply(guest, draft=draft, by=who or of(guest), at=at)


def write(meeting, text, seen=0):
    at = meeting.starts_at
    return services.write_report(meeting, text=text, seen=seen, by=by(meeting), at=at)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.blockers


def told(event):
    return set(Notice.objects.filter(event__startswith=event).values_list("recipient", flat=True))


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def facts(starts_at, **more):
    return {"title": "Gesprek", "starts_at": starts_at, "place": "Hengelo", "programme": "", **more}


def test_a_meeting_is_called_for_later():
    region = RegionFactory()
    call = {"by": coordinator(region), "at": NOW}

    called = services.call_meeting(region, **facts(NOW + timedelta(days=1)), **call)

    assert FieldMeeting.objects.get() == called
    assert acts() == ["called_meeting"]
    assert refused(services.call_meeting, region, **facts(NOW), **call) == [B.IN_THE_PAST]


def test_a_change_is_told_to_who_was_invited(meeting):
    invited, other = of(a_guest(meeting)), of(a_guest(MeetingFactory(region=meeting.region)))
    later = meeting.starts_at + timedelta(days=1)

    services.change_meeting(meeting, **facts(later), by=by(meeting), at=NOW)
    services.change_meeting(meeting, **facts(later), by=by(meeting), at=NOW + timedelta(hours=1))

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.place) == (later, "Hengelo")
    assert told("changed_meeting") == {invited.user_id}
    assert other.user_id not in told("changed_meeting")
    assert acts() == ["changed_meeting"]


def test_a_meeting_that_began_does_not_change(meeting):
    at = meeting.starts_at
    change = {**facts(at + timedelta(days=1)), "by": by(meeting), "at": at}

    assert refused(services.change_meeting, meeting, **change) == [B.BEGUN]


def test_who_is_invited_is_told_where_to_answer(meeting):
    institution = an_institution(meeting.region, confirmed=True)
    province = ProvinceFactory(region=meeting.region)
    people = [person(Role.INSTITUTION, institution), person(Role.PROVINCE, province)]
    person(Role.ADMINISTRATOR, province)

    invite(meeting, institution, province)

    assert told("invited_field") == {each.user_id for each in people}
    notice = Notice.objects.filter(event__startswith="invited_field").first()
    assert notice.path == reverse("actions:invitation", args=[meeting.pk])
    assert acts() == ["invited_field"]


def test_who_was_invited_is_not_invited_again(meeting):
    first, second = (an_institution(meeting.region, confirmed=True) for _ in range(2))
    invite(meeting, first)

    guests = invite(meeting, first, second)

    assert [guest.organisation_id for guest in guests] == [second.pk]
    assert Guest.objects.count() == 2


@pytest.mark.parametrize("who", ["unconfirmed", "refused", "elsewhere", "municipality"])
def test_who_is_not_known_is_not_invited(meeting, who):
    stranger = {
        "unconfirmed": lambda: an_institution(meeting.region),
        "refused": lambda: an_institution(meeting.region, refused=True),
        "elsewhere": lambda: an_institution(RegionFactory(), confirmed=True),
        "municipality": lambda: MunicipalityFactory(region=meeting.region),
    }[who]()

    assert refused(invite, meeting, stranger) == [B.NOT_INVITABLE]
    assert not Guest.objects.exists()


def test_nobody_is_no_invitation_and_after_the_start_neither(meeting):
    institution = an_institution(meeting.region, confirmed=True)

    assert refused(invite, meeting) == [B.NOBODY]
    assert refused(invite, meeting, institution, at=meeting.starts_at) == [B.BEGUN]


def test_another_answer_is_another_row_until_it_begins(meeting):
    guest = a_guest(meeting)

    reply(guest)
    reply(guest)
    reply(guest, ReplyDraft(is_coming=False, people=3))

    assert list(Reply.objects.values_list("is_coming", "people")) == [(True, 2), (False, 0)]
    assert acts() == ["replied_to_invitation"] * 2
    assert refused(reply, guest, at=meeting.starts_at) == [B.TOO_LATE]


def test_nobody_answers_for_another_organisation(meeting):
    guest, other = a_guest(meeting), a_guest(meeting)

    assert refused(reply, guest, who=of(other)) == [B.OTHER_ORGANISATION]
    with pytest.raises(ProgrammingError, match="own people only"), transaction.atomic():
        Reply.objects.create(
            guest=guest, is_coming=True, people=1, replied_at=NOW, replied_by=of(other).user
        )


def test_attendance_is_kept_by_its_last_row(meeting):
    first, second = a_guest(meeting), a_guest(meeting)
    record = {"by": by(meeting), "at": meeting.starts_at}

    services.record_attendance(meeting, there={first.pk: True, second.pk: False}, **record)
    services.record_attendance(meeting, there={first.pk: True, second.pk: True}, **record)

    rows = Attendance.objects.values_list("guest", "was_there")
    assert list(rows) == [(first.pk, True), (second.pk, False), (second.pk, True)]
    assert acts() == ["recorded_attendance"] * 2


def test_attendance_is_of_guests_of_this_meeting_after_its_start(meeting):
    guest, stranger = a_guest(meeting), a_guest(MeetingFactory(region=meeting.region))
    record = {"by": by(meeting), "at": meeting.starts_at}

    act = services.record_attendance
    assert refused(act, meeting, there={stranger.pk: True}, **record) == [B.NO_GUEST]
    early = record | {"at": meeting.starts_at - timedelta(seconds=1)}
    assert refused(act, meeting, there={guest.pk: True}, **early) == [B.NOT_YET]


def test_a_report_is_told_once_and_written_again_as_a_new_row(meeting):
    guest = of(a_guest(meeting))

    first = write(meeting, "Kort verslag.")
    write(meeting, "Langer verslag.", seen=first.pk)

    assert list(MeetingReport.objects.values_list("text", flat=True)) == [
        "Kort verslag.",
        "Langer verslag.",
    ]
    assert told("reported_meeting") == {guest.user_id}
    assert Notice.objects.filter(event__startswith="reported_meeting").count() == 1


def test_a_report_of_somebody_else_is_not_written_over_unseen(meeting):
    theirs = write(meeting, "Van een ander.")

    with pytest.raises(services.Overtaken) as overtaken:
        write(meeting, "Van mij.")

    assert overtaken.value.theirs == theirs
    assert MeetingReport.objects.count() == 1


def test_what_came_out_is_kept_with_its_action_once(meeting):
    action = ActionFactory(theme__profile__region=meeting.region)
    record = {"action": action, "by": by(meeting), "at": meeting.starts_at}

    services.record_harvest(meeting, text="Deel de repetitieruimte.", **record)
    services.record_harvest(meeting, text="Deel de repetitieruimte.", **record)

    assert [(kept.meeting, kept.action) for kept in Harvest.objects.all()] == [(meeting, action)]
    entry = Entry.objects.get(act="recorded_harvest")
    assert (entry.object_type, entry.object_id) == ("actions.action", str(action.pk))
    early = record | {"at": NOW}
    assert refused(services.record_harvest, meeting, text="Te vroeg.", **early) == [B.NOT_YET]


def test_a_partner_can_be_invited(meeting):
    partner = ProvinceFactory(region=meeting.region, kind=OrganisationKind.PARTNER)

    assert [guest.organisation_id for guest in invite(meeting, partner)] == [partner.pk]
