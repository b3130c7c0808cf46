"""What is known of one action, apart from the rows that hold it. Pure: no queries, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from actions.models import Action, AgendaItem, ConsultationKind, ItemOutcome, Plan, StepKind, Word


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the plan of approach; `frozen_at` is None while it is a concept."""

    plan_id: int
    number: int
    begun_at: datetime
    frozen_at: datetime | None = None
    minimum_partners: int | None = None
    others_may_start: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a consultation said of a plan, as it was recorded at `at`."""

    outcome: ItemOutcome
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A plan on the agenda of a consultation; of its verdicts the last one counts."""

    plan_id: int
    kind: ConsultationKind
    on: date
    added_at: datetime
    verdicts: Sequence[Verdict] = ()

    @property
    def outcome(self) -> ItemOutcome | None:
        return self.verdicts[-1].outcome if self.verdicts else None

    @property
    def reason(self) -> str:
        return self.verdicts[-1].reason if self.verdicts else ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the college of a municipality said to its share of a plan."""

    plan_id: int
    municipality: str
    word: Word
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken on a day and recorded at a moment."""

    kind: StepKind
    on: date
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """All of it, each in the order in which it was recorded; `lead` is "" while nobody leads."""

    lead: str = ""
    versions: Sequence[Version] = ()
    gates: Sequence[Gate] = ()
    heard: Sequence[Heard] = ()
    steps: Sequence[Taken] = ()

    def known(self, at: datetime) -> Self:
        """Return what was known at that moment."""
        return replace(
            self,
            versions=[_version(each, at) for each in self.versions if each.begun_at <= at],
            gates=[_gate(each, at) for each in self.gates if each.added_at <= at],
            heard=[each for each in self.heard if each.at <= at],
            steps=[each for each in self.steps if each.at <= at],
        )

    @property
    def concept(self) -> Version | None:
        return next((each for each in self.versions if each.frozen_at is None), None)

    @property
    def standing(self) -> Version | None:
        """The version that was frozen last."""
        frozen = [each for each in self.versions if each.frozen_at]
        return max(frozen, key=lambda each: each.number, default=None)


def facts_of(action: Action) -> ActionFacts:
    """Return the facts of an action of `with_facts`."""
    plans = list(action.plans.all())
    return ActionFacts(
        lead=str(action.lead or ""),
        versions=[_version_of(plan) for plan in plans],
        gates=[_gate_of(item, item.plan_id) for item in action.agenda_items.all() if item.plan_id],
        heard=[
            Heard(plan.pk, str(said.municipality), Word(said.word), said.said_at)
            for plan in plans
            for said in plan.college_words.all()
        ],
        steps=[
            Taken(StepKind(step.kind), step.on, step.taken_at, step.reason)
            for step in action.steps.all()
        ],
    )


def _version_of(plan: Plan) -> Version:
    return Version(
        plan.pk,
        plan.number,
        plan.begun_at,
        plan.frozen_at,
        plan.minimum_partners,
        plan.others_may_start,
    )


def _gate_of(item: AgendaItem, plan_id: int) -> Gate:
    return Gate(
        plan_id,
        ConsultationKind(item.consultation.kind),
        item.consultation.on,
        item.added_at,
        [
            Verdict(ItemOutcome(said.outcome), said.recorded_at, said.reason)
            for said in item.outcomes.all()
        ],
    )


def _version(version: Version, at: datetime) -> Version:
    is_frozen = version.frozen_at is not None and version.frozen_at <= at
    return version if is_frozen else replace(version, frozen_at=None)


def _gate(gate: Gate, at: datetime) -> Gate:
    return replace(gate, verdicts=[each for each in gate.verdicts if each.at <= at])
