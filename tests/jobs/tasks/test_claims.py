from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import Job, State
from jobs.tasks import LeaseLost
from jobs.tasks.claims import STOPPED, claim

AT = datetime(2018, 10, 2, 12, tzinfo=UTC)
EARLIER = timezone.now() - timedelta(hours=1)


def expire_leases():
    Job.objects.update(lease_until=EARLIER)


def test_claim_holds_the_job_for_one_lease(make_job, settings):
    settings.JOB_LEASE_SECONDS = 60
    job = make_job(key="bundle/1")

    claimed = claim(job.pk)

    job.refresh_from_db()
    assert (claimed.key, claimed.kind, claimed.fence, claimed.attempt) == ("bundle/1", "test", 1, 1)
    assert job.state is State.RUNNING
    assert job.worker.rpartition(":")[2].isdigit()
    assert timedelta(seconds=50) < job.lease_until - timezone.now() <= timedelta(seconds=60)


def test_held_job_is_not_claimed_again(make_job):
    job = make_job()
    claim(job.pk)

    assert claim(job.pk) is None


def test_abandoned_job_is_claimed_with_a_higher_fence(make_job):
    job = make_job()
    claim(job.pk)
    expire_leases()

    second = claim(job.pk)

    assert (second.fence, second.attempt) == (2, 2)


def test_job_that_stopped_three_workers_fails(make_job):
    job = make_job()
    for _ in range(3):
        assert claim(job.pk)
        expire_leases()

    assert claim(job.pk) is None

    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (State.FAILED, STOPPED, 3)


def test_report_saves_progress_and_renews_the_lease(make_job):
    job = make_job()
    claimed = claim(job.pk)
    expire_leases()

    claimed.report(done=3, total=14, note="Almelo")

    job.refresh_from_db()
    assert (job.progress_done, job.progress_total, job.progress_note) == (3, 14, "Almelo")
    assert job.lease_until > timezone.now()


def test_long_note_is_cut_for_the_page(make_job):
    job = make_job()

    claim(job.pk).report(done=1, total=1, note="a" * 300)

    job.refresh_from_db()
    assert job.progress_note == "a" * 200


def test_report_tells_who_watches(make_job):
    seen = []
    claimed = claim(make_job().pk)
    claimed.watch = lambda *progress: seen.append(progress)

    claimed.report(done=3, total=14, note="Almelo")

    assert seen == [(3, 14, "Almelo")]


def test_completing_writes_the_effect_and_done_together(make_job):
    job = make_job(error="Ging eerder mis.")
    claimed = claim(job.pk)

    with claimed.completing(at=AT):
        make_job(key="effect")

    job.refresh_from_db()
    assert (job.state, job.finished_at, job.error) == (State.DONE, AT, "")
    assert Job.objects.filter(key="effect").exists()
    assert claimed.is_completed


def test_error_while_completing_writes_neither(make_job):
    job = make_job()
    claimed = claim(job.pk)

    def break_halfway():
        with claimed.completing(at=AT):
            make_job(key="effect")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_halfway()

    job.refresh_from_db()
    assert job.state is State.RUNNING
    assert not Job.objects.filter(key="effect").exists()
    assert not claimed.is_completed


def complete(claimed):
    with claimed.completing(at=AT):
        pytest.fail("wrote without the lease")


@pytest.mark.parametrize(
    "write", [complete, lambda claimed: claimed.report(done=1, total=1)], ids=["complete", "report"]
)
@pytest.mark.parametrize("how", ["taken over", "finished", "failed", "waiting again"])
def test_lost_claim_writes_nothing(make_job, write, how):
    job = make_job()
    old = claim(job.pk)
    expire_leases()
    new = claim(job.pk)
    if how == "finished":
        with new.completing(at=AT):
            pass
    elif how == "failed":
        new.fail("Ging mis.")
    elif how == "waiting again":
        new.try_again("Ging mis.")
    before = Job.objects.values().get(pk=job.pk)

    with pytest.raises(LeaseLost):
        write(old)
    old.fail("Van de oude.")
    old.try_again("Van de oude.")

    assert Job.objects.values().get(pk=job.pk) == before


def test_claim_that_completed_cannot_write_again(make_job):
    job = make_job()
    claimed = claim(job.pk)
    with claimed.completing(at=AT):
        pass

    claimed.fail("Te laat.")

    with pytest.raises(LeaseLost):
        complete(claimed)
    job.refresh_from_db()
    assert job.state is State.DONE


def test_each_attempt_waits_longer_and_the_third_was_the_last(make_job, settings):
    settings.JOB_SWEEP_SECONDS = 4
    job = make_job()
    pauses = []

    for _ in range(3):
        Job.objects.update(ready_by=EARLIER)
        claim(job.pk).try_again("Ging mis.")
        job.refresh_from_db()
        pauses.append(round((job.ready_by - timezone.now()).total_seconds()))

    assert pauses[:2] == [8, 16]
    assert (job.state, job.error) == (State.FAILED, "Ging mis.")


def test_silent_writer_loses_its_locks_after_one_lease(make_job, settings):
    settings.JOB_LEASE_SECONDS = 20
    claimed = claim(make_job().pk)

    with claimed.completing(at=AT), connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("20s",)


def test_waiting_costs_no_attempt_and_lasts_as_long_as_asked(make_job):
    job = make_job()

    for _ in range(4):
        Job.objects.update(ready_by=EARLIER)
        claim(job.pk).wait("De mailserver antwoordt niet.", seconds=60)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.fence) == (State.WAITING, 0, 4)
    assert job.error == "De mailserver antwoordt niet."
    assert timedelta(seconds=55) < job.ready_by - timezone.now() <= timedelta(seconds=60)


def test_attempts_that_went_wrong_still_count_after_waiting(make_job):
    job = make_job()
    claim(job.pk).try_again("Ging mis.")
    Job.objects.update(ready_by=EARLIER)

    claim(job.pk).wait("De mailserver antwoordt niet.", seconds=60)

    job.refresh_from_db()
    assert job.attempts == 1


def test_a_lost_claim_does_not_make_the_job_wait(make_job):
    job = make_job()
    old = claim(job.pk)
    expire_leases()
    claim(job.pk)
    before = Job.objects.values().get(pk=job.pk)

    old.wait("Van de oude.", seconds=60)

    assert Job.objects.values().get(pk=job.pk) == before
