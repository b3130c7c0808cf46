"""What the triggers of a region look at, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from actions.models import Answer, JoinTrigger, Need, Participation, Plan, Step, StepKind, Unit
from actions.rules.capacity import Line, Measure
from actions.rules.joining import Joining, joins
from actions.rules.participation import is_over, is_running
from actions.rules.watching import Watched, Years, asked_in
from actions.store.histories import histories
from actions.store.ledger import declared_in, lines_of
from dutch.moments import local_date
from municipalities.models import Municipality, Region

Lines = Mapping[tuple[int, Measure], Sequence[Line]]


def waiting(region: Region) -> list[JoinTrigger]:
    """
    Return the triggers that are not met yet, of answers that still stand.

    In the order of their actions, in which whoever writes to more than one takes them.
    """
    last = (
        Participation.objects.filter(action__theme__profile__region=region)
        .order_by("action_id", "municipality_id", "-answered_at", "-pk")
        .distinct("action_id", "municipality_id")
        .values("pk")
    )
    triggers = JoinTrigger.objects.filter(participation__in=last, suggestion=None)
    triggers = triggers.exclude(participation__answer=Answer.JOINS)
    triggers = triggers.select_related("participation__municipality", "participation__action")
    return list(triggers.order_by("participation__action_id", "pk"))


def watched(
    region: Region, triggers: Iterable[JoinTrigger], *, at: datetime
) -> dict[tuple[int, int], Watched]:
    """Return what is known by action and municipality; an action that is over has nothing."""
    pairs = {
        (each.participation.action_id, each.participation.municipality_id) for each in triggers
    }
    known = _known(region, {action for action, _ in pairs}, at=at)
    return {
        (action, municipality): known.of(action, municipality)
        for action, municipality in pairs
        if not is_over(known.steps[action])
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for all of them at once; plans and names by key."""

    plans: Mapping[int, Plan]
    steps: Mapping[int, list[StepKind]]
    needs: Mapping[tuple[int, int], list[tuple[int, Unit, Decimal]]]
    partners: Mapping[int, Mapping[int, str]]
    lines: Mapping[int, Lines]
    declared: Mapping[int, Years]
    year: int

    def of(self, action: int, municipality: int) -> Watched:
        """Return what the triggers of one municipality at one action look at."""
        plan = self.plans.get(action)
        others = {pk: name for pk, name in self.partners[action].items() if pk != municipality}
        return Watched(
            text=_text(plan) if plan else "",
            is_running=is_running(self.steps[action]),
            partners=list(others.values()),
            asked=asked_in(self.needs[action, municipality], since=self.year),
            declared=self.declared[municipality],
            lines=self.lines[municipality],
        )


def _known(region: Region, actions: set[int], *, at: datetime) -> _Known:
    plans = _plans(actions, at=at)
    names = dict(Municipality.objects.filter(region=region).values_list("pk", "name"))
    return _Known(
        plans=plans,
        steps=_steps(actions, at=at),
        needs=_needs(plans),
        partners=_partners(region, actions, at=at),
        lines=_lines(region, at=at),
        declared=_declared(names, at=at),
        year=local_date(at).year,
    )


def _plans(actions: set[int], *, at: datetime) -> dict[int, Plan]:
    """Return the version of each action that was frozen last."""
    frozen = Plan.objects.filter(action__in=actions, frozen_at__lte=at)
    return {plan.action_id: plan for plan in frozen.order_by("number")}


def _text(plan: Plan) -> str:
    return f"{plan.goals}\n{plan.result}\n{plan.dependencies}"


def _steps(actions: set[int], *, at: datetime) -> Mapping[int, list[StepKind]]:
    found = defaultdict(list)
    rows = Step.objects.filter(action__in=actions, taken_at__lte=at).order_by("taken_at", "pk")
    for action, kind in rows.values_list("action_id", "kind"):
        found[action].append(StepKind(kind))
    return found


def _needs(plans: Mapping[int, Plan]) -> Mapping[tuple[int, int], list[tuple[int, Unit, Decimal]]]:
    found = defaultdict(list)
    rows = Need.objects.filter(plan__in=plans.values(), amount__isnull=False).order_by("pk")
    for each in rows.select_related("plan"):
        assert each.amount is not None
        found[each.plan.action_id, each.party_id].append((each.year, Unit(each.unit), each.amount))
    return found


def _partners(
    region: Region, actions: set[int], *, at: datetime
) -> Mapping[int, Mapping[int, str]]:
    """Return by action who joins without reservation, name by key."""
    known = Municipality.objects.filter(region=region).values_list("code", "pk", "name")
    people = {code: (pk, name) for code, pk, name in known}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for action, by_code in histories(actions).items():
        for code, recorded in by_code.items():
            joined = joins(recorded.history, day=local_date(at), known_at=at)
            if joined.joining is Joining.JOINS and code in people:
                pk, name = people[code]
                found[action][pk] = name
    return found


def _lines(region: Region, *, at: datetime) -> Mapping[int, Lines]:
    found: dict[int, dict[tuple[int, Measure], list[Line]]] = defaultdict(lambda: defaultdict(list))
    for each in lines_of(region, at=at):
        found[each.municipality.pk][each.year, each.measure].append(each.line)
    return found


def _declared(municipalities: Iterable[int], *, at: datetime) -> Mapping[int, Years]:
    found: dict[int, dict[tuple[int, Measure], Decimal]] = defaultdict(dict)
    for (municipality, year, measure), amount in declared_in(list(municipalities), at=at).items():
        found[municipality][year, measure] = amount
    return found
