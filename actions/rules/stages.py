"""How far an action is: computed from its facts for any moment, never kept. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices

from actions.models import ConsultationKind, ItemOutcome, StepKind, Word
from actions.rules.facts import ActionFacts, Gate, Taken, Version
from dutch.moments import format_date, local_date

OFFICIAL, ADMINISTRATIVE = ConsultationKind.OFFICIAL, ConsultationKind.ADMINISTRATIVE


class Stage(TextChoices):
    """The stages in their order."""

    IDEA = "idea", "Idee"
    PLAN = "plan", "Plan van aanpak"
    OFFICIAL = "official", "Ambtelijk overleg"
    ADMINISTRATIVE = "administrative", "Bestuurlijk overleg"
    PROPOSAL = "proposal", "Nader voorstel"
    READY = "ready", "Mag beginnen"
    RUNNING = "running", "Loopt"
    PAUSED = "paused", "Gepauzeerd"
    DONE = "done", "Afgerond"
    STOPPED = "stopped", "Gestopt"


AFTER = {
    StepKind.STARTED: Stage.RUNNING,
    StepKind.RESUMED: Stage.RUNNING,
    StepKind.PAUSED: Stage.PAUSED,
    StepKind.DONE: Stage.DONE,
    StepKind.STOPPED: Stage.STOPPED,
}
ENDED = {Stage.DONE, Stage.STOPPED}
WAITING = {
    Word.RAISED: "het nader voorstel is in voorbereiding",
    Word.ASKED: "het college besluit nog",
    Word.DEFERRED: "het college hield het aan",
    Word.WITHDRAWN: "het college trok zijn besluit in",
}
NOT_STARTING = {**WAITING, Word.DECLINED: "het college stemde niet in"}


@dataclass(frozen=True, slots=True)
class Stand:
    """
    Where an action is since when, why, and who must do what next.

    `plan` is the number of the version by which it goes, `not_starting` says per municipality why
    it does not start with the others. `reason` is why it was sent back, paused or stopped.
    """

    stage: Stage
    explanation: str
    following: str = ""
    since: date | None = None
    plan: int | None = None
    reason: str = ""
    not_starting: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """How far a version is through the consultations, and which of them sent it back last."""

    official_on: date | None = None
    administrative_on: date | None = None
    back: Gate | None = None

    @property
    def is_whole(self) -> bool:
        return self.administrative_on is not None


def passage(facts: ActionFacts, version: Version) -> Passage:
    """
    Return how far this version is: the official consultation first, and both anew after a "back".

    The administrative consultation can send a plan back without undoing what the other one said.
    """
    now = Passage()
    for gate in _in_order(facts, version):
        if gate.outcome is ItemOutcome.BACK:
            kept = now.official_on if gate.kind is ADMINISTRATIVE else None
            now = Passage(official_on=kept, back=gate)
        elif gate.outcome is ItemOutcome.PASSED and gate.kind is OFFICIAL:
            now = Passage(gate.on, now.administrative_on)
        elif gate.outcome is ItemOutcome.PASSED and now.official_on:
            now = Passage(now.official_on, gate.on)
    return now


def adopted(facts: ActionFacts, at: datetime) -> Version | None:
    """Return the last version that passed both consultations: the one that is carried out."""
    known = facts.known(at)
    passed = [each for each in known.versions if each.frozen_at and passage(known, each).is_whole]
    return max(passed, key=lambda each: each.number, default=None)


def waiting_colleges(facts: ActionFacts, version: Version) -> dict[str, Word]:
    """Return the municipalities whose college has not agreed to its share of this version."""
    last = {each.municipality: each.word for each in facts.heard if each.plan_id == version.plan_id}
    return {name: word for name, word in sorted(last.items()) if word in NOT_STARTING}


def not_starting(facts: ActionFacts, version: Version) -> list[str]:
    """Return which municipalities do not start with the others, each with why."""
    behind = waiting_colleges(facts, version)
    return [f"{name} ({NOT_STARTING[word]})" for name, word in behind.items()]


def stage_at(facts: ActionFacts, at: datetime) -> Stand:
    """Return where the action was at that moment, as far as was known then."""
    known = facts.known(at)
    last = known.steps[-1] if known.steps else None
    if last and (has_started(known) or last.kind is not StepKind.RESUMED):
        return _after_step(known, last, at)
    if known.standing is None:
        return _unplanned(known)
    return _consulted(known, known.standing, passage(known, known.standing))


def has_started(facts: ActionFacts) -> bool:
    """Tell whether it ever began; who resumes what was stopped before that, goes on preparing."""
    return any(step.kind is StepKind.STARTED for step in facts.steps)


def _after_step(facts: ActionFacts, last: Taken, at: datetime) -> Stand:
    version = adopted(facts, at)
    on, stage = format_date(last.on), AFTER[last.kind]
    behind = not_starting(facts, version) if version and stage is Stage.RUNNING else []
    return Stand(
        stage,
        {
            Stage.RUNNING: _running(facts, version, last, behind),
            Stage.PAUSED: f"De actie is gepauzeerd sinds {on}: {last.reason}",
            Stage.DONE: f"De actie is afgerond op {on}.",
            Stage.STOPPED: f"De actie is gestopt op {on}: {last.reason}",
        }[stage],
        {
            Stage.RUNNING: f"{_lead(facts)} houdt mijlpalen en voortgang bij.",
            Stage.PAUSED: f"{_lead(facts)} hervat de actie of stopt ermee.",
        }.get(stage, ""),
        since=last.on,
        plan=version.number if version else None,
        reason=last.reason,
        not_starting=behind,
    )


def _running(
    facts: ActionFacts, version: Version | None, last: Taken, behind: Sequence[str]
) -> str:
    plan = f", volgens versie {version.number} van het plan" if version else ""
    said = [f"De actie loopt sinds {format_date(last.on)}{plan}."]
    if behind:
        said.append(f"Nog niet begonnen: {'; '.join(behind)}.")
    standing = facts.standing
    if standing and version and standing.number > version.number:
        said.append(f"Versie {standing.number} moet nog door beide overleggen.")
    return " ".join(said)


def _unplanned(facts: ActionFacts) -> Stand:
    if facts.concept is None:
        return Stand(
            Stage.IDEA,
            "De actie is een idee: er is nog geen plan van aanpak.",
            f"{_lead(facts)} schrijft het plan van aanpak.",
        )
    since = local_date(facts.concept.begun_at)
    return Stand(
        Stage.PLAN,
        f"Het plan van aanpak wordt geschreven sinds {format_date(since)}.",
        f"{_lead(facts)} stelt het plan vast.",
        since=since,
    )


def _consulted(facts: ActionFacts, version: Version, so_far: Passage) -> Stand:
    if so_far.back:
        return _sent_back(facts, version, so_far.back)
    if so_far.official_on is None:
        assert version.frozen_at is not None
        since = local_date(version.frozen_at)
        before = f"Versie {version.number} van het plan is vastgesteld op {format_date(since)}."
        return _at_gate(facts, version, OFFICIAL, since, before)
    if so_far.administrative_on is None:
        since = so_far.official_on
        before = (
            f"Het ambtelijk overleg van {format_date(since)} ging akkoord met versie "
            f"{version.number} van het plan."
        )
        return _at_gate(facts, version, ADMINISTRATIVE, since, before)
    return _passed(facts, version, so_far.administrative_on)


def _sent_back(facts: ActionFacts, version: Version, gate: Gate) -> Stand:
    return Stand(
        Stage.PLAN,
        f"Het {_meeting(gate)} stuurde versie {version.number} van het plan terug: {gate.reason}",
        f"{_lead(facts)} past het plan aan en stelt een nieuwe versie vast.",
        since=gate.on,
        plan=version.number,
        reason=gate.reason,
    )


def _at_gate(
    facts: ActionFacts, version: Version, kind: ConsultationKind, since: date, before: str
) -> Stand:
    """Say what a consultation did so far with a plan that waits for it."""
    gates = [each for each in _in_order(facts, version) if each.kind is kind]
    said = [
        before,
        *(f"Het {_meeting(each)} {HELD[each.outcome]}." for each in gates if each.outcome in HELD),
    ]
    agenda = [each for each in gates if each.outcome is None]
    following = (
        f"Het {_meeting(agenda[-1])} bespreekt het plan."
        if agenda
        else f"De regiocoördinator zet het plan op de agenda van het {kind.label.lower()}."
    )
    stage = Stage.OFFICIAL if kind is OFFICIAL else Stage.ADMINISTRATIVE
    return Stand(stage, " ".join(said), following, since=since, plan=version.number)


HELD = {ItemOutcome.HELD: "hield het plan aan", ItemOutcome.NOTED: "nam kennis van het plan"}


def _passed(facts: ActionFacts, version: Version, on: date) -> Stand:
    behind = waiting_colleges(facts, version)
    waiting = [name for name, word in behind.items() if word in WAITING]
    passed = (
        f"Het bestuurlijk overleg van {format_date(on)} ging akkoord met versie "
        f"{version.number} van het plan."
    )
    lead = f"{_lead(facts)} kan beginnen"
    if waiting:
        others = f" {lead} met de andere gemeenten." if version.others_may_start else ""
        stage, why = Stage.PROPOSAL, f"Een nader voorstel ligt bij {_colleges(waiting)}."
        following = f"{_decide(waiting)}.{others}"
    else:
        stage, following, why = Stage.READY, f"{lead}.", _why_ready(facts, version)
    return Stand(
        stage,
        f"{passed} {why}",
        following,
        since=on,
        plan=version.number,
        not_starting=not_starting(facts, version),
    )


def _why_ready(facts: ActionFacts, version: Version) -> str:
    if any(each.plan_id == version.plan_id for each in facts.heard):
        return "De colleges die over een nader voorstel moesten besluiten, hebben dat gedaan."
    return "Er ligt geen nader voorstel bij een college."


def _in_order(facts: ActionFacts, version: Version) -> list[Gate]:
    """Return the gates of a version by their day; on the same day the official one is first."""
    own = [each for each in facts.gates if each.plan_id == version.plan_id]
    return sorted(own, key=lambda each: (each.on, each.kind is ADMINISTRATIVE))


def _meeting(gate: Gate) -> str:
    return f"{gate.kind.label.lower()} van {format_date(gate.on)}"


def _colleges(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"het college van {names[0]}"
    return f"{len(names)} colleges: {', '.join(names)}"


def _decide(names: Sequence[str]) -> str:
    return f"Het college van {names[0]} besluit" if len(names) == 1 else "Deze colleges besluiten"


def _lead(facts: ActionFacts) -> str:
    return f"Trekker {facts.lead}" if facts.lead else "De trekker (nog niet aangewezen)"
