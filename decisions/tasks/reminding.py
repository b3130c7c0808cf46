"""Reminding people of what only they can do."""

from collections import defaultdict
from datetime import date, datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from decisions.emails import reminder_body
from decisions.models import Proposal
from decisions.rules.embargo import embargo_moment
from decisions.rules.reminders import Reminder, due_reminders, recipients, reminders_for
from dutch.moments import local_date
from jobs.services import enqueue
from jobs.tasks import Claim, work
from municipalities.models import Membership
from notices.models import Kind, Notice
from notices.services import tell


@shared_task(name="decisions.remind_hourly")
def remind_hourly() -> None:
    """Queue the reminders of this hour; beat asks more often, so that an hour is seldom missed."""
    now = timezone.now()
    enqueue(kind="reminders", key=f"reminders:{now:%Y-%m-%dT%H}", at=now)


@work("reminders")
def send_reminders(claim: Claim) -> None:
    """Send what fell due, however long ago nobody was there to do it: all of it, or nothing."""
    now = timezone.now()
    with claim.completing(at=now):
        remind(at=now)


def remind(*, at: datetime) -> None:
    """Tell everybody once what is due at that moment."""
    for proposal in Proposal.objects.to_remind(at).order_by("pk"):
        _remind_of(proposal, at=at)


@transaction.atomic
def _remind_of(proposal: Proposal, *, at: datetime) -> None:
    """Tell what is due for one proposal; two that run at once take turns."""
    Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    ratifications = proposal.ratifications.with_plan()
    planned = reminders_for(ratifications, embargo_at=embargo_moment(proposal, at=at), at=at)
    due = due_reminders(planned, at=at)
    people = people_under(proposal, on=local_date(at))
    told = already_told(due)
    for reminder in due:
        if new := recipients(reminder, people) - told[reminder.event]:
            _tell(reminder, new, at=at)


def people_under(proposal: Proposal, *, on: date) -> list[Membership]:
    """Return the roles that count on that day at the municipalities under the proposal."""
    current = Membership.objects.current(on).filter(user__is_active=True)
    municipalities = proposal.ratifications.values("municipality")
    return list(current.filter(organisation__in=municipalities).order_by("pk"))


def already_told(reminders: list[Reminder]) -> dict[str, set[int]]:
    """Return who knows already (ids of users), by event."""
    known = Notice.objects.filter(event__in=[reminder.event for reminder in reminders])
    told = defaultdict(set)
    for event, recipient in known.values_list("event", "recipient"):
        told[event].add(recipient)
    return told


def _tell(reminder: Reminder, people: set[int], *, at: datetime) -> None:
    tell(
        event=reminder.event,
        kind=Kind.REMINDER,
        recipients=people,
        subject=reminder.subject,
        path=reminder.path,
        at=at,
        body=reminder_body(reminder),
    )
