"""What adopted plans take of each municipality, against what it declared to have."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from actions.models import (
    AgendaOutcome,
    Capacity,
    CollegeWord,
    ConsultationKind,
    ItemOutcome,
    Need,
    Plan,
    Word,
)
from actions.models.capacity import COUNTED
from actions.rules.capacity import MEASURES, NOTHING, Line, Load, Measure, ledger, measured
from actions.store.commitments import Pair, commitments, ended_in
from municipalities.models import Municipality, Region

Cell = tuple[int, int, Measure]  # municipality, year, what is summed


@dataclass(frozen=True, slots=True)
class MunicipalLine:
    """One line of the ledger of a municipality in a calendar year."""

    municipality: Municipality
    plan: Plan
    year: int
    measure: Measure
    line: Line


@dataclass(slots=True)
class _Taken:
    """What one plan takes: all of it, and what the municipality marked as beyond its capacity."""

    amount: Decimal = NOTHING
    marked: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class _Takings:
    """Per cell what each plan takes; `ended` gives the year after which an action takes nothing."""

    plan_of: Mapping[int, int]
    ended: Mapping[int, int]
    cells: defaultdict[Cell, defaultdict[int, _Taken]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(_Taken))
    )

    def add(
        self, pair: Pair, years: Iterable[int], unit: str, amount: Decimal, *, is_marked: bool
    ) -> None:
        """Add an amount to each of these years, as far as the action takes anything in them."""
        action, municipality = pair
        measure = MEASURES.get(unit)
        last_year = self.ended.get(action)
        if measure is None:
            return
        for year in years:
            if last_year is None or year <= last_year:
                taken = self.cells[municipality, year, measure][self.plan_of[action]]
                taken.amount += measured(unit, amount)
                taken.marked += measured(unit, amount) if is_marked else NOTHING


def lines_of(region: Region, *, at: datetime, plan: Plan | None = None) -> list[MunicipalLine]:
    """
    Return the ledger of every municipality of the region, per year and measure, as known at `at`.

    Adopted plans come in the order in which they were adopted; `plan` is one about to be, and
    comes last. A plan that takes nothing of a municipality in a year has no line there.
    """
    plans = _plans(region, at=at, plan=plan)
    municipalities = {each.pk: each for each in Municipality.objects.filter(region=region)}
    takings = _takings(plans, municipalities, at=at)
    words = _words(plans, at=at)
    declared = declared_in(municipalities, at=at)
    return [
        MunicipalLine(municipalities[cell[0]], plans[line.plan_id], cell[1], cell[2], line)
        for cell in sorted(takings.cells)
        for line in ledger(
            _loads(plans, takings.cells[cell], words, cell[0]), declared=declared.get(cell)
        )
    ]


def adopted_plans(region: Region, *, at: datetime) -> list[Plan]:
    """Return the newest plan that passed, for each action; what was sent back did not."""
    last = (
        AgendaOutcome.objects.filter(
            item__plan__isnull=False,
            item__consultation__region=region,
            outcome__in=[ItemOutcome.PASSED, ItemOutcome.BACK],
            recorded_at__lte=at,
        )
        .order_by("item__plan_id", "item__consultation__kind", "-recorded_at", "-pk")
        .distinct("item__plan_id", "item__consultation__kind")
        .select_related("item__plan__action__theme", "item__consultation")
    )
    back = {each.item.plan_id for each in last if each.outcome == ItemOutcome.BACK}
    passed = [
        each
        for each in last
        if each.item.consultation.kind == ConsultationKind.ADMINISTRATIVE
        and each.item.plan_id not in back
    ]
    in_order = sorted(passed, key=lambda each: (each.recorded_at, each.pk))
    plans = [each.item.plan for each in in_order if each.item.plan]
    newest = {each.action_id: each.number for each in sorted(plans, key=lambda p: p.number)}
    return [each for each in plans if newest[each.action_id] == each.number]


def declared_in(municipalities: Collection[int], *, at: datetime) -> dict[Cell, Decimal]:
    """Return what these municipalities declared, per year and measure; fte and hours together."""
    last = (
        Capacity.objects.filter(municipality__in=municipalities, declared_at__lte=at)
        .order_by("municipality_id", "year", "unit", "-declared_at", "-pk")
        .distinct("municipality_id", "year", "unit")
        .values_list("municipality_id", "year", "unit", "amount")
    )
    sums: defaultdict[Cell, Decimal] = defaultdict(Decimal)
    for municipality, year, unit, amount in last:
        sums[municipality, year, MEASURES[unit]] += measured(unit, amount)
    return dict(sums)


def _plans(region: Region, *, at: datetime, plan: Plan | None) -> dict[int, Plan]:
    adopted = adopted_plans(region, at=at)
    if plan:
        adopted = [*(each for each in adopted if each.action_id != plan.action_id), plan]
    return {each.pk: each for each in adopted}


def _takings(
    plans: Mapping[int, Plan], municipalities: Collection[int], *, at: datetime
) -> _Takings:
    plan_of = {plan.action_id: plan.pk for plan in plans.values()}
    takings = _Takings(plan_of, ended_in(plan_of, at=at))
    found = commitments(plan_of, at=at)
    _add_needs(takings, plans, municipalities, found.answered)
    for each in found.rows:
        takings.add(
            (each.action, each.municipality),
            each.years,
            each.unit,
            each.amount or NOTHING,
            is_marked=not each.is_within_capacity,
        )
    return takings


def _add_needs(
    takings: _Takings,
    plans: Mapping[int, Plan],
    municipalities: Collection[int],
    answered: Collection[Pair],
) -> None:
    """Add what is asked of who has not answered yet."""
    needs = Need.objects.filter(plan__in=plans, party__in=municipalities, unit__in=COUNTED)
    for need in needs.values_list("plan", "party", "year", "unit", "amount").order_by():
        plan, party, year, unit, amount = need
        pair = (plans[plan].action_id, party)
        if pair not in answered and amount is not None:
            takings.add(pair, [year], unit, amount, is_marked=False)


def _words(plans: Collection[int], *, at: datetime) -> dict[tuple[int, int], Word]:
    last = CollegeWord.objects.filter(plan__in=plans, said_at__lte=at)
    last = last.order_by("plan_id", "municipality_id", "-said_at", "-pk")
    last = last.distinct("plan_id", "municipality_id")
    return {(each.plan_id, each.municipality_id): Word(each.word) for each in last}


def _loads(
    plans: Iterable[int],
    taken: Mapping[int, _Taken],
    words: Mapping[tuple[int, int], Word],
    municipality: int,
) -> list[Load]:
    return [
        Load(plan, taken[plan].amount, words.get((plan, municipality)), taken[plan].marked)
        for plan in plans
        if plan in taken and taken[plan].amount
    ]
