"""One road from proposal to bundle, done through the services, so that the trail knows each row."""

from datetime import timedelta

from django.test import TestCase

from decisions import services
from decisions.models import LegalBasis, Organ, Outcome, Section, SectionKind
from decisions.models.proposal import Audience
from municipalities.models import Role
from submissions.models import Part
from submissions.services import freeze as freeze_bundle
from tests.factories.decisions import (
    DECIDED_ON,
    EMBARGO_AT,
    LATER,
    NOW,
    OFFERED_AT,
    RECORDED_AT,
    ProposalFactory,
    concept,
    coordinator,
)
from tests.factories.people import person
from tests.factories.submissions import write_profile
from trail.services import anchor, record

SHA256 = "ab" * 32


def everything_done():
    """Write at least one row of every model that keeps its rows, and return the submission."""
    proposal = ProposalFactory()
    by = coordinator(proposal.profile.region)
    version = _offered(proposal, by)
    road = proposal.ratifications.get()
    _decided_and_signed(road, version)
    submission = freeze_bundle(version, by=by, at=NOW)
    _made(submission)
    services.revoke_decision(
        road.decisions.filter(organ=Organ.COLLEGE).get(),
        reason="Verkeerd vastgelegd.",
        by=person(Role.SECRETARY, road.municipality),
        at=NOW,
    )
    anchored(at=LATER)
    return submission


def anchored(*, at):
    """Anchor the chain, its file included."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return anchor(at=at)


def _offered(proposal, by):
    write_profile(proposal.profile)
    version = concept(proposal)
    Section.objects.create(
        version=version,
        kind=SectionKind.ARGUMENT,
        audience=Audience.PUBLIC,
        heading="Samen",
        text="Omdat het kan.",
        position=1,
    )
    version = services.freeze(version, by=by, at=OFFERED_AT)
    services.offer_to_all(
        version,
        not_before=EMBARGO_AT,
        ends_at_latest=EMBARGO_AT + timedelta(days=3),
        by=by,
        at=OFFERED_AT,
    )
    return version


def _decided_and_signed(road, version):
    home = road.municipality
    services.acknowledge(road, by=person(Role.OFFICIAL, home), at=RECORDED_AT)
    for organ in (Organ.COLLEGE, Organ.MAYOR):
        decision = services.record_decision(
            road,
            organ=organ,
            outcome=Outcome.AGREED,
            decided_on=DECIDED_ON,
            evidence="besluitenlijst, punt 7",
            seen_sha256=version.sha256,
            by=person(Role.SECRETARY, home),
            at=RECORDED_AT,
        )
        services.confirm_decision(decision, by=person(Role.OFFICIAL, home), at=RECORDED_AT)
    services.authorise(
        road,
        person=person(Role.ALDERMAN, home).user,
        legal_basis=LegalBasis.REPRESENTATION,
        valid_from=DECIDED_ON,
        by=person(Role.MAYOR, home),
        at=RECORDED_AT,
    )
    services.record_council_letter(
        road, sent_on=DECIDED_ON, reference="R-1", by=person(Role.CLERK, home), at=RECORDED_AT
    )
    services.sign(road, seen_sha256=version.sha256, by=person(Role.ALDERMAN, home), at=RECORDED_AT)


def _made(submission):
    """Do what the work behind a bundle records, without rendering."""
    part = Part.objects.create(
        submission=submission,
        position=1,
        kind="cover",
        title="Voorblad",
        input_sha256=SHA256,
        sha256=SHA256,
        page_count=1,
    )
    submission.bundle_sha256, submission.page_count, submission.rendered_at = SHA256, 1, NOW
    submission.save()
    record(
        act="made_bundle",
        sentence="Bundel gemaakt.",
        of=submission,
        by=None,
        at=NOW,
        rows=[submission, part],
    )
