"""A queued bundle and the role of who asked for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job, State
from jobs.tasks import work_off
from municipalities.models import Membership, Role
from submissions import services
from submissions.models import Submission
from submissions.tasks import NO_LONGER
from tests.factories.decisions import NOW, coordinator
from tests.factories.people import MembershipFactory, MunicipalityFactory
from tests.factories.submissions import a_submission

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def submission():
    return a_submission()


def asker(submission):
    return coordinator(submission.version.proposal.profile.region)


def end_role(membership):
    Membership.objects.filter(pk=membership.pk).update(valid_until=YESTERDAY)


def work_on(submission):
    job = work_off(submission.job_key)
    return job.state, job.error


def test_the_job_knows_who_asked(submission):
    assert Job.objects.get().asked_by == submission.frozen_by


def test_whose_role_has_ended_gets_no_bundle(submission):
    end_role(asker(submission))

    assert work_on(submission) == (State.FAILED, NO_LONGER)
    assert Submission.objects.get().bundle_sha256 == ""


def test_a_role_that_does_not_freeze_is_not_enough(submission):
    Membership.objects.filter(pk=asker(submission).pk).update(role=Role.SECRETARY)

    assert work_on(submission) == (State.FAILED, NO_LONGER)


def test_a_role_in_another_region_is_not_enough(submission):
    end_role(asker(submission))
    elsewhere = MunicipalityFactory()
    MembershipFactory(user=submission.frozen_by, organisation=elsewhere, role=Role.COORDINATOR)

    assert work_on(submission) == (State.FAILED, NO_LONGER)


def test_another_coordinator_can_have_it_made(submission):
    first = asker(submission)
    end_role(first)
    work_on(submission)
    second = MembershipFactory(organisation=first.organisation, role=Role.COORDINATOR)

    services.retry(submission, by=second, at=NOW)

    assert Job.objects.get().asked_by == second.user
    assert work_on(submission) == (State.DONE, "")


def test_work_that_nobody_asked_for_is_done(submission):
    Job.objects.update(asked_by=None)
    end_role(asker(submission))

    assert work_on(submission) == (State.DONE, "")
