"""The worker or the web process dies at a named step: nothing is lost and nothing is done twice."""

import os
import subprocess
import sys

import pytest
from django.utils import timezone

from jobs.models import Job, State
from jobs.services import enqueue
from tests.faults.parts import ROOT, fresh, until

pytestmark = pytest.mark.faults

ENQUEUE = """
import django; django.setup()
from django.utils import timezone
from jobs.services import enqueue
enqueue(kind="quick", key="one", at=timezone.now())
"""


@pytest.mark.parametrize("name", ["after_claim", "after_report", "before_complete", "after_commit"])
def test_worker_dies(name, start_worker, effects):
    job = enqueue(kind="quick", key="one", at=timezone.now())
    doomed = start_worker(FAILPOINT=name)
    until(lambda: doomed.is_gone)
    start_worker()

    until(lambda: fresh(job).is_over)

    assert job.state is State.DONE
    assert len(effects()) == 1


def test_web_process_dies_after_its_commit(start_worker, effects, broker):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cultuurregio.settings",
        "FAILPOINT": "before_wake",
    }
    died = subprocess.run(  # our own script
        [sys.executable, "-c", ENQUEUE], env=environment, cwd=ROOT, check=False
    )
    assert died.returncode == -9
    assert broker.queued() == 0

    start_worker()

    until(lambda: Job.objects.done().exists())
    assert len(effects()) == 1
