"""What the portal will mail to whom and when about a proposal, and what it has mailed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from decisions.emails import reminder_body
from decisions.models import Proposal
from decisions.rules.embargo import embargo_moment
from decisions.rules.reminders import Reminder, due_reminders, recipients, reminders_for
from decisions.tasks import already_told, people_under
from dutch.moments import local_date
from municipalities.access import may
from municipalities.models import Membership, Role
from notices.models import Kind, Mail, Notice
from notices.services import mail_key


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder as it will go out: to how many people in which roles, in which words."""

    reminder: Reminder
    roles: list[str]
    people: int
    body: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """One reminder that was left in the portal, and how many of its mails have gone."""

    municipality: str
    subject: str
    told_at: datetime
    people: int
    mails: int
    mails_sent: int


@dataclass(frozen=True, slots=True)
class RemindersPage:
    proposal: Proposal
    planned: list[Planned]
    sent: list[Sent]


def reminders_page(proposal: Proposal, *, at: datetime) -> RemindersPage:
    """Return the reminders of all municipalities as the facts of that moment ask for them."""
    ratifications = list(proposal.ratifications.with_plan())
    found = reminders_for(ratifications, embargo_at=embargo_moment(proposal, at=at), at=at)
    people = people_under(proposal, on=local_date(at))
    told = already_told(found)
    due = {reminder.event for reminder in due_reminders(found, at=at)}
    planned = [
        _planned(reminder, people, told[reminder.event], is_due=reminder.event in due)
        for reminder in found
        if reminder.due_at > at or reminder.event in due
    ]
    paths = {r.get_absolute_url(): r.municipality.name for r in ratifications}
    return RemindersPage(
        proposal=proposal, planned=[each for each in planned if each.people], sent=_sent(paths)
    )


def _planned(
    reminder: Reminder, people: list[Membership], told: set[int], *, is_due: bool
) -> Planned:
    new = recipients(reminder, people) - told
    roles = {
        Role(m.role)
        for m in people
        if m.user_id in new
        and m.acting_organisation_id == reminder.municipality_id
        and may(m, reminder.permission)
    }
    return Planned(
        reminder=reminder,
        roles=[role.label for role in Role if role in roles],
        people=len(new),
        body=reminder_body(reminder),
        is_due=is_due,
    )


def _sent(paths: dict[str, str]) -> list[Sent]:
    """Return what was sent about these pages (path and name of the municipality), last first."""
    notices = Notice.objects.filter(kind=Kind.REMINDER, path__in=paths)
    lines: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices.order_by("-sent_at", "event", "pk"):
        lines[notice.event].append(notice)
    keys = [mail_key(notice) for told in lines.values() for notice in told]
    mails = dict(Mail.objects.filter(key__in=keys).values_list("key", "sent_at"))
    return [_sent_line(told, paths, mails) for told in lines.values()]


def _sent_line(
    told: list[Notice], paths: dict[str, str], mails: dict[str, datetime | None]
) -> Sent:
    first = told[-1]
    gone = [mails[key] for key in map(mail_key, told) if key in mails]
    return Sent(
        municipality=paths[first.path],
        subject=first.subject,
        told_at=first.sent_at,
        people=len(told),
        mails=len(gone),
        mails_sent=sum(at is not None for at in gone),
    )
