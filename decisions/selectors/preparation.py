"""The page "voorbereiding": what a municipality does before its college decides."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import (
    Advice,
    AdviceKind,
    Audience,
    DictumItem,
    LocalKind,
    LocalSection,
    ManagementAdvice,
    Outcome,
    Ratification,
)
from decisions.rules.blockers import blockers_to_agree, blockers_to_prepare
from decisions.rules.local import Local, local_at, warnings_about
from decisions.rules.road import Road, road_at
from decisions.selectors.ratification import Act
from municipalities.access import Permission, may
from municipalities.models import Membership
from municipalities.rules.calendars import calendar_of


@dataclass(frozen=True, slots=True)
class OwnPart:
    """An own part of the proposal. `seen` is the last row, also one that took the text out."""

    kind: LocalKind
    section: LocalSection | None
    seen: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A department, and what it said; None when nothing was recorded."""

    kind: AdviceKind
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """
    `is_own`: the reader acts for this municipality; what is internal is left out for others.

    `is_decided`: the college decided, and does not have to again.
    """

    ratification: Ratification
    road: Road
    is_own: bool
    is_decided: bool
    items: list[DictumItem]
    parts: list[OwnPart]
    advices: list[Asked]
    management_advice: ManagementAdvice | None
    warnings: list[str]
    prepare: Act
    agree: Act

    @property
    def sha256(self) -> str:
        """The hash of the text on this page; the agreement sends it back."""
        return self.road.offer.version.sha256 if self.road.offer else ""


def preparation_page(
    ratification: Ratification, *, viewer: Membership, at: datetime
) -> PreparationPage:
    """Return the preparation as it is at `at`; fetched `with_plan` and `with_local`."""
    road = road_at(ratification, at=at)
    local = local_at(ratification, at=at)
    is_own = viewer.acting_organisation_id == ratification.municipality_id
    version = road.offer.version if road.offer else None
    sha256 = version.sha256 if version else ""
    return PreparationPage(
        ratification=ratification,
        road=road,
        is_own=is_own,
        is_decided=_is_decided(road),
        items=list(version.items.all()) if version else [],
        parts=_parts(ratification, local, is_own=is_own),
        advices=[Asked(kind, local.advices.get(kind)) for kind in AdviceKind] if is_own else [],
        management_advice=local.management_advice if is_own else None,
        warnings=_warnings(road),
        prepare=Act(
            is_own and may(viewer, Permission.PREPARE_DECISION),
            blockers_to_prepare(road, by=viewer),
        ),
        agree=Act(
            is_own and may(viewer, Permission.AGREE_TEXT),
            blockers_to_agree(road, by=viewer, seen_sha256=sha256),
        ),
    )


def _is_decided(road: Road) -> bool:
    college = road.college or road.college_recorded
    if college is None or road.offer is None:
        return False
    is_on_offer = college.version_sha256 == road.offer.version.sha256
    return is_on_offer and college.outcome != Outcome.DEFERRED


def _parts(ratification: Ratification, local: Local, *, is_own: bool) -> list[OwnPart]:
    """Return every kind of part; for others only what the municipality wrote for them."""
    seen = {section.kind: section.pk for section in ratification.local_sections.all()}
    parts = [OwnPart(kind, local.sections.get(kind), seen.get(kind, 0)) for kind in LocalKind]
    if is_own:
        return parts
    return [part for part in parts if part.section and part.section.audience != Audience.OWN]


def _warnings(road: Road) -> list[str]:
    """Say what may go wrong with the day on the agenda, as long as that day matters."""
    if road.placing is None or _is_decided(road):
        return []
    calendar = calendar_of(road.ratification.municipality)
    return warnings_about(road.placing, calendar, closes_at=road.closes_at)
