from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from jobs.models import Job, State
from jobs.services import CannotRetry, enqueue, retry
from tests.factories.people import MembershipFactory
from trail.models import Entry

AT = datetime(2018, 10, 2, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_enqueue_writes_the_job_and_wakes_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as wake_ups:
        job = enqueue(kind="bundle", key="bundle/1", at=AT)

    job.refresh_from_db()
    assert (job.kind, job.key, job.created_at) == ("bundle", "bundle/1", AT)
    assert job.state is State.WAITING
    assert len(wake_ups) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("over", [{}, {"finished_at": AT}])
def test_same_key_is_the_same_job(django_capture_on_commit_callbacks, over):
    first = enqueue(kind="bundle", key="bundle/1", at=AT)
    Job.objects.update(**over)

    with django_capture_on_commit_callbacks() as wake_ups:
        second = enqueue(kind="bundle", key="bundle/1", at=AT)

    assert second == first
    assert second.state is (State.DONE if over else State.WAITING)
    assert wake_ups == []


@pytest.mark.django_db
def test_key_of_another_kind_is_refused():
    enqueue(kind="bundle", key="1", at=AT)

    with pytest.raises(IntegrityError):
        enqueue(kind="mail", key="1", at=AT)


@pytest.mark.django_db
def test_job_goes_with_its_cause(django_capture_on_commit_callbacks):
    def fail_after_queueing():
        with transaction.atomic():
            enqueue(kind="bundle", key="bundle/1", at=AT)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks() as wake_ups, pytest.raises(ZeroDivisionError):
        fail_after_queueing()

    assert not Job.objects.exists()
    assert wake_ups == []


def test_failed_job_gets_three_new_attempts(make_job, django_capture_on_commit_callbacks):
    job = make_job(failed_at=AT, error="De bijlage is leeg.", attempts=3, fence=3)

    with django_capture_on_commit_callbacks() as wake_ups:
        retry(job, by=None, at=AT)

    job.refresh_from_db()
    assert job.state is State.WAITING
    assert (job.attempts, job.fence, job.error) == (0, 3, "")
    assert len(wake_ups) == 1
    entry = Entry.objects.get()
    assert (entry.act, entry.at, entry.object_id) == ("retried", AT, str(job.pk))
    assert "De bijlage is leeg." in entry.facts


@pytest.mark.parametrize("facts", [{}, {"finished_at": AT}])
def test_only_a_failed_job_is_tried_again(make_job, facts):
    job = make_job(**facts)

    with pytest.raises(CannotRetry, match="niet mislukt"):
        retry(job, by=None, at=AT)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_job_remembers_who_asked_for_it():
    by = MembershipFactory()

    asked = enqueue(kind="bundle", key="bundle/1", at=AT, by=by)
    by_nobody = enqueue(kind="bundle", key="bundle/2", at=AT)

    assert (asked.asked_by, by_nobody.asked_by) == (by.user, None)


@pytest.mark.django_db
def test_who_asks_for_the_same_later_did_not_ask_first():
    first = enqueue(kind="bundle", key="bundle/1", at=AT, by=MembershipFactory())

    second = enqueue(kind="bundle", key="bundle/1", at=AT, by=MembershipFactory())

    assert second.asked_by == first.asked_by


@pytest.mark.parametrize("by_somebody", [True, False])
def test_a_retry_is_asked_for_by_who_retries(make_job, by_somebody):
    first, second = MembershipFactory.create_batch(2)
    job = make_job(failed_at=AT, error="Ging mis.", asked_by=first.user)

    retried = retry(job, by=second if by_somebody else None, at=AT)

    assert retried.asked_by == (second if by_somebody else first).user
