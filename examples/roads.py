"""What every municipality did in a stand, done again through the services, in order of time."""

from dataclasses import dataclass
from functools import singledispatch

from decisions import services
from decisions.models import (
    Decision,
    LegalBasis,
    ManagementValue,
    Organ,
    Outcome,
    ProposalVersion,
    Ratification,
    Route,
)
from examples import facts
from examples.calendars import Calendar
from examples.parties import Parties
from municipalities.models import Membership, Role


@dataclass(frozen=True, slots=True)
class Road:
    """The road of one municipality under the version that was offered."""

    ratification: Ratification
    sha256: str
    calendar: Calendar
    parties: Parties

    def person(self, role: str) -> Membership:
        return self.parties.people[self.ratification.municipality.name, role]

    def last_decision(self, organ: str) -> Decision:
        return self.ratification.decisions.filter(organ=organ).latest("recorded_at", "pk")


def walk(
    stand: facts.StandFacts, version: ProposalVersion, parties: Parties, calendar: Calendar
) -> None:
    """Do every act of the stand, so that the trail reads in the order of time."""
    ratifications = version.proposal.ratifications.select_related("municipality")
    roads = {
        ratification.municipality.name: Road(ratification, version.sha256, calendar, parties)
        for ratification in ratifications
    }
    acts = [(act, roads[each.municipality]) for each in stand.ratifications for act in each.acts]
    for act, road in sorted(acts, key=lambda pair: pair[0].at):
        do(act, road)


@singledispatch
def do(act: facts.Act, road: Road) -> None:
    """Do one act of the data files through its service."""
    raise NotImplementedError(type(act).__name__)


@do.register
def _acknowledge(act: facts.Acknowledged, road: Road) -> None:
    services.acknowledge(road.ratification, by=road.person(act.by), at=road.calendar.moment(act.at))


@do.register
def _agree(act: facts.Agreed, road: Road) -> None:
    services.agree_to_text(
        road.ratification,
        seen_sha256=road.sha256,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _advise(act: facts.Advised, road: Road) -> None:
    services.record_management_advice(
        road.ratification,
        value=ManagementValue(act.value),
        text=act.text,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _place(act: facts.Placed, road: Road) -> None:
    services.place_on_agenda(
        road.ratification,
        route=Route(act.route),
        on=road.calendar.day(act.on),
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _record(act: facts.Recorded, road: Road) -> None:
    services.record_decision(
        road.ratification,
        organ=Organ(act.organ),
        outcome=Outcome(act.outcome),
        decided_on=road.calendar.day(act.on),
        evidence=act.evidence,
        remark=act.remark,
        next_on=road.calendar.day(act.next_on) if act.next_on else None,
        follow_up=act.follow_up,
        seen_sha256=road.sha256,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _confirm(act: facts.Confirmed, road: Road) -> None:
    services.confirm_decision(
        road.last_decision(act.organ),
        seen_sha256=road.sha256,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _revoke(act: facts.Revoked, road: Road) -> None:
    services.revoke_decision(
        road.last_decision(act.organ),
        reason=act.reason,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _authorise(act: facts.Authorised, road: Road) -> None:
    services.authorise(
        road.ratification,
        person=road.person(Role.ALDERMAN).user,
        legal_basis=LegalBasis(act.basis),
        valid_from=road.calendar.day(act.on),
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _inform_council(act: facts.CouncilInformed, road: Road) -> None:
    services.record_council_letter(
        road.ratification,
        sent_on=road.calendar.day(act.on),
        reference=act.reference,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )


@do.register
def _sign(act: facts.Signed, road: Road) -> None:
    services.sign(
        road.ratification,
        seen_sha256=road.sha256,
        by=road.person(act.by),
        at=road.calendar.moment(act.at),
    )
