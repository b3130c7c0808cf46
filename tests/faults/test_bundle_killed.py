"""A worker that dies while it makes a real bundle: another finishes it, to the same bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from files import store
from jobs.models import Job, State
from submissions.bundle.build import build
from submissions.bundle.contents import from_snapshot
from submissions.models import Rendered, Submission
from tests.factories.submissions import READY, a_round, a_submission
from tests.faults.parts import Worker, fresh, until
from trail.models import Entry

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

PARTS = 9
FAILPOINTS = ["after_claim", "after_report", "before_complete", "after_commit"]
TRUE = ("JOB_LEASE_SECONDS", "JOB_SWEEP_SECONDS")


@pytest.fixture
def files(committed, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Share one folder of files between this process and the workers."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return tmp_path / "files"


@pytest.fixture
def submit(files: Path, broker) -> Callable[[], Submission]:
    """Return the act that freezes a bundle, for the moment at which the workers are there."""
    return lambda: a_submission(a_round(READY, READY, {}))


@pytest.fixture
def start_true_worker(
    broker, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Worker]]:
    """Start workers with the lease and sweep that the settings have by themselves."""
    for name in TRUE:
        monkeypatch.delenv(name, raising=False)
    workers: list[Worker] = []

    def start(name: str) -> Worker:
        workers.append(Worker(log=tmp_path / f"{name}.log"))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()


def undisturbed(submission: Submission) -> bytes:
    """Return the bundle of the same snapshot, built here without any part of before."""
    return build(
        from_snapshot(submission.snapshot),
        snapshot_sha256=submission.sha256,
        cached=lambda _: None,
        keep=lambda *_: None,
        report=lambda *_: None,
    ).pdf


def job_of(submission: Submission) -> Job:
    return Job.objects.get(key=submission.job_key)


def assert_made_once(submission: Submission) -> None:
    submission.refresh_from_db()
    assert job_of(submission).state is State.DONE
    assert submission.parts.count() == PARTS
    assert Entry.objects.filter(act="made_bundle").count() == 1


def test_another_worker_finishes_a_killed_bundle_within_35_seconds(submit, start_true_worker):
    other = start_true_worker("other")
    until(lambda: other.is_ready)
    other.freeze()
    submission = submit()
    job = job_of(submission)
    doomed = start_true_worker("doomed")
    until(lambda: fresh(job).progress_done >= 2, seconds=120)
    rendered = Rendered.objects.count()
    other.thaw()

    doomed.kill()
    took = until(lambda: fresh(job).is_over, seconds=60)

    assert took <= 35
    assert rendered >= 2
    assert job.worker.endswith(f":{other.pid}")
    assert (job.attempts, job.fence) == (2, 2)
    assert_made_once(submission)
    assert store.get(submission.bundle_sha256) == undisturbed(submission)


def test_the_true_settings_leave_room_within_35_seconds():
    """Take the worst case: killed right after a renewal, found at the end of a sweep."""
    assert settings.JOB_LEASE_SECONDS + 2 * settings.JOB_SWEEP_SECONDS <= 30


@pytest.mark.parametrize("name", FAILPOINTS)
def test_a_bundle_survives_death_at_every_failpoint(name, submit, start_worker):
    submission = submit()
    job = job_of(submission)
    doomed = start_worker(FAILPOINT=name)
    until(lambda: doomed.is_gone, seconds=120)
    start_worker()

    until(lambda: fresh(job).is_over, seconds=120)

    assert job.attempts == (1 if name == "after_commit" else 2)
    assert_made_once(submission)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM submissions_part")
        assert cursor.fetchone() == (PARTS,)


def test_every_failpoint_of_a_worker_is_tried():
    named = {
        line.split('failpoint("')[1].split('"')[0]
        for path in (settings.BASE_DIR / "jobs").rglob("*.py")
        for line in path.read_text().splitlines()
        if 'failpoint("' in line
    }

    assert named == {*FAILPOINTS, "before_wake"}
