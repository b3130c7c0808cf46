from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from jobs.models import Job, State

LATER = timezone.now() + timedelta(hours=1)
EARLIER = timezone.now() - timedelta(hours=1)
CLAIMED = {"attempts": 1, "fence": 1, "worker": "host:1"}

STATES = [
    ({}, State.WAITING, "waiting", True),
    ({"ready_by": LATER}, State.WAITING, "waiting", False),
    ({**CLAIMED, "error": "Ging mis."}, State.WAITING, "waiting", True),
    ({**CLAIMED, "lease_until": LATER}, State.RUNNING, "leased", False),
    ({**CLAIMED, "lease_until": EARLIER}, State.RUNNING, "abandoned", True),
    ({**CLAIMED, "lease_until": EARLIER, "ready_by": LATER}, State.RUNNING, "abandoned", True),
    ({**CLAIMED, "finished_at": EARLIER}, State.DONE, "done", False),
    ({**CLAIMED, "failed_at": EARLIER, "error": "Ging mis."}, State.FAILED, "failed", False),
]
ADJECTIVES = ["waiting", "leased", "abandoned", "done", "failed"]

IMPOSSIBLE = [
    ("job_finished_or_failed_not_both", {"finished_at": LATER, "failed_at": LATER, "error": "!"}),
    ("job_leased_only_while_open", {**CLAIMED, "lease_until": LATER, "finished_at": LATER}),
    (
        "job_leased_only_while_open",
        {**CLAIMED, "lease_until": LATER, "failed_at": LATER, "error": "!"},
    ),
    ("job_leased_by_a_worker", {**CLAIMED, "lease_until": LATER, "worker": ""}),
    ("job_leased_by_a_worker", {**CLAIMED, "lease_until": LATER, "attempts": 0}),
    ("job_failed_with_a_reason", {**CLAIMED, "failed_at": LATER}),
    ("job_attempts_counted", {"attempts": 4, "fence": 4}),
    ("job_attempts_counted", {"attempts": 2, "fence": 1}),
    ("job_progress_within_total", {"progress_done": 2, "progress_total": 1}),
]


@pytest.mark.parametrize(("facts", "state", "adjective", "is_ready"), STATES)
def test_state_adjective_and_readiness_agree(make_job, facts, state, adjective, is_ready):
    job = make_job(**facts)

    assert job.state is state
    assert job.is_over == (state in {State.DONE, State.FAILED})
    assert [name for name in ADJECTIVES if getattr(Job.objects, name)().exists()] == [adjective]
    assert Job.objects.ready().exists() == is_ready


@pytest.mark.parametrize(("constraint", "facts"), IMPOSSIBLE)
def test_database_refuses_what_cannot_be(make_job, constraint, facts):
    with pytest.raises(IntegrityError, match=constraint):
        make_job(**facts)


def test_every_constraint_is_tried():
    tried = {constraint for constraint, _ in IMPOSSIBLE}

    assert tried == {constraint.name for constraint in Job._meta.constraints}


def test_key_is_there_once(make_job):
    make_job(key="bundle/1")

    with pytest.raises(IntegrityError):
        make_job(key="bundle/1")


def test_longest_ready_job_comes_first(make_job):
    make_job(key="later")
    make_job(key="sooner", ready_by=EARLIER)

    assert [job.key for job in Job.objects.ready()] == ["sooner", "later"]


def test_new_job_is_ready_by_the_clock_of_the_database(make_job):
    make_job(created_at=LATER)

    assert Job.objects.ready().exists()


def test_finding_work_does_not_read_what_is_over(make_job):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'job_open'")
        [[definition]] = cursor.fetchall()

    assert definition.endswith("WHERE ((failed_at IS NULL) AND (finished_at IS NULL))")


def test_job_says_its_key_and_state(make_job):
    assert str(make_job(key="bundle/1")) == "bundle/1 (wacht)"
