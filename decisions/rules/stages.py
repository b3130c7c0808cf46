"""How far a municipality is, and who must act now. States follow from facts. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from decisions.models import Outcome
from decisions.rules.road import Road


class Stage(StrEnum):
    """The furthest step; the words say nothing about the outcome."""

    NOT_OFFERED = "nog niet aangeboden"
    RECEIVED = "ontvangen"
    ACKNOWLEDGED = "in behandeling"
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
    SKIPPED = "niet van toepassing"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road, with who did it and when, if it was done."""

    title: str
    state: StepState
    by: str = ""
    at: datetime | date | None = None


def stage(road: Road) -> Stage:
    """Return the furthest step that this municipality has taken."""
    reached = [
        (road.signature, Stage.SIGNED),
        (road.authorisation, Stage.AUTHORISED),
        (road.mayor, Stage.MAYOR),
        (road.council_letter, Stage.INFORMED),
        (road.college, Stage.CONFIRMED),
        (road.college_recorded, Stage.DECIDED),
        (road.offer and road.offer.acknowledged_at, Stage.ACKNOWLEDGED),
        (road.offer, Stage.RECEIVED),
    ]
    return next((name for fact, name in reached if fact), Stage.NOT_OFFERED)


def stage_for_others(road: Road) -> Stage:
    """Return the stage without the steps that would tell what the college decided."""
    told = stage(road)
    hidden = {Stage.INFORMED, Stage.MAYOR, Stage.AUTHORISED, Stage.SIGNED}
    return Stage.CONFIRMED if told in hidden else told


def waits_for(road: Road) -> list[str]:
    """Return who must act now and on what, as short Dutch phrases; empty when all is done."""
    if road.offer is None:
        return ["coördinator: aanbieden"]
    waits = _college_waits(road)
    if road.college and road.council_letter is None:
        waits.append("griffie of bestuurssecretaris: raadsbrief verzenden")
    if road.college_agreed and road.is_on_this_version and road.signature is None:
        waits.append(_signature_waits(road))
    return waits


def steps(road: Road) -> list[Step]:
    """Return the whole road of this municipality, in order."""
    done = _done_steps(road)
    skipped = _skipped(road)
    current = next((i for i, step in enumerate(done) if step.at is None and i not in skipped), None)
    return [
        Step(step.title, _state(step, i == current, i in skipped), step.by, step.at)
        for i, step in enumerate(done)
    ]


def _college_waits(road: Road) -> list[str]:
    if road.college_recorded:
        return ["tweede persoon: collegebesluit bevestigen"]
    if road.college is None:
        return ["bestuurssecretaris: collegebesluit vastleggen"]
    if not road.is_on_this_version:
        return ["bestuurssecretaris: besluit op de nieuwe versie vastleggen"]
    if road.college.outcome == Outcome.DEFERRED:
        return ["college: opnieuw behandelen"]
    return []


def _signature_waits(road: Road) -> str:
    if road.mayor_recorded:
        return "tweede persoon: besluit van de burgemeester bevestigen"
    if not road.mayor_agreed:
        return "burgemeester: beslispunt van de burgemeester"
    if road.authorisation is None:
        return "burgemeester: machtiging vastleggen"
    return "wethouder: tekenen"


def _done_steps(road: Road) -> list[Step]:
    college = road.college or road.college_recorded
    mayor = road.mayor or road.mayor_recorded
    return [
        _step("Voorstel ontvangen", road.offer, "acknowledged"),
        _step("College besloten", college, "recorded", when="decided_on"),
        _step("Collegebesluit bevestigd", road.college, "confirmed"),
        _step("Raad geïnformeerd", road.council_letter, "sent", when="sent_on"),
        _step("Burgemeester besloten", mayor, "recorded", when="decided_on"),
        _step("Besluit burgemeester bevestigd", road.mayor, "confirmed"),
        _step("Wethouder gemachtigd", road.authorisation, "authorised"),
        _step("Getekend", road.signature, "signed"),
    ]


def _step(title: str, fact: object | None, act: str, *, when: str = "") -> Step:
    """Read who and when from the fact; a fact that is not there leaves the step open."""
    by = getattr(fact, f"{act}_by", None)
    at = getattr(fact, when or f"{act}_at", None)
    return Step(title, StepState.OPEN, str(by) if by else "", at)


def _skipped(road: Road) -> set[int]:
    """Return the steps that do not follow on what this college decided."""
    if road.college is None or road.college_agreed:
        return set()
    return {4, 5, 6, 7}


def _state(step: Step, is_current: bool, is_skipped: bool) -> StepState:  # noqa: FBT001  # two facts
    if step.at is not None:
        return StepState.DONE
    if is_skipped:
        return StepState.SKIPPED
    return StepState.CURRENT if is_current else StepState.OPEN
