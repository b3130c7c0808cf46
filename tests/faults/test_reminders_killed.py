"""A worker that dies while it sends reminders, and a portal that was down for days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from decisions.tasks import remind_hourly
from jobs.models import Job, State
from municipalities.models import Role
from notices.models import Kind, Mail, Notice
from tests.factories.decisions import ProposalFactory, offered
from tests.factories.people import MembershipFactory
from tests.faults.parts import fresh, until
from tests.notices.post_office import PostOffice

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)


@pytest.fixture
def office(monkeypatch):
    opened = PostOffice()
    monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{opened.port}")
    yield opened
    opened.shut()


@pytest.fixture
def two_who_wait():
    """Two people of a municipality that was offered a proposal a week ago and said nothing."""
    now = timezone.now()
    proposal = ProposalFactory(closes_at=now + 90 * DAY)
    offered(proposal, at=now - 7 * DAY, embargo_at=now + 80 * DAY)
    municipality = proposal.ratifications.get().municipality
    for role in (Role.OFFICIAL, Role.SECRETARY):
        MembershipFactory(role=role, organisation=municipality)


def reminded(office):
    """Return who got a reminder, as often as it was delivered."""
    mails = [mail for mail in office.mails if mail["Subject"].startswith("Herinnering")]
    return sorted(mail["To"] for mail in mails)


@pytest.mark.usefixtures("two_who_wait")
@pytest.mark.parametrize("failpoint", ["after_claim", "before_complete", "after_commit"])
def test_a_worker_that_dies_halfway_leaves_each_reminder_to_be_sent_once(
    office, start_worker, failpoint
):
    remind_hourly()
    job = Job.objects.get(kind="reminders")
    doomed = start_worker(FAILPOINT=failpoint)
    until(lambda: doomed.is_gone)
    start_worker()

    until(lambda: fresh(job).is_over)
    until(lambda: not Mail.objects.filter(sent_at=None).exists())
    remind_hourly()

    assert job.state is State.DONE
    notices = Notice.objects.filter(kind=Kind.REMINDER)
    assert notices.count() == Mail.objects.filter(key__startswith="reminder:").count() == 2
    assert len(reminded(office)) == len(set(reminded(office))) == 2
