"""The page "besluitvorming": the road of one municipality, and what the reader can do on it."""

from dataclasses import dataclass
from datetime import date, datetime

from decisions.models import Decision, DictumItem, Organ, Ratification
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
    """A decision as the page lists it, with what the reader can do to it."""

    decision: Decision
    is_revoked: bool
    counts: bool
    confirm: Act
    revoke: Act


@dataclass(frozen=True, slots=True)
class RatificationPage:
    """`is_own`: the reader acts for this municipality."""

    ratification: Ratification
    is_own: bool
    road: Road
    stage: str
    steps: list[Step]
    waits: list[str]
    standing: Standing
    items: list[DictumItem]
    taken: list[Taken]
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
    return RatificationPage(
        ratification=ratification,
        is_own=viewer.acting_organisation_id == ratification.municipality_id,
        road=road,
        stage=stage(road),
        steps=steps(road),
        waits=waits_for(road),
        standing=standing(road),
        items=list(version.items.all()) if version else [],
        taken=[_taken(d, road, viewer) for d in reversed(ratification.decisions.all())],
        history=history_of(ratification),
        **_acts(road, viewer, sha256=version.sha256 if version else ""),
    )


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
        "record_mayor": act(
            Permission.RECORD_DECISION, _to_record(road, Organ.MAYOR, viewer, today, sha256)
        ),
        "authorise": act(
            Permission.AUTHORISE, blockers_to_authorise(road, by=viewer, valid_from=today)
        ),
        "letter": act(
            Permission.RECORD_COUNCIL_LETTER,
            blockers_to_send_letter(road, by=viewer, sent_on=today),
        ),
        "sign": act(Permission.SIGN, blockers_to_sign(road, by=viewer, seen_sha256=sha256)),
    }


def _to_record(
    road: Road, organ: Organ, viewer: Membership, today: date, sha256: str
) -> list[Blocker]:
    return blockers_to_record(road, by=viewer, organ=organ, decided_on=today, seen_sha256=sha256)


def _taken(decision: Decision, road: Road, viewer: Membership) -> Taken:
    is_own = viewer.acting_organisation_id == road.ratification.municipality_id
    return Taken(
        decision=decision,
        is_revoked=is_revoked(decision, at=road.at),
        counts=decision in (road.college, road.mayor),
        confirm=Act(
            is_own and may(viewer, Permission.CONFIRM_DECISION),
            blockers_to_confirm(road, decision, by=viewer),
        ),
        revoke=Act(
            is_own and may(viewer, Permission.REVOKE_DECISION),
            blockers_to_revoke(road, decision, by=viewer),
        ),
    )
