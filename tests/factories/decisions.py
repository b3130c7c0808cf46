"""Proposals and roads in any state, in the words of the domain."""

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import factory
from factory.django import DjangoModelFactory

from decisions import services
from decisions.models import (
    Agreement,
    Authorisation,
    CouncilLetter,
    Decision,
    DictumItem,
    FollowUp,
    LegalBasis,
    Organ,
    Outcome,
    Placing,
    Proposal,
    ProposalVersion,
    Ratification,
    Replacement,
    Revocation,
    Route,
    Signature,
)
from municipalities.models import Membership, Municipality, Role
from profiles.models import Profile
from tests.factories.people import (
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
    UserFactory,
    person,
)

OFFERED_AT = datetime(2018, 9, 17, 7, tzinfo=UTC)
AGREED_AT = datetime(2018, 9, 24, 9, tzinfo=UTC)
DECIDED_ON = date(2018, 10, 9)
RECORDED_AT = datetime(2018, 10, 9, 14, tzinfo=UTC)
CONFIRMED_AT = RECORDED_AT + timedelta(hours=1)
AUTHORISED_AT = RECORDED_AT + timedelta(hours=2)
LETTER_AT = RECORDED_AT + timedelta(hours=3)
SIGNED_AT = RECORDED_AT + timedelta(hours=4)
NOW = datetime(2018, 10, 20, 10, tzinfo=UTC)
EMBARGO_AT = datetime(2018, 10, 30, 23, tzinfo=UTC)
CLOSES_AT = datetime(2018, 11, 1, 8, tzinfo=UTC)
LATER = datetime(2018, 11, 5, 10, tzinfo=UTC)

ITEMS = [
    ("1", Organ.COLLEGE, "Kennis te nemen van het profiel."),
    ("2", Organ.COLLEGE, "In te stemmen met de visie en met:"),
    ("2a", Organ.COLLEGE, "het eerste thema."),
    ("3", Organ.MAYOR, "De burgemeester besluit: de wethouder te machtigen."),
]


class ProfileFactory(DjangoModelFactory):
    class Meta:
        model = Profile

    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Profiel {n}")
    first_year, last_year = 2021, 2024
    addressee = "minister"
    deadline = date(2018, 11, 1)


class ProposalFactory(DjangoModelFactory):
    """A proposal with a concept; see `offered` for what comes after."""

    class Meta:
        model = Proposal

    profile = factory.SubFactory(ProfileFactory)
    title = factory.Sequence(lambda n: f"Voorstel {n}")
    closes_at = CLOSES_AT
    created_at = OFFERED_AT - timedelta(days=7)
    created_by = factory.LazyAttribute(lambda p: coordinator(p.profile.region).user)


def coordinator(region) -> Membership:
    """Return the coordinator of the region, employed by a municipality of it."""
    known = _coordinators(region).first()
    return known or person(Role.COORDINATOR, MunicipalityFactory(region=region))


def second_coordinator(region) -> Membership:
    """Return somebody else who coordinates the region, the same one every time."""
    first = coordinator(region)
    known = _coordinators(region).exclude(pk=first.pk).first()
    return known or MembershipFactory(role=Role.COORDINATOR, organisation=first.organisation)


def concept(proposal: Proposal, items=ITEMS) -> ProposalVersion:
    """Return a concept version with these items."""
    number = proposal.versions.count() + 1
    version = ProposalVersion.objects.create(proposal=proposal, number=number)
    for position, (label, organ, text) in enumerate(items, start=1):
        DictumItem.objects.create(
            version=version,
            number=label,
            organ=organ,
            text=text,
            position=position,
            key=uuid5(NAMESPACE_OID, f"{proposal.pk}:{label}"),
        )
    return version


def frozen(proposal: Proposal, items=ITEMS, *, at=OFFERED_AT) -> ProposalVersion:
    """Return a frozen version; one that follows on an offer may be offered in its place."""
    return _frozen(concept(proposal, items), at=at)


def offered(
    proposal: Proposal | None = None,
    items=ITEMS,
    *,
    at=OFFERED_AT,
    embargo_at=EMBARGO_AT,
    latest=None,
) -> ProposalVersion:
    """Return a version that lies before every college of the region."""
    concept_version = concept(proposal or ProposalFactory(), items)
    return put_before_colleges(concept_version, at=at, embargo_at=embargo_at, latest=latest)


def put_before_colleges(
    version: ProposalVersion, *, at=OFFERED_AT, embargo_at=EMBARGO_AT, latest=None
) -> ProposalVersion:
    """Freeze a concept and offer it to every college of the region."""
    version = _frozen(version, at=at)
    services.offer_to_all(
        version,
        not_before=embargo_at,
        ends_at_latest=latest or max(embargo_at, CLOSES_AT) + timedelta(days=1),
        by=_coordinator(version.proposal),
        at=at,
    )
    return version


def agree_to_replace(version: ProposalVersion, *, at: datetime) -> None:
    """Say as two people why this frozen version comes in the place of one that was offered."""
    Replacement.objects.create(
        version=version,
        reason="Een beslispunt is verduidelijkt.",
        asked_at=at,
        asked_by=_coordinator(version.proposal).user,
        agreed_at=at,
        agreed_by=UserFactory(),
    )


def with_municipalities(count: int, *, closes_at=CLOSES_AT, embargo_at=EMBARGO_AT) -> Proposal:
    """Return an offered proposal in a region of so many municipalities."""
    proposal = ProposalFactory(closes_at=closes_at)
    MunicipalityFactory.create_batch(count - 1, region=proposal.profile.region)
    offered(proposal, embargo_at=embargo_at)
    return proposal


