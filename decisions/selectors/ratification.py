"""The page "besluitvorming": the road of one municipality, and what the reader can do on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from decisions.models import (
    Decision,
    DictumItem,
    ManagementAdvice,
    Organ,
    Outcome,
    Ratification,
)
from decisions.rules.blockers import (
    Blocker,
    blockers_to_acknowledge,
    blockers_to_authorise,
    blockers_to_confirm,
    blockers_to_record,
    blockers_to_revoke,
    blockers_to_send_letter,
    blockers_to_sign,
)
from decisions.rules.coalition import Standing, standing
from decisions.rules.consequences import consequences
from decisions.rules.local import local_at
from decisions.rules.road import Road, is_revoked, road_at
from decisions.rules.stages import Step, stage, steps, waits_for
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership
from trail.selectors import Line, history_of


@dataclass(frozen=True, slots=True)
class Act:
    """
    One act on this road. `blockers` is empty when it can be done now.

    `is_allowed` tells whether the reader's role could ever do it here.
    """

    is_allowed: bool
    blockers: list[Blocker]

    @property
    def is_open(self) -> bool:
        return self.is_allowed and not self.blockers


@dataclass(frozen=True, slots=True)
class Taken:
    """
    A decision as the page lists it, with what the reader can do to it.

    `is_replaced`: it is on another text than the one that is offered now.
    """

    decision: Decision
    is_revoked: bool
    is_replaced: bool
    counts: bool
    confirm: Act
    revoke: Act


@dataclass(frozen=True, slots=True)
class RatificationPage:
    """
    `is_own`: the reader acts for this municipality. `consequences`: what follows from the last
    decision of each organ, by the words for that decision. `management_advice` is None for others.
    """

    ratification: Ratification
    is_own: bool
    road: Road
    stage: str
    steps: list[Step]
    waits: list[str]
    standing: Standing
    items: list[DictumItem]
    taken: list[Taken]
    consequences: list[tuple[str, list[str]]]
    management_advice: ManagementAdvice | None
    acknowledge: Act
    record_college: Act
    record_mayor: Act
    authorise: Act
    letter: Act
    sign: Act
    history: list[Line]

    @property
    def sha256(self) -> str:
        """The hash of the text on this page; forms send it back."""
        return self.road.offer.version.sha256 if self.road.offer else ""

    @property
    def letter_is_due(self) -> bool:
        """The college decided and the council has not been told."""
        return self.road.college is not None and self.road.council_letter is None

    @property
    def shows_text(self) -> bool:
        """Whether the reader has an act to do that stands beside the text it is about."""
        acts = [self.record_college, self.record_mayor, self.sign]
        return any(act.is_open for act in [*acts, *(each.confirm for each in self.taken)])


def ratification_page(
    ratification: Ratification, *, viewer: Membership, at: datetime
) -> RatificationPage:
    """Return the road as it is at `at`; the ratification comes with its facts fetched."""
    road = road_at(ratification, at=at)
    version = road.offer.version if road.offer else None
    sha256 = version.sha256 if version else ""
    is_own = viewer.acting_organisation_id == ratification.municipality_id
    return RatificationPage(
        ratification=ratification,
        is_own=is_own,
        road=road,
        stage=stage(road),
        steps=steps(road),
        waits=waits_for(road),
        standing=standing(road),
        items=list(version.items.all()) if version else [],
        taken=[_taken(d, road, viewer, sha256) for d in reversed(ratification.decisions.all())],
        consequences=_consequences(road),
        management_advice=local_at(ratification, at=at).management_advice if is_own else None,
        history=history_of(ratification),
        **_acts(road, viewer, sha256=sha256),
    )


def _consequences(road: Road) -> list[tuple[str, list[str]]]:
    lasts = [road.college_recorded or road.college, road.mayor_recorded or road.mayor]
    return [(_named(last), _of(last, road)) for last in lasts if last]


def _of(decision: Decision, road: Road) -> list[str]:
    return consequences(
        Outcome(decision.outcome),
        organ=Organ(decision.organ),
        closes_at=road.closes_at,
        follow_up=decision.follow_up,
        next_on=decision.next_on,
        is_further=road.is_further,
    )


def _named(decision: Decision) -> str:
    """Name the decision, and say so as long as a second person has yet to confirm it."""
    whose = "het college" if decision.organ == Organ.COLLEGE else "de burgemeester"
    waits = "" if decision.confirmed_at else ", zodra een tweede persoon het bevestigt"
    return f"Besluit van {whose}: {decision.get_outcome_display().lower()}{waits}"


def _acts(road: Road, viewer: Membership, *, sha256: str) -> dict[str, Act]:
    today = local_date(road.at)
    is_own = viewer.acting_organisation_id == road.ratification.municipality_id

    def act(permission: Permission, blockers: list[Blocker]) -> Act:
        return Act(is_own and may(viewer, permission), blockers)

    return {
        "acknowledge": act(Permission.ACKNOWLEDGE_OFFER, blockers_to_acknowledge(road, by=viewer)),
        "record_college": act(
            Permission.RECORD_DECISION, _to_record(road, Organ.COLLEGE, viewer, today, sha256)
        ),
        **_acts_of_signing(act, road, viewer, sha256=sha256),
        "letter": act(
            Permission.RECORD_COUNCIL_LETTER,
            blockers_to_send_letter(road, by=viewer, sent_on=today),
        ),
    }


def _acts_of_signing(
    act: Callable[[Permission, list[Blocker]], Act], road: Road, viewer: Membership, *, sha256: str
) -> dict[str, Act]:
    """Return the acts of the mayor and the signatory; under a further proposal there are none."""
    today = local_date(road.at)
    acts = {
        "record_mayor": act(
            Permission.RECORD_DECISION, _to_record(road, Organ.MAYOR, viewer, today, sha256)
        ),
        "authorise": act(
            Permission.AUTHORISE, blockers_to_authorise(road, by=viewer, valid_from=today)
        ),
        "sign": act(Permission.SIGN, blockers_to_sign(road, by=viewer, seen_sha256=sha256)),
    }
    if road.is_further:
        return {name: Act(is_allowed=False, blockers=each.blockers) for name, each in acts.items()}
    return acts


def _to_record(
    road: Road, organ: Organ, viewer: Membership, today: date, sha256: str
) -> list[Blocker]:
    return blockers_to_record(road, by=viewer, organ=organ, decided_on=today, seen_sha256=sha256)


def _taken(decision: Decision, road: Road, viewer: Membership, sha256: str) -> Taken:
    is_own = viewer.acting_organisation_id == road.ratification.municipality_id
    return Taken(
        decision=decision,
        is_revoked=is_revoked(decision, at=road.at),
        is_replaced=decision.version_sha256 != sha256,
        counts=decision in (road.college, road.mayor),
        confirm=Act(
            is_own and may(viewer, Permission.CONFIRM_DECISION),
            blockers_to_confirm(road, decision, by=viewer, seen_sha256=sha256),
        ),
        revoke=Act(
            is_own and may(viewer, Permission.REVOKE_DECISION),
            blockers_to_revoke(road, decision, by=viewer),
        ),
    )
