import pytest
from django.utils import timezone

from jobs.models import Job
from jobs.tasks.running import WORK


@pytest.fixture
def make_job(db):
    """Return a maker of jobs; each fact of a state can be given."""

    def make(**facts) -> Job:
        usual = {"kind": "test", "key": f"job-{Job.objects.count()}", "created_at": timezone.now()}
        return Job.objects.create(**(usual | facts))

    return make


@pytest.fixture
def register(monkeypatch):
    """Return a way to register work for one test."""

    def for_this_test(function, kind="test"):
        monkeypatch.setitem(WORK, kind, function)

    return for_this_test
