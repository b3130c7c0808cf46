"""What the pages about the bundle show."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import Proposal, ProposalVersion
from decisions.rules.coalition import Position, standing
from decisions.rules.road import road_at
from jobs.models import Job, State
from municipalities.models import Membership
from submissions.models import Part, Submission
from submissions.rules import Blocker, blockers_to_freeze
from trail.selectors import Line, history_of


@dataclass(frozen=True, slots=True)
class SubmissionsPage:
    """`offering` of `parties` municipalities offer the profile now."""

    proposal: Proposal
    version: ProposalVersion | None
    submissions: list[Submission]
    offering: int
    parties: int
    blockers: list[Blocker]


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    submission: Submission
    job: Job
    parts: list[Part]
    history: list[Line]

    @property
    def is_busy(self) -> bool:
        return self.job.state in {State.WAITING, State.RUNNING}

    @property
    def has_failed(self) -> bool:
        return self.job.state is State.FAILED


def submissions_page(proposal: Proposal, *, viewer: Membership, at: datetime) -> SubmissionsPage:
    """Return the bundles of a proposal, latest first, and whether a new one can be frozen."""
    version = proposal.standing_version
    roads = [road_at(r, at=at) for r in proposal.ratifications.with_facts()]
    offering = sum(standing(road).position is Position.OFFERS for road in roads)
    return SubmissionsPage(
        proposal=proposal,
        version=version,
        submissions=list(
            Submission.objects.filter(version__proposal=proposal)
            .select_related("version__proposal", "frozen_by")
            .order_by("-frozen_at")
        ),
        offering=offering,
        parties=len(roads),
        blockers=blockers_to_freeze(
            version, is_offered=version.offers.exists(), offering=offering, by=viewer
        )
        if version
        else [Blocker.NOT_FROZEN],
    )


def submission_page(submission: Submission) -> SubmissionPage:
    """Return one bundle: how far its making is, or what it consists of."""
    return SubmissionPage(
        submission=submission,
        job=Job.objects.get(key=submission.job_key),
        parts=list(submission.parts.all()),
        history=history_of(submission),
    )
