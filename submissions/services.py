"""What happens to a bundle for the ministry."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from decisions.models import ProposalVersion
from decisions.services import locked_roads
from jobs.models import Job
from jobs.services import enqueue
from jobs.services import retry as retry_job
from municipalities.models import Membership
from submissions.bundle.collect import collect
from submissions.bundle.contents import snapshot_sha256, to_snapshot
from submissions.models import Submission
from submissions.rules import Blocker, blockers_to_freeze
from trail.services import record


class CannotFreeze(Exception):
    """There is nothing yet to offer; the message says why."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__(" ".join(str(blocker.label) for blocker in blockers))
        self.blockers = list(blockers)


@transaction.atomic
def freeze(version: ProposalVersion, *, by: Membership, at: datetime) -> Submission:
    """
    Keep what is known now as the contents of a bundle, and queue the making of its PDF.

    Acts of colleges wait until the snapshot is whole. :raises CannotFreeze: if nobody offers.
    """
    at = locked_roads(version.proposal_id, at=at)
    number = Submission.objects.filter(version__proposal=version.proposal_id).count() + 1
    is_offered = version.offers.exists()
    contents = collect(version, number=number, by=by, at=at) if is_offered else None
    offering = sum(party.offers for party in contents.parties) if contents else 0
    if blockers := blockers_to_freeze(version, is_offered=is_offered, offering=offering, by=by):
        raise CannotFreeze(blockers)
    assert contents is not None
    snapshot = to_snapshot(contents)
    submission = Submission.objects.create(
        version=version,
        number=number,
        snapshot=snapshot,
        sha256=snapshot_sha256(snapshot),
        frozen_at=at,
        frozen_by=by.user,
    )
    enqueue(kind="bundle", key=submission.job_key, at=at, by=by)
    record(
        act="froze_bundle",
        sentence=f"Bundel {number} bevroren: {offering} gemeenten bieden aan.",
        of=submission,
        by=by,
        at=at,
        sha256=submission.sha256,
        facts={"offering": [p.code for p in contents.parties if p.offers]},
        rows=[submission],
    )
    return submission


def retry(submission: Submission, *, by: Membership, at: datetime) -> None:
    """Try again to make a bundle that failed. :raises jobs.services.CannotRetry: if it did not."""
    retry_job(Job.objects.get(key=submission.job_key), by=by, at=at)
