"""Through which consultations a plan may go, and what may change on an agenda. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from actions.models import AgendaItem, AgendaOutcome, ConsultationKind, ItemOutcome, StepKind
from actions.rules.facts import ActionFacts
from actions.rules.stages import ADMINISTRATIVE, OFFICIAL, passage
from dutch.moments import local_date

OVER = {StepKind.DONE, StepKind.STOPPED}


class ConsultationBlocker(models.TextChoices):
    """Why an act on a consultation is not possible, as the person reads it."""

    CALLED = "called", "Dit overleg staat op deze dag al in de lijst."
    BEGUN = "begun", "Over een punt van dit overleg is al een uitkomst vastgelegd."
    PLAN_IS_CONCEPT = "plan_is_concept", "Dit plan is nog een concept. Stel het plan eerst vast."
    PLAN_REPLACED = (
        "plan_replaced",
        "Van dit plan is een nieuwere versie vastgesteld. Zet die versie op de agenda.",
    )
    NOT_THROUGH_OFFICIAL = (
        "not_through_official",
        "Dit plan is nog niet akkoord in het ambtelijk overleg. Zet het eerst daar op de agenda.",
    )
    OVER = "over", "De actie is afgerond of gestopt."
    THROUGH = "through", "Dit plan is in dit soort overleg al akkoord."
    ON_AN_AGENDA = "on_an_agenda", "Dit plan staat al op een agenda en wacht daar op een uitkomst."
    GONE = "gone", "Dit agendapunt is intussen van de agenda gehaald."
    ON_THIS_AGENDA = "on_this_agenda", "Dit plan staat al op deze agenda."
    HAS_OUTCOME = (
        "has_outcome",
        "Over dit agendapunt is een uitkomst vastgelegd. Het blijft op de agenda staan.",
    )
    HAS_PAPERS = (
        "has_papers",
        "Bij dit agendapunt horen stukken. Laat het staan en leg vast dat het is aangehouden.",
    )
    KNOWN_PAPER = "known_paper", "Dit bestand staat al bij dit agendapunt."
    NOT_YET_HELD = (
        "not_yet_held",
        "Het overleg is nog niet geweest. Dit kan vanaf de dag van het overleg.",
    )
    NO_REASON = "no_reason", "Schrijf op waarom het plan teruggaat."


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """
    How far one plan is: since when through which consultation, and where it waits for an outcome.

    A standing plan is the last version of its action that was frozen.
    """

    is_frozen: bool
    is_standing: bool
    official_on: date | None = None
    administrative_on: date | None = None
    waits_at: frozenset[ConsultationKind] = frozenset()
    is_over: bool = False

    @property
    def through(self) -> frozenset[ConsultationKind]:
        """The consultations that passed it."""
        days = {OFFICIAL: self.official_on, ADMINISTRATIVE: self.administrative_on}
        return frozenset(kind for kind, on in days.items() if on)


def plan_facts(facts: ActionFacts, plan_id: int) -> PlanFacts:
    """Return how far a plan of this action is."""
    version = next(each for each in facts.versions if each.plan_id == plan_id)
    so_far = passage(facts, version)
    own = [gate for gate in facts.gates if gate.plan_id == plan_id]
    return PlanFacts(
        is_frozen=version.frozen_at is not None,
        is_standing=facts.standing == version,
        official_on=so_far.official_on,
        administrative_on=so_far.administrative_on,
        waits_at=frozenset(gate.kind for gate in own if gate.outcome is None),
        is_over=bool(facts.steps) and facts.steps[-1].kind in OVER,
    )


def last_outcome(item: AgendaItem) -> AgendaOutcome | None:
    """Return what counts of a point: the last row."""
    outcomes = list(item.outcomes.all())
    return outcomes[-1] if outcomes else None


def blockers_to_place(
    plan: PlanFacts, kind: ConsultationKind, *, on: date, is_here: bool = False
) -> list[ConsultationBlocker]:
    """Return why a plan cannot be on an agenda of the day `on`; `is_here`: it is already."""
    if is_here:
        return [ConsultationBlocker.ON_THIS_AGENDA]
    checks = {
        ConsultationBlocker.PLAN_IS_CONCEPT: not plan.is_frozen,
        ConsultationBlocker.PLAN_REPLACED: plan.is_frozen and not plan.is_standing,
        ConsultationBlocker.OVER: plan.is_over,
        ConsultationBlocker.NOT_THROUGH_OFFICIAL: _comes_too_early(plan, kind, on),
        ConsultationBlocker.THROUGH: kind in plan.through,
        ConsultationBlocker.ON_AN_AGENDA: kind in plan.waits_at,
    }
    return _found(checks)


def blockers_to_record(  # noqa: PLR0913  # an outcome has this many sides
    outcome: ItemOutcome,
    *,
    reason: str,
    on: date,
    kind: ConsultationKind,
    plan: PlanFacts | None,
    at: datetime,
) -> list[ConsultationBlocker]:
    """Return why this outcome, of a consultation on the day `on`, cannot be recorded at `at`."""
    passes = outcome is ItemOutcome.PASSED
    checks = {
        ConsultationBlocker.NOT_YET_HELD: local_date(at) < on,
        ConsultationBlocker.NO_REASON: outcome is ItemOutcome.BACK and not reason,
        ConsultationBlocker.NOT_THROUGH_OFFICIAL: passes
        and plan is not None
        and _comes_too_early(plan, kind, on),
    }
    return _found(checks)


def blockers_to_remove(*, has_outcome: bool, has_papers: bool) -> list[ConsultationBlocker]:
    """Return why a point cannot leave the agenda."""
    return _found(
        {
            ConsultationBlocker.HAS_OUTCOME: has_outcome,
            ConsultationBlocker.HAS_PAPERS: has_papers,
        }
    )


def blockers_to_write(on: date, *, at: datetime) -> list[ConsultationBlocker]:
    """Return why there can be no minutes of a consultation on this day."""
    return _found({ConsultationBlocker.NOT_YET_HELD: local_date(at) < on})


def opens_the_colleges(before: PlanFacts, after: PlanFacts) -> bool:
    """Tell whether an outcome hands a standing plan on, to who decides for itself."""
    is_new = ADMINISTRATIVE in after.through - before.through
    return is_new and after.is_standing


def _comes_too_early(plan: PlanFacts, kind: ConsultationKind, on: date) -> bool:
    """Tell whether the official consultation has not passed it, or only after that day."""
    is_official_first = plan.official_on is not None and plan.official_on <= on
    return kind is ADMINISTRATIVE and not is_official_first


def _found(checks: Mapping[ConsultationBlocker, bool]) -> list[ConsultationBlocker]:
    return [blocker for blocker, applies in checks.items() if applies]