def a_road(municipality: Municipality | None = None, **facts: object) -> Ratification:
    """
    Return the road of a municipality under an offered proposal, with these facts on it.

    `facts` are those of `travelled`.
    """
    if municipality is None:
        municipality = offered().proposal.profile.region.organisations.get().municipality
    return travelled(municipality.ratifications.get(), **facts)


def travelled(  # noqa: C901, PLR0913  # one switch for each fact of the domain
    ratification: Ratification,
    *,
    acknowledged: bool = False,
    agreed: bool = False,
    placed: bool = False,
    outcome: Outcome | None = None,
    confirmed: bool = True,
    decided_on: date = DECIDED_ON,
    next_on: date | None = None,
    revoked: bool = False,
    mayor: Outcome | None = None,
    mayor_confirmed: bool = True,
    authorised: bool = False,
    authorised_until: date | None = None,
    informed: bool = False,
    signed: bool = False,
    **college: object,
) -> Ratification:
    """
    Write these facts as rows; only the database judges them.

    `college` are other fields of the decision of the college.
    """
    if acknowledged:
        official = person(Role.OFFICIAL, ratification.municipality).user
        ratification.offers.update(acknowledged_at=RECORDED_AT, acknowledged_by=official)
    if agreed:
        agree(ratification)
    if placed:
        place(ratification)
    if outcome:
        decided = decide(
            ratification,
            outcome=outcome,
            confirmed=confirmed,
            decided_on=decided_on,
            next_on=next_on,
            **college,
        )
        if informed:
            send_letter(decided)
    authorisation = None
    if mayor:
        item = decide(ratification, organ=Organ.MAYOR, outcome=mayor, confirmed=mayor_confirmed)
        if authorised:
            authorisation = authorise(item, until=authorised_until)
    if signed:
        sign(ratification, authorisation)
    if outcome and revoked:
        revoke(decided)
    return Ratification.objects.with_facts().get(pk=ratification.pk)


def agree(ratification: Ratification, *, at: datetime = AGREED_AT) -> Agreement:
    """Agree, as the portfolio holder, to the last version that was offered."""
    version = ratification.offers.last().version
    return Agreement.objects.create(
        ratification=ratification,
        version=version,
        version_sha256=version.sha256,
        agreed_at=at,
        agreed_by=person(Role.ALDERMAN, ratification.municipality).user,
    )


def place(ratification: Ratification, **fields: object) -> Placing:
    return Placing.objects.create(
        ratification=ratification,
        **{
            "route": Route.MEETING,
            "on": DECIDED_ON,
            "placed_at": AGREED_AT,
            "placed_by": person(Role.SECRETARY, ratification.municipality).user,
            **fields,
        },
    )


def decide(ratification: Ratification, **fields: object) -> Decision:
    """Write a decision on the last version that was offered."""
    municipality = ratification.municipality
    confirmed = fields.pop("confirmed", True)
    at = fields.pop("recorded_at", RECORDED_AT)
    version = fields.pop("version", None) or ratification.offers.last().version
    confirmation = {
        "confirmed_at": at + (CONFIRMED_AT - RECORDED_AT),
        "confirmed_by": person(Role.OFFICIAL, municipality).user,
    }
    changed = fields.get("outcome") == Outcome.CHANGED
    return Decision.objects.create(
        ratification=ratification,
        version=version,
        **{
            "version_sha256": version.sha256,
            "organ": Organ.COLLEGE,
            "outcome": Outcome.AGREED,
            "decided_on": DECIDED_ON,
            "evidence": "besluitenlijst, punt 7",
            "follow_up": FollowUp.DECLINED if changed else "",
            "recorded_at": at,
            "recorded_by": person(Role.SECRETARY, municipality).user,
            **(confirmation if confirmed else {}),
            **fields,
        },
    )


def revoke(decision: Decision, *, at: datetime = LETTER_AT) -> Revocation:
    secretary = person(Role.SECRETARY, decision.ratification.municipality).user
    return Revocation.objects.create(
        decision=decision, reason="Verkeerd vastgelegd.", revoked_at=at, revoked_by=secretary
    )


def authorise(decision: Decision, *, until: date | None = None) -> Authorisation:
    municipality = decision.ratification.municipality
    return Authorisation.objects.create(
        decision=decision,
        person=person(Role.ALDERMAN, municipality).user,
        legal_basis=LegalBasis.REPRESENTATION,
        valid_from=DECIDED_ON,
        valid_until=until,
        authorised_at=AUTHORISED_AT,
        authorised_by=person(Role.MAYOR, municipality).user,
    )


def send_letter(decision: Decision) -> CouncilLetter:
    clerk = person(Role.CLERK, decision.ratification.municipality).user
    return CouncilLetter.objects.create(
        decision=decision, sent_on=DECIDED_ON, reference="R-1", sent_at=LETTER_AT, sent_by=clerk
    )


def sign(ratification: Ratification, authorisation: Authorisation | None) -> Signature:
    """Sign, if need be with an authorisation of nobody: the database must refuse that."""
    return Signature.objects.create(
        ratification=ratification,
        version=ratification.offers.last().version,
        decision=ratification.decisions.filter(organ="college").last() or Decision(pk=0),
        authorisation=authorisation or Authorisation(pk=0),
        signed_at=SIGNED_AT,
        signed_by=person(Role.ALDERMAN, ratification.municipality).user,
    )


def _coordinators(region):
    return Membership.objects.filter(role=Role.COORDINATOR, organisation__region=region).order_by(
        "pk"
    )


def _coordinator(proposal: Proposal) -> Membership:
    return coordinator(proposal.profile.region)


def _frozen(version: ProposalVersion, *, at: datetime) -> ProposalVersion:
    version = services.freeze(version, by=_coordinator(version.proposal), at=at)
    if version.proposal.ratifications.filter(offers__isnull=False).exists():
        agree_to_replace(version, at=at)
    return version
