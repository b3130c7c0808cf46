"""One road from proposal to bundle, done through the services, so that the trail knows each row."""

from datetime import timedelta

from django.test import TestCase

from decisions import services
from decisions.models import (
    AdviceKind,
    AdviceState,
    Audience,
    LegalBasis,
    LocalKind,
    ManagementValue,
    Organ,
    Outcome,
    PreparationKind,
    Route,
    Section,
    SectionKind,
    Verdict,
)
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
    second_coordinator,
)
from tests.factories.people import MunicipalityFactory, person
from tests.factories.submissions import write_profile
from tests.trail.world_of_actions import action_done
from trail.services import anchor, record

SHA256 = "ab" * 32


def everything_done():
    """Write at least one row of every model that keeps its rows, and return the submission."""
    proposal = ProposalFactory()
    by = coordinator(proposal.profile.region)
    neighbour = MunicipalityFactory(region=proposal.profile.region)
    version = _offered(proposal, by, neighbour)
    road = proposal.ratifications.exclude(municipality=neighbour).get()
    _prepared(road, version)
    _deferred(road, version)
    _decided_and_signed(road, version)
    _published(road)
    submission = freeze_bundle(version, by=by, at=NOW)
    _made(submission)
    action_done(proposal.profile, road.municipality, neighbour)
    _replaced(proposal, by)
    _lifted(proposal, road.municipality, neighbour)
    services.revoke_decision(
        road.decisions.filter(organ=Organ.COLLEGE).latest("pk"),
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


def _offered(proposal, by, commenting):
    write_profile(proposal.profile)
    version = concept(proposal)
    _co_created(proposal, by, commenting)
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


def _co_created(proposal, by, commenting):
    """Open the concept, let somebody comment, answer and close."""
    said = {"on": OFFERED_AT.date(), "by": by, "at": OFFERED_AT}
    services.record_step(proposal, kind=PreparationKind.CO_CREATION_OPENED, **said)
    amendment = services.comment(
        proposal, comment="Noem de dorpen.", by=person(Role.OFFICIAL, commenting), at=OFFERED_AT
    )
    services.answer(amendment, verdict=Verdict.TAKEN_OVER, by=by, at=OFFERED_AT)
    for kind in (
        PreparationKind.CO_CREATION_CLOSED,
        PreparationKind.LEGAL_CHECK,
        PreparationKind.CONSULTATION,
    ):
        services.record_step(proposal, kind=kind, **said)


def _prepared(road, version):
    """Do what a municipality does before its college decides."""
    home = road.municipality
    official = {"by": person(Role.OFFICIAL, home), "at": RECORDED_AT}
    services.acknowledge(road, **official)
    services.write_local_section(
        road, kind=LocalKind.OWN_POLICY, audience=Audience.PUBLIC, text="Past.", seen=0, **official
    )
    services.record_advice(
        road, kind=AdviceKind.LEGAL, state=AdviceState.GIVEN, text="Akkoord.", **official
    )
    services.record_management_advice(road, value=ManagementValue.NONE, **official)
    services.place_on_agenda(road, route=Route.MEETING, on=DECIDED_ON, **official)
    services.agree_to_text(
        road, seen_sha256=version.sha256, by=person(Role.ALDERMAN, home), at=RECORDED_AT
    )
    services.acknowledge_instruction(road.instructions.get(), **official)


def _deferred(road, version):
    """Let the college wait because of one item, before it decides."""
    decision = services.record_decision(
        road,
        organ=Organ.COLLEGE,
        outcome=Outcome.DEFERRED,
        objections={"2a": "Dit thema vraagt uitleg."},
        decided_on=DECIDED_ON,
        evidence="besluitenlijst, punt 6",
        seen_sha256=version.sha256,
        by=person(Role.SECRETARY, road.municipality),
        at=RECORDED_AT,
    )
    services.confirm_decision(
        decision,
        seen_sha256=version.sha256,
        by=person(Role.OFFICIAL, road.municipality),
        at=RECORDED_AT,
    )


def _published(road):
    services.record_publication(
        road,
        published_on=DECIDED_ON,
        url="https://gemeente.example/besluiten",
        by=person(Role.OFFICIAL, road.municipality),
        at=RECORDED_AT,
    )


def _replaced(proposal, by):
    """Begin a new version after the offer, and let a second person agree to it."""
    concept = services.begin_version(proposal, reason="Een fout in 2a.", by=by, at=NOW)
    version = services.freeze(concept, by=by, at=NOW)
    services.agree_to_replace(
        version,
        seen_sha256=version.sha256,
        by=second_coordinator(proposal.profile.region),
        at=NOW,
    )


def _lifted(proposal, asking, agreeing):
    """Lift the embargo for two municipalities."""
    change = services.ask_to_move_embargo(
        proposal, reason="Het staat in de krant.", by=person(Role.ALDERMAN, asking), at=NOW
    )
    services.agree_to_move_embargo(change, by=person(Role.ALDERMAN, agreeing), at=NOW)


def _decided_and_signed(road, version):
    home = road.municipality
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
        services.confirm_decision(
            decision, seen_sha256=version.sha256, by=person(Role.OFFICIAL, home), at=RECORDED_AT
        )
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
