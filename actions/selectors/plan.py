"""The plan of approach: one version to read, the concept to write, two versions side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from actions.models import Action, Need, Plan, Unit
from actions.rules.plans import (
    Changed,
    PlanBlocker,
    Totals,
    blockers_to_freeze,
    canonical_plan,
    differences,
    plan_sha256,
    said_amount,
    seen_need,
    seen_plan,
    totals,
)
from actions.selectors.action import may_work_on
from municipalities.models import Membership, Organisation, OrganisationKind
from trail.models import Entry

YEARS_BEFORE, YEARS_AFTER = 1, 4  # of the period of the profile


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One line of what a plan asks: `amount` as people write it, "" for what is said in words."""

    need: Need
    amount: str
    seen: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A version with what it asks. `recipe` is the text over which its hash was taken."""

    action: Action
    plan: Plan
    needs: list[Need]
    totals: Totals
    recipe: str
    versions: list[Plan]
    may_write: bool

    @property
    def is_whole(self) -> bool:
        """Whether a frozen version still has the hash that it was frozen with."""
        return not self.plan.frozen_at or self.plan.sha256 == plan_sha256(self.plan, self.needs)

    @property
    def rows(self) -> list[NeedRow]:
        return [row_of(need) for need in self.needs]


@dataclass(frozen=True, slots=True)
class WritingPage:
    """The concept with what its writers need: hashes of what is on the screen, and what misses."""

    action: Action
    plan: Plan
    needs: list[Need]
    totals: Totals
    seen: str
    sha256: str
    blockers: list[PlanBlocker]

    @property
    def rows(self) -> list[NeedRow]:
        return [row_of(need) for need in self.needs]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """`before` and `after` are None while there is only one version."""

    action: Action
    versions: list[Plan]
    before: Plan | None
    after: Plan | None
    changes: list[Changed]


def readable_plans(action: Action, *, viewer: Membership) -> QuerySet[Plan]:
    """Return the versions that this reader may open; a concept is for who writes it."""
    plans = action.plans.select_related("begun_by", "frozen_by").order_by("number")
    return plans if may_work_on(action, viewer) else plans.filter(frozen_at__isnull=False)


def plan_page(action: Action, plan: Plan, *, viewer: Membership) -> PlanPage:
    """Return one version with what it asks of whom."""
    needs = needs_of(plan)
    return PlanPage(
        action=action,
        plan=plan,
        needs=needs,
        totals=totals(needs),
        recipe=canonical_plan(plan, needs),
        versions=list(readable_plans(action, viewer=viewer)),
        may_write=may_work_on(action, viewer),
    )


def writing_page(action: Action, plan: Plan, *, is_ended: bool) -> WritingPage:
    """Return the concept as its writers see it."""
    needs = needs_of(plan)
    before = action.plans.exclude(pk=plan.pk).order_by("number").last()
    return WritingPage(
        action=action,
        plan=plan,
        needs=needs,
        totals=totals(needs),
        seen=seen_plan(plan),
        sha256=plan_sha256(plan, needs),
        blockers=blockers_to_freeze(
            plan,
            needs,
            last_sha256=before.sha256 if before else "",
            has_lead=action.lead is not None,
            is_ended=is_ended,
        ),
    )


def difference_page(
    action: Action, versions: Sequence[Plan], *, before: Plan | None, after: Plan | None
) -> DifferencePage:
    """Return what differs between two versions."""
    changes = (
        differences(before, needs_of(before), after, needs_of(after)) if before and after else []
    )
    return DifferencePage(action, list(versions), before, after, changes)


def needs_of(plan: Plan) -> list[Need]:
    """Return what a plan asks, by year and party."""
    return list(plan.needs.select_related("party"))


def row_of(need: Need) -> NeedRow:
    """Return a line as it stands on a page."""
    amount = "" if need.amount is None else said_amount(Unit(need.unit), need.amount)
    return NeedRow(need, amount, seen_need(need))


def parties_of(action: Action) -> QuerySet[Organisation]:
    """Return of whom a plan can ask something: all parties of the region but institutions."""
    own = Organisation.objects.filter(region=action.theme.profile.region_id)
    return own.exclude(kind=OrganisationKind.INSTITUTION).order_by("kind", "name")


def years_of(action: Action, *, also: int | None = None) -> list[int]:
    """Return the years for which a plan can ask something: those round the profile's period."""
    profile = action.theme.profile
    years = set(range(profile.first_year - YEARS_BEFORE, profile.last_year + YEARS_AFTER + 1))
    return sorted(years | ({also} if also else set()))


def last_writing(action: Action) -> Entry | None:
    """Return who last wrote in the concept, and when."""
    entries = Entry.objects.filter(
        object_type=action._meta.label_lower, object_id=str(action.pk), act="wrote_plan"
    )
    return entries.select_related("by").latest_first().first()
