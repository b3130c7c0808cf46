"""Acts that wait for the starting shot; each takes its moment before the service, as views do."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from decisions import services
from decisions.models import (
    Audience,
    Decision,
    LegalBasis,
    LocalKind,
    Organ,
    Outcome,
    Proposal,
    ProposalVersion,
    Ratification,
)
from municipalities.models import Role
from profiles import services as profiles
from profiles.models import Profile
from submissions import services as submissions
from submissions.models import Submission
from tests.factories.decisions import (
    DECIDED_ON,
    ITEMS,
    OFFERED_AT,
    SIGNED_AT,
    coordinator,
    decide,
    frozen,
)
from tests.factories.people import person
from tests.races.racing import Act

WEEK_LATER = SIGNED_AT + timedelta(days=7)
FAR = datetime(2090, 10, 31, 23, tzinfo=UTC)
OTHER_ITEMS = [(*ITEMS[0][:2], "Kennis te nemen van het gewijzigde profiel."), *ITEMS[1:]]


def acknowledge(road: Ratification, role: Role) -> Act:
    by = person(role, road.municipality)
    return lambda: services.acknowledge(road, by=by, at=timezone.now())


def record(road: Ratification, role: Role, outcome: Outcome = Outcome.AGREED) -> Act:
    by, seen = person(role, road.municipality), road.offers.last().version.sha256
    return lambda: services.record_decision(
        road,
        organ=Organ.COLLEGE,
        outcome=outcome,
        decided_on=DECIDED_ON,
        evidence="besluitenlijst, punt 7",
        seen_sha256=seen,
        by=by,
        at=timezone.now(),
    )


def confirm(decision: Decision, role: Role = Role.OFFICIAL) -> Act:
    by = person(role, decision.ratification.municipality)
    seen = decision.ratification.offers.last().version.sha256
    return lambda: services.confirm_decision(decision, seen_sha256=seen, by=by, at=timezone.now())


def agree(road: Ratification) -> Act:
    by, seen = person(Role.ALDERMAN, road.municipality), road.offers.last().version.sha256
    return lambda: services.agree_to_text(road, seen_sha256=seen, by=by, at=timezone.now())


def write_section(road: Ratification, role: Role) -> Act:
    """Write an own part on a page that showed none."""
    by = person(role, road.municipality)
    return lambda: services.write_local_section(
        road,
        kind=LocalKind.CAVEAT,
        audience=Audience.OWN,
        text=f"Geschreven door {role}.",
        seen=0,
        by=by,
        at=timezone.now(),
    )


def revoke(decision: Decision, role: Role = Role.SECRETARY) -> Act:
    by = person(role, decision.ratification.municipality)
    return lambda: services.revoke_decision(
        decision, reason="Verkeerd vastgelegd.", by=by, at=timezone.now()
    )


def authorise(road: Ratification) -> Act:
    by, alderman = (person(role, road.municipality) for role in (Role.MAYOR, Role.ALDERMAN))
    return lambda: services.authorise(
        road,
        person=alderman.user,
        legal_basis=LegalBasis.REPRESENTATION,
        valid_from=DECIDED_ON,
        by=by,
        at=timezone.now(),
    )


def letter(road: Ratification, role: Role) -> Act:
    by = person(role, road.municipality)
    return lambda: services.record_council_letter(
        road, sent_on=DECIDED_ON, reference=f"R-{role}", by=by, at=timezone.now()
    )


def sign(road: Ratification) -> Act:
    by, seen = person(Role.ALDERMAN, road.municipality), road.offers.last().version.sha256
    return lambda: services.sign(road, seen_sha256=seen, by=by, at=timezone.now())


def offer(version: ProposalVersion) -> Act:
    by = coordinator(version.proposal.profile.region)
    return lambda: services.offer_to_all(
        version, not_before=FAR, ends_at_latest=FAR, by=by, at=timezone.now()
    )


def freeze_version(version: ProposalVersion) -> Act:
    by = coordinator(version.proposal.profile.region)
    return lambda: services.freeze(version, by=by, at=timezone.now())


def freeze_profile(profile: Profile) -> Act:
    by = coordinator(profile.region)
    return lambda: profiles.freeze(profile, by=by, at=timezone.now())


def freeze_bundle(version: ProposalVersion) -> Act:
    by = coordinator(version.proposal.profile.region)
    return lambda: submissions.freeze(version, by=by, at=timezone.now())


def retry(submission: Submission) -> Act:
    by = coordinator(submission.version.proposal.profile.region)
    return lambda: submissions.retry(submission, by=by, at=timezone.now())


def next_version(proposal: Proposal) -> ProposalVersion:
    """Return a second version that is frozen and not yet offered."""
    return frozen(proposal, OTHER_ITEMS, at=OFFERED_AT)


def of_college(road: Ratification) -> Decision:
    return road.decisions.filter(organ=Organ.COLLEGE).last()


def of_mayor(road: Ratification) -> Decision:
    return road.decisions.filter(organ=Organ.MAYOR).last()


def later_no(road: Ratification) -> Decision:
    """Return a second decision of the college, against, that waits for its confirmation."""
    return decide(road, outcome=Outcome.DECLINED, confirmed=False, recorded_at=WEEK_LATER)
