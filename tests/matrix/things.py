"""What there is in the region, in every state, and how the test finds it."""

import time
from datetime import UTC, datetime
from enum import StrEnum

from allauth.usersessions.models import UserSession
from django.test import Client

from decisions.documents.writing import OfficeKind
from decisions.models import Organ, Outcome, Proposal
from decisions.selectors.papers import PaperKind
from jobs.models import Job
from jobs.services import enqueue
from municipalities.models import (
    Municipality,
    Organisation,
    Region,
    Role,
    User,
)
from notices.models import Notice
from profiles.models import Profile
from submissions import store
from submissions.models import Part, Submission
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    NOW,
    ProfileFactory,
    ProposalFactory,
    concept,
    coordinator,
    decide,
    offered,
    travelled,
)
from tests.factories.people import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
    person,
)
from tests.factories.submissions import write_profile

FAR = datetime(2099, 1, 1, tzinfo=UTC)
NOBODY = 987_654
LONG = 3600  # seconds that a proof of who somebody is lasts here
PDF = b"%PDF-1.7 de bundel"


NOTHING: dict[str, object] = {
    "profile": NOBODY,
    "proposal": NOBODY,
    "number": 1,
    "code": "GM9999",
    "organ": Organ.COLLEGE,
    "decision": NOBODY,
    "submission": NOBODY,
    "notice": NOBODY,
    "session": NOBODY,
    "role": NOBODY,
    "invitation": NOBODY,
    "institution": NOBODY,
    "kind": PaperKind.PROPOSAL,
    "office": OfficeKind.DOCX,
    "provider": "nergens",
    "token": "niets",
}
ALWAYS = {"number", "organ", "kind", "office", "token"}  # there is one wherever there is anything


class State(StrEnum):
    """How far a proposal is; each has a proposal of its own."""

    CONCEPT = "a concept"
    EMBARGO = "under embargo, before any decision"
    DECIDED = "under embargo, with decisions"
    PUBLIC = "after the embargo"
    CLOSED = "after the closing moment"


CLOSES = {State.PUBLIC: FAR, State.CLOSED: CLOSES_AT}
EMBARGO = {State.PUBLIC: EMBARGO_AT, State.CLOSED: EMBARGO_AT}
WITH_DECISIONS = {State.DECIDED, State.PUBLIC, State.CLOSED}


def things_of(proposal: Proposal, municipality: Municipality) -> dict[str, object]:
    """Return what is there, by the names of the parameters in the addresses."""
    things = {
        "profile": proposal.profile_id,
        "proposal": proposal.pk,
        **{name: NOTHING[name] for name in ALWAYS},
    }
    if road := proposal.ratifications.filter(municipality=municipality).first():
        things["code"] = municipality.code
        if decision := road.decisions.first():
            things["decision"] = decision.pk
    if submission := Submission.objects.filter(version__proposal=proposal).first():
        things["submission"] = submission.pk
    return things


def municipalities(count: int) -> list[Municipality]:
    """Return the municipalities of a new region; the first one employs its coordinator."""
    made = MunicipalityFactory.create_batch(count, region=RegionFactory())
    person(Role.COORDINATOR, made[0])
    return made


def proposals_of(region: Region) -> dict[State, Proposal]:
    profile = write_profile(ProfileFactory(region=region))
    return {state: _proposal(profile, state) for state in State}


def _proposal(profile: Profile, state: State) -> Proposal:
    proposal = ProposalFactory(profile=profile, closes_at=CLOSES.get(state, FAR))
    if state is State.CONCEPT:
        concept(proposal)
        return proposal
    offered(proposal, embargo_at=EMBARGO.get(state, FAR))
    if state in WITH_DECISIONS:
        own, *others = proposal.ratifications.order_by("municipality")
        travelled(own, outcome=Outcome.AGREED)
        for other in others:
            decide(other, confirmed=False)
        _bundle(proposal)
    return proposal


def _bundle(proposal: Proposal) -> Submission:
    """Freeze and finish a bundle as the worker does, with a small file."""
    submission = Submission.objects.create(
        version=proposal.versions.get(),
        number=1,
        snapshot={},
        sha256="a" * 64,
        frozen_at=NOW,
        frozen_by=coordinator(proposal.profile.region).user,
        bundle_sha256=store.put(PDF),
        page_count=1,
        rendered_at=NOW,
    )
    Part.objects.create(
        submission=submission,
        position=1,
        kind="cover",
        title="Voorblad",
        input_sha256="a" * 64,
        sha256="b" * 64,
        page_count=1,
    )
    enqueue(kind="bundle", key=submission.job_key, at=NOW)
    Job.objects.filter(key=submission.job_key).update(finished_at=NOW, attempts=1, fence=1)
    return submission


def notice_of(user: User) -> Notice:
    return Notice.objects.create(
        event="matrix", recipient=user, subject="Bericht", path="/", sent_at=NOW
    )


def people_of(organisation: Organisation, *, role: Role) -> dict[str, object]:
    """Return somebody else's role at the organisation, and an invitation to it."""
    return {
        "role": MembershipFactory(organisation=organisation, role=role).pk,
        "invitation": InvitationFactory(organisation=organisation, role=role).pk,
    }


def browser_of(user: User) -> UserSession:
    """Return another browser in which this person is signed in."""
    return UserSession.objects.create(user=user, ip="127.0.0.1", session_key=f"matrix-{user.pk}")


def session_of(user: User | None) -> str:
    """Return the key of a session with a second factor, to ask with for as long as a test lasts."""
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    session = client.session
    proof = {"method": "mfa", "at": time.time() + LONG}
    session["account_authentication_methods"] = [proof]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return str(session.session_key)
