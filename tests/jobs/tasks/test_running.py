import logging
from datetime import UTC, datetime

import pytest

from jobs.models import Job, State
from jobs.tasks import LeaseLost, NotNow, WorkRefused, run_job, work, work_off
from jobs.tasks.running import WENT_WRONG, WORK

AT = datetime(2018, 10, 2, 12, tzinfo=UTC)


def succeed(claim):
    with claim.completing(at=AT):
        pass


def test_work_is_registered_under_its_kind(monkeypatch):
    monkeypatch.setattr("jobs.tasks.running.WORK", registry := {})

    assert work("bundle")(succeed) is succeed
    assert registry == {"bundle": succeed}


def test_job_is_done_by_the_work_of_its_kind(make_job, register):
    job = make_job(kind="bundle")
    register(succeed, kind="bundle")

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.finished_at) == (State.DONE, AT)


def test_delivering_twice_does_it_once(make_job, register):
    job = make_job()
    seen = []
    register(lambda claim: (seen.append(claim.key), succeed(claim)))

    run_job(job.pk)
    run_job(job.pk)

    assert seen == [job.key]


def test_job_that_is_not_there_is_nobodys_problem(db):
    run_job(1)


def break_down(claim):
    raise ZeroDivisionError


def forget_to_complete(claim):
    claim.report(done=1, total=1)


@pytest.mark.parametrize(
    ("broken", "logged"),
    [(break_down, "ZeroDivisionError"), (forget_to_complete, "NotCompleted"), (None, "KeyError")],
)
def test_error_is_logged_in_full_and_told_in_dutch(make_job, register, caplog, broken, logged):
    job = make_job()
    if broken:
        register(broken)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (State.WAITING, WENT_WRONG, 1)
    assert logged in caplog.text
    assert "Traceback" in caplog.text


def test_refused_work_is_not_tried_again(make_job, register):
    job = make_job()

    def refuse(claim):
        raise WorkRefused("De bijlage is leeg.")

    register(refuse)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "De bijlage is leeg.")


def test_lost_lease_is_no_error(make_job, register, caplog):
    job = make_job()

    def lose(claim):
        Job.objects.update(fence=9)
        with pytest.raises(LeaseLost):
            claim.report(done=0, total=1)
        claim.report(done=0, total=1)

    register(lose)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (State.RUNNING, "")
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_work_off_runs_one_job_here_and_shows_its_progress(make_job, register):
    make_job(key="other")
    make_job(key="bundle/1")
    seen = []

    def report_and_succeed(claim):
        claim.report(done=1, total=2, note="Almelo")
        succeed(claim)

    register(report_and_succeed)

    job = work_off("bundle/1", watch=lambda *progress: seen.append(progress))

    assert job.state is State.DONE
    assert seen == [(1, 2, "Almelo")]
    assert Job.objects.waiting().get().key == "other"


def test_work_off_leaves_a_held_job_to_its_worker(make_job, register):
    make_job(key="bundle/1", ready_by=datetime(2100, 1, 1, tzinfo=UTC))
    register(break_down)

    assert work_off("bundle/1").attempts == 0


def test_no_work_of_the_tests_stays_behind():
    assert "test" not in WORK


def test_work_that_cannot_be_done_now_waits_without_an_error_in_the_log(make_job, register, caplog):
    job = make_job()

    def not_now(claim):
        raise NotNow("De mailserver antwoordt niet.", seconds=60)

    register(not_now)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 0)
    assert job.error == "De mailserver antwoordt niet."
    assert caplog.records == []
