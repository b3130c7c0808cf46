"""When an action may start, pause, go on, end or stop. Pure: no queries, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices

from actions.models import StepKind
from actions.rules.facts import ActionFacts, Version
from actions.rules.joining import History, Joining, joins
from actions.rules.stages import ENDED, WAITING, Stage, passage, stage_at, waiting_colleges
from dutch.moments import local_date


class StepBlocker(TextChoices):
    """Why a step cannot be taken, as the reader sees it."""

    ENDED = "ended", "De actie is al afgerond of gestopt."
    STARTED = "started", "De actie is al begonnen."
    NOT_PASSED = "not_passed", "Het bestuurlijk overleg ging nog niet akkoord met het plan."
    COLLEGES = (
        "colleges",
        "Een college moet nog besluiten, en het plan laat de anderen niet alvast beginnen.",
    )
    TOO_FEW = "too_few", "Er doen minder gemeenten mee dan het plan ten minste vraagt."
    NOT_RUNNING = "not_running", "De actie loopt niet."
    NOT_HALTED = "not_halted", "De actie is niet gepauzeerd, afgerond of gestopt."
    FUTURE = "future", "De dag ligt in de toekomst."
    TOO_EARLY = "too_early", "De dag ligt vóór de vorige stap van de actie."
    NO_REASON = "no_reason", "Schrijf op waarom."


@dataclass(frozen=True, slots=True)
class Intended:
    """
    A step that somebody wants to take.

    `is_unasked`: the plan asks too much of somebody, and no proposal to that college was made yet.
    """

    kind: StepKind
    on: date
    reason: str = ""
    is_unasked: bool = False


def blockers_to_step(
    step: Intended, facts: ActionFacts, *, partners: int, at: datetime
) -> list[StepBlocker]:
    """
    Return why this step cannot be taken at `at`.

    `partners` are the municipalities that join without reservation.
    """
    known = facts.known(at)
    earliest = _earliest(step.kind, known)
    checks = {
        StepBlocker.FUTURE: step.on > local_date(at),
        StepBlocker.TOO_EARLY: earliest is not None and step.on < earliest,
        StepBlocker.NO_REASON: step.kind is not StepKind.STARTED and not step.reason,
    }
    return [
        *blockers_to_turn(step.kind, known, partners=partners, at=at, is_unasked=step.is_unasked),
        *(blocker for blocker, applies in checks.items() if applies),
    ]


def blockers_to_turn(
    kind: StepKind,
    facts: ActionFacts,
    *,
    partners: int,
    at: datetime,
    is_unasked: bool = False,
) -> list[StepBlocker]:
    """Return why a step of this kind cannot be taken at `at`, on whatever day."""
    known, stage = facts.known(at), stage_at(facts, at).stage
    if kind is StepKind.STARTED:
        return _blockers_to_start(known, stage, partners, is_unasked=is_unasked)
    checks = {
        StepBlocker.ENDED: stage in ENDED and kind is not StepKind.RESUMED,
        StepBlocker.NOT_RUNNING: stage not in GOING.get(kind, set(Stage)) | ENDED,
        StepBlocker.NOT_HALTED: kind is StepKind.RESUMED and stage not in {Stage.PAUSED, *ENDED},
    }
    return [blocker for blocker, applies in checks.items() if applies]


GOING = {StepKind.PAUSED: {Stage.RUNNING}, StepKind.DONE: {Stage.RUNNING, Stage.PAUSED}}


def partners(histories: Iterable[History], *, at: datetime) -> int:
    """Return how many municipalities join at that moment, those under reservation left out."""
    day = local_date(at)
    standings = [joins(history, day=day, known_at=at).joining for history in histories]
    return standings.count(Joining.JOINS)


def _blockers_to_start(
    facts: ActionFacts, stage: Stage, partners: int, *, is_unasked: bool
) -> list[StepBlocker]:
    if stage in ENDED:
        return [StepBlocker.ENDED]
    if stage in {Stage.RUNNING, Stage.PAUSED}:
        return [StepBlocker.STARTED]
    standing = facts.standing
    if standing is None or not passage(facts, standing).is_whole:
        return [StepBlocker.NOT_PASSED]
    checks = {
        StepBlocker.COLLEGES: (is_unasked or _still_decides(facts, standing))
        and not standing.others_may_start,
        StepBlocker.TOO_FEW: partners < (standing.minimum_partners or 0),
    }
    return [blocker for blocker, applies in checks.items() if applies]


def _still_decides(facts: ActionFacts, version: Version) -> bool:
    return any(word in WAITING for word in waiting_colleges(facts, version).values())


def _earliest(kind: StepKind, facts: ActionFacts) -> date | None:
    """Return the day of what came before: the last step, or else the last consultation."""
    if facts.steps:
        return facts.steps[-1].on
    if kind is StepKind.STARTED and facts.standing:
        return passage(facts, facts.standing).administrative_on
    return None
