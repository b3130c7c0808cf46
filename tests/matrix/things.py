"""What there is in the region, in every state, and how the test finds it."""

import time
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.test import Client

from actions.documents.tables import SheetFormat
from decisions.documents.writing import PaperFormat
from decisions.models import AdviceKind, Amendment, DictumItem, LocalKind, Organ, Outcome, Proposal
from decisions.selectors.papers import PaperKind
from files import store
from jobs.models import Job
from jobs.services import enqueue
from municipalities.models import (
    Municipality,
    Organisation,
    Recess,
    Region,
    Role,
    User,
)
from notices.models import Notice
from profiles.models import Profile
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
from tests.factories.embargo import ask_to_lift
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
    "section": LocalKind.CAVEAT,
    "advice": AdviceKind.LEGAL,
    "decision": NOBODY,
    "change": NOBODY,
    "instruction": NOBODY,
    "submission": NOBODY,
    "notice": NOBODY,
    "session": NOBODY,
    "role": NOBODY,
    "invitation": NOBODY,
    "institution": NOBODY,
    "kind": PaperKind.PROPOSAL,
    "file_format": PaperFormat.DOCX,
    "provider": "nergens",
    "token": "niets",
    "secret": "niets",
    "recess": NOBODY,
    "part": "beslispunten",
    "key": UUID(int=NOBODY),
    "amendment": NOBODY,
    "action": NOBODY,
    "need": NOBODY,
    "milestone": NOBODY,
    "answer": NOBODY,
    "meeting": NOBODY,
    "consultation": NOBODY,
    "item": NOBODY,
    "paper": NOBODY,
    "view": NOBODY,
    "sheet_format": SheetFormat.XLSX,
}
# there is one wherever there is anything
ALWAYS = {
    "part",
    "number",
    "organ",
    "section",
    "advice",
    "kind",
    "file_format",
    "sheet_format",
    "token",
    "secret",
}


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
        "recess": recess_of(municipality).pk,
        **{name: NOTHING[name] for name in ALWAYS},
    }
    if road := proposal.ratifications.filter(municipality=municipality).first():
        things["code"] = municipality.code
        if decision := road.decisions.first():
            things["decision"] = decision.pk
        if instruction := road.instructions.last():
            things["instruction"] = instruction.pk
    if change := proposal.embargo_changes.first():
        things["change"] = change.pk
    things |= _written(proposal)
    if submission := Submission.objects.filter(version__proposal=proposal).first():
        things["submission"] = submission.pk
    return things


def recess_of(municipality: Municipality) -> Recess:
    """Return days on which the college does not meet, the same every time."""
    days = {"first_on": date(2018, 10, 13), "last_on": date(2018, 10, 21)}
    recess, _ = Recess.objects.get_or_create(municipality=municipality, name="Herfst", **days)
    return recess


def _written(proposal: Proposal) -> dict[str, object]:
    """Return an item of the concept, and what a party said of the text."""
    things: dict[str, object] = {}
    if item := DictumItem.objects.filter(
        version__proposal=proposal, version__frozen_at=None
    ).first():
        things["key"] = item.key
    if said := Amendment.objects.filter(version__proposal=proposal).first():
        things["amendment"] = said.pk
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
    ask_to_lift(proposal, proposal.ratifications.order_by("municipality").last().municipality)
    if state in WITH_DECISIONS:
        own, *others = proposal.ratifications.order_by("municipality")
        proof = {"evidence_sha256": store.put(PDF), "evidence_name": "besluit.pdf"}
        travelled(own, outcome=Outcome.AGREED, **proof)
        for other in others:
            decide(other, confirmed=False, **proof)
        _bundle(proposal)
    if state is State.PUBLIC:
        _comment(proposal)
    return proposal


def _comment(proposal: Proposal) -> Amendment:
    """Write what one party once said of the text, without an answer."""
    by = person(Role.OFFICIAL, proposal.ratifications.first().municipality)
    return Amendment.objects.create(
        version=proposal.versions.first(),
        about="het hele voorstel",
        comment="Dit kan beter.",
        organisation=by.organisation,
        submitted_at=NOW,
        submitted_by=by.user,
    )


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
