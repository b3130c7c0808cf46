"""Rounds that can be offered to the ministry: a small profile, decided on, and its bundles."""

from datetime import date

from actions.models import Action
from decisions.models import Outcome, Proposal
from jobs.models import Job
from profiles.models import Ambition, Chapter, Milestone, Profile, Theme
from submissions import services
from submissions.models import Submission
from tests.factories.decisions import NOW, ProposalFactory, coordinator, offered, travelled
from tests.factories.people import MunicipalityFactory

AGREED = {"outcome": Outcome.AGREED}
READY = {"outcome": Outcome.AGREED, "mayor": Outcome.AGREED, "authorised": True}
SIGNED = READY | {"signed": True}


def write_profile(profile: Profile) -> Profile:
    """Give the profile one of each thing that it can hold, and one action."""
    Chapter.objects.create(profile=profile, number=1, title="Visie", text="Ruimte voor makers.")
    theme = Theme.objects.create(profile=profile, number=1, title="Plaats", text="Hier begint het.")
    Ambition.objects.create(theme=theme, number=2, title="Dichtbij", text="In elk dorp.")
    Milestone.objects.create(
        profile=profile, on=date(2019, 4, 1), shown_as="voorjaar 2019", title="Advies"
    )
    Action.objects.create(theme=theme, number="1.1", title="Atelier", text="Open.", position=1)
    return profile


def a_round(*roads: dict[str, object], **facts: object) -> Proposal:
    """Return an offered proposal with a municipality for each of these roads; see `travelled`."""
    proposal = ProposalFactory(**facts)
    region = proposal.profile.region
    write_profile(proposal.profile)
    coordinator(region)
    MunicipalityFactory.create_batch(len(roads) - 1, region=region)
    offered(proposal)
    for ratification, road in zip(proposal.ratifications.order_by("pk"), roads, strict=True):
        travelled(ratification, **road)
    return proposal


def a_submission(proposal: Proposal | None = None, *, at=NOW) -> Submission:
    """Return a bundle that was frozen and waits for its worker."""
    proposal = proposal or a_round(AGREED)
    by = coordinator(proposal.profile.region)
    return services.freeze(proposal.versions.last(), by=by, at=at)


def a_failed_submission(error: str = "Het onderdeel ‘Visie’ is te groot.") -> Submission:
    """Return a bundle that could not be made, with the sentence that says why."""
    submission = a_submission()
    Job.objects.filter(key=submission.job_key).update(
        failed_at=NOW, error=error, attempts=1, fence=1
    )
    return submission
