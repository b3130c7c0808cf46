"""Further proposals in any state, in the words of the domain."""

from datetime import UTC, datetime, timedelta

from actions.models import Unit
from decisions import services
from decisions.models import FollowUp, Organ, Outcome, Proposal, ProposalVersion, Ratification
from decisions.tasks import raise_further
from dutch.moments import local_date
from municipalities.models import Membership, Municipality, Role
from tests.factories.actions import ActionFactory, PlanFactory
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person

RAISED_AT = datetime(2019, 3, 6, 9, tzinfo=UTC)
FROZEN_AT = datetime(2019, 3, 12, 9, tzinfo=UTC)
OFFERED_AT = datetime(2019, 3, 13, 9, tzinfo=UTC)
CLOSES_AT = datetime(2019, 5, 1, 8, tzinfo=UTC)
DECIDED_AT = datetime(2019, 4, 2, 14, tzinfo=UTC)
YEAR = 2021


def region_of(names: str = "Almelo Borne Delden Enter"):
    """Return an action in a region with these municipalities, led by the first."""
    first, *others = names.split()
    action = ActionFactory(lead=None)
    region = action.theme.profile.region
    lead = MunicipalityFactory(name=first, region=region)
    for name in others:
        MunicipalityFactory(name=name, region=region)
    action.lead = lead
    action.save()
    return action


def places(action) -> dict[str, Municipality]:
    """Return the municipalities of the region by name."""
    found = Municipality.objects.filter(region=action.theme.profile.region)
    return {each.name: each for each in found}


def passed_plan(action=None, asks=None, **fields):
    """Return an adopted plan; `asks` gives hours by name, for nothing was declared all beyond."""
    action = action or region_of()
    named = places(action)
    asks = {"Almelo": 100, "Borne": 50, "Delden": 20} if asks is None else asks
    needs = [(named[name], YEAR, Unit.HOURS, amount) for name, amount in asks.items()]
    return PlanFactory(action=action, passed=True, needs=needs, **fields)


def raised(plan=None, *, at=RAISED_AT) -> Proposal:
    """Return the concept that the portal makes of an adopted plan."""
    return raise_further(plan or passed_plan(), at=at)


def frozen(proposal: Proposal | None = None, *, at=FROZEN_AT) -> ProposalVersion:
    """Return a frozen version of the last text."""
    version = (proposal or raised()).versions.latest("number")
    return services.freeze(version, by=writer(version.proposal), at=at)


def offered(proposal: Proposal | None = None, *, at=OFFERED_AT) -> Proposal:
    """Return a further proposal that lies before the colleges that it concerns."""
    version = frozen(proposal, at=at)
    services.offer_to_all(version, closes_at=CLOSES_AT, by=writer(version.proposal), at=at)
    return Proposal.objects.get(pk=version.proposal_id)


def writer(proposal: Proposal) -> Membership:
    return coordinator(proposal.profile.region)


def road_of(proposal: Proposal, name: str) -> Ratification:
    return proposal.ratifications.get(municipality__name=name)


def decides(
    proposal: Proposal,
    name: str,
    outcome: Outcome = Outcome.AGREED,
    *,
    follow_up: FollowUp | str = "",
    at=DECIDED_AT,
):
    """Record and confirm, as two people of the municipality, what its college said."""
    road = road_of(proposal, name)
    sha256 = road.offers.last().version.sha256
    decision = services.record_decision(
        road,
        organ=Organ.COLLEGE,
        outcome=outcome,
        follow_up=follow_up,
        remark="De eigen wens." if follow_up == FollowUp.SIDE_DECISION else "",
        decided_on=local_date(at),
        evidence="besluitenlijst, punt 7",
        seen_sha256=sha256,
        by=person(Role.SECRETARY, road.municipality),
        at=at,
    )
    official = person(Role.OFFICIAL, road.municipality)
    moment = at + timedelta(hours=1)
    services.confirm_decision(decision, seen_sha256=sha256, by=official, at=moment)
    return decision
