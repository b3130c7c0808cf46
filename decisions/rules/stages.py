"""How far a municipality is, and who must act now. States follow from facts. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from decisions.models import FollowUp, Outcome
from decisions.rules.road import Road
from dutch.moments import format_date, local_date


class Stage(StrEnum):
    """The furthest step; the words say nothing about the outcome."""

    NOT_OFFERED = "nog niet aangeboden"
    RECEIVED = "ontvangen"
    ACKNOWLEDGED = "in behandeling"
    PORTFOLIO = "portefeuillehouder akkoord"
    AGENDA = "op de agenda"
    DECIDED = "besluit vastgelegd"
    CONFIRMED = "besluit bevestigd"
    INFORMED = "raad geïnformeerd"
    MAYOR = "burgemeester besloten"
    AUTHORISED = "gemachtigd"
    SIGNED = "getekend"


class StepState(StrEnum):
    DONE = "gedaan"
    CURRENT = "nu aan de beurt"
    OPEN = "nog te doen"
    LEFT_OUT = "niet vastgelegd"
    SKIPPED = "niet van toepassing"


BEFORE_COLLEGE, AFTER_COUNCIL, STEPS = 3, 6, 10  # places in the whole road
NEW_VERSION_ASKED = "coördinator en gemeente: overleggen over de gewijzigde tekst"
AGAIN = "college: opnieuw behandelen"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road: when it was done, and who says so in words."""

    title: str
    state: StepState
    by: str = ""
    at: datetime | date | None = None


def stage(road: Road) -> Stage:
    """Return the furthest step that this municipality has taken and that still stands."""
    return _reached(road)[0]


def since(road: Road) -> datetime | None:
    """Return the moment from which the stage holds."""
    return _reached(road)[1]


def _reached(road: Road) -> tuple[Stage, datetime | None]:
    counts = road.college_agreed and road.is_on_this_version
    reached = [
        (Stage.SIGNED, road.signature if counts else None, "signed_at"),
        (Stage.AUTHORISED, road.authorisation if counts else None, "authorised_at"),
        (Stage.MAYOR, road.mayor if counts and road.mayor_agreed else None, "confirmed_at"),
        (Stage.INFORMED, road.council_letter, "sent_at"),
        (Stage.CONFIRMED, road.college, "confirmed_at"),
        (Stage.DECIDED, road.college_recorded, "recorded_at"),
        (Stage.AGENDA, road.placing, "placed_at"),
        (Stage.PORTFOLIO, road.agreement, "agreed_at"),
        (Stage.ACKNOWLEDGED, road.receipt, "acknowledged_at"),
        (Stage.RECEIVED, road.offer, "offered_at"),
    ]
    known = ((name, getattr(fact, moment, None)) for name, fact, moment in reached)
    return next(((name, at) for name, at in known if at), (Stage.NOT_OFFERED, None))


def for_others(road: Road) -> Road:
    """Return the road without the facts that would tell what the college decided."""
    return replace(road, signature=None, authorisation=None, mayor=None, council_letter=None)


def waits_for(road: Road) -> list[str]:
    """Return who must act now and on what, as short Dutch phrases; empty when all is done."""
    if road.offer is None:
        return ["coördinator: aanbieden"]
    waits = _college_waits(road)
    if road.college and road.council_letter is None:
        waits.append("griffie of bestuurssecretaris: raadsbrief verzenden")
    if _is_to_be_signed(road):
        waits.append(_signature_waits(road))
    return waits


def steps(road: Road) -> list[Step]:
    """Return the whole road of this municipality, in order."""
    done = _done_steps(road)[: AFTER_COUNCIL if road.is_further else STEPS]
    passed = _passed(road)
    current = next((i for i, step in enumerate(done) if step.at is None and i not in passed), None)
    return [
        Step(step.title, _state(step, passed.get(i), is_current=i == current), step.by, step.at)
        for i, step in enumerate(done)
    ]


def _is_to_be_signed(road: Road) -> bool:
    agreed = road.college_agreed and road.is_on_this_version
    return agreed and road.signature is None and not road.is_further


def _college_waits(road: Road) -> list[str]:
    if road.college_recorded:
        return ["tweede persoon: collegebesluit bevestigen"]
    if road.college is None:
        return _before_decision(road)
    if not road.is_on_this_version:
        return ["bestuurssecretaris: besluit op de nieuwe versie vastleggen"]
    if road.college.outcome == Outcome.DEFERRED:
        return [AGAIN]
    return [NEW_VERSION_ASKED] if road.college.follow_up == FollowUp.NEW_VERSION else []


def _before_decision(road: Road) -> list[str]:
    """Name what a municipality usually does first, though the portal forces no order."""
    waits = [] if road.receipt else ["bestuurssecretaris of ambtenaar: ontvangst bevestigen"]
    if road.agreement is None:
        waits.append("wethouder: akkoord geven op de tekst")
    what = "collegebesluit vastleggen" if road.placing else "op de agenda plaatsen"
    return [*waits, f"bestuurssecretaris of ambtenaar: {what}"]


def _signature_waits(road: Road) -> str:
    if road.mayor_recorded:
        return "tweede persoon: besluit van de burgemeester bevestigen"
    if not road.mayor_agreed:
        return "burgemeester of bestuurssecretaris: beslispunt van de burgemeester vastleggen"
    if road.authorisation is None:
        return "burgemeester: machtiging vastleggen"
    return "wethouder: tekenen"


def _done_steps(road: Road) -> list[Step]:
    college = road.college or road.college_recorded
    mayor = road.mayor or road.mayor_recorded
    return [
        _step("Voorstel ontvangen", road.receipt, "acknowledged"),
        _step("Portefeuillehouder akkoord", road.agreement, "agreed"),
        _step("Op de agenda", road.placing, "placed", on="on"),
        _step("College besloten", college, "recorded", on="decided_on"),
        _step("Collegebesluit bevestigd", road.college, "confirmed"),
        _step("Raad geïnformeerd", road.council_letter, "sent", on="sent_on"),
        _step("Burgemeester besloten", mayor, "recorded", on="decided_on"),
        _step("Besluit burgemeester bevestigd", road.mayor, "confirmed"),
        _step("Wethouder gemachtigd", road.authorisation, "authorised"),
        _step("Getekend", road.signature, "signed"),
    ]


def _step(title: str, fact: object | None, act: str, *, on: str = "") -> Step:
    """
    Read who and when from the fact; a fact that is not there leaves the step open.

    What happened outside the portal on a day `on` also says when it was recorded here.
    """
    by, at = getattr(fact, f"{act}_by", None), getattr(fact, f"{act}_at", None)
    if at is None:
        return Step(title, StepState.OPEN)
    if on:
        return Step(
            title,
            StepState.OPEN,
            f"vastgelegd door {by} op {format_date(local_date(at))}",
            getattr(fact, on),
        )
    return Step(title, StepState.OPEN, str(by), at)


def _passed(road: Road) -> dict[int, StepState]:
    """Return the steps that were not recorded before the college, and those that do not follow."""
    passed: dict[int, StepState] = {}
    if road.college or road.college_recorded:
        passed |= dict.fromkeys(range(BEFORE_COLLEGE), StepState.LEFT_OUT)
    if road.college and not road.college_agreed:
        passed |= dict.fromkeys(range(AFTER_COUNCIL, STEPS), StepState.SKIPPED)
    return passed


def _state(step: Step, passed: StepState | None, *, is_current: bool) -> StepState:
    if step.at is not None:
        return StepState.DONE
    if passed:
        return passed
    return StepState.CURRENT if is_current else StepState.OPEN
