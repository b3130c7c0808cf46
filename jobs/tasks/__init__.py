"""
Background work as the apps see it: register with `@work`, get a `Claim`, report, complete.

The modules read from bottom to top: failpoints, claims, running, waking.
"""

from jobs.tasks.claims import Claim, LeaseLost
from jobs.tasks.failpoints import failpoint
from jobs.tasks.running import NotNow, WorkRefused, run_job, work, work_off
from jobs.tasks.waking import sweep, wake_after_commit

__all__ = [
    "Claim",
    "LeaseLost",
    "NotNow",
    "WorkRefused",
    "failpoint",
    "run_job",
    "sweep",
    "wake_after_commit",
    "work",
    "work_off",
]
