"""What the page "Capaciteit en geld" adds up, read in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from actions.models import Action, ContributionKind, Need, Plan, Unit
from actions.rules.capacity import Measure
from actions.rules.sums import Entry, Side, entry
from actions.store.commitments import Commitment, commitments, ended_in
from actions.store.ledger import declared_in
from municipalities.models import Municipality, Organisation
from profiles.models import Profile


@dataclass(frozen=True, slots=True)
class InWords:
    """What is asked or committed and cannot be counted."""

    side: Side
    party: Organisation
    action: Action
    kind: ContributionKind
    years: Sequence[int]
    text: str

    @property
    def period(self) -> str:
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the page adds up, whatever the reader chose."""

    profile: Profile
    actions: Mapping[int, Action]
    parties: Mapping[int, Organisation]
    municipalities: Sequence[Municipality]
    entries: Sequence[Entry]
    in_words: Sequence[InWords]
    declared: Mapping[tuple[int, int, Measure], Decimal]

    @property
    def years(self) -> list[int]:
        """The period of the profile, and every other year in which something is counted."""
        period = range(self.profile.first_year, self.profile.last_year + 1)
        named = {year for each in self.in_words for year in each.years}
        return sorted({*period, *named, *(each.year for each in self.entries)})


def money_facts(profile: Profile, *, at: datetime) -> Facts:
    """Return what the newest frozen plans ask and municipalities answered, as known at `at`."""
    actions = {each.pk: each for each in _actions(profile)}
    municipalities = list(Municipality.objects.filter(region=profile.region_id).order_by("name"))
    needs = list(_needs(actions, at=at))
    committed = commitments(actions, at=at).rows
    ended = ended_in(actions, at=at)
    parties = {
        **{each.pk: each for each in municipalities},
        **{need.party_id: need.party for need in needs},
    }
    return Facts(
        profile=profile,
        actions=actions,
        parties=parties,
        municipalities=municipalities,
        entries=[*_asked(needs, ended), *_committed(committed, ended)],
        in_words=[*_words_of_needs(needs), *_words_of_rows(committed, parties, actions)],
        declared=declared_in([each.pk for each in municipalities], at=at),
    )


def _actions(profile: Profile) -> QuerySet[Action]:
    return Action.objects.filter(theme__profile=profile).select_related("theme")


def _needs(actions: Iterable[int], *, at: datetime) -> QuerySet[Need]:
    """Return what the newest frozen plan of each action asks."""
    plans = Plan.objects.filter(action__in=list(actions), frozen_at__lte=at)
    newest = plans.order_by("action_id", "-number").distinct("action_id").values("pk")
    needs = Need.objects.filter(plan__in=newest).select_related("party", "plan__action__theme")
    return needs.order_by("plan__action__theme__number", "plan__action__position", "year", "pk")


def _asked(needs: Iterable[Need], ended: Mapping[int, int]) -> list[Entry]:
    return [
        entry(
            Side.ASKED,
            party=need.party_id,
            action=need.plan.action_id,
            year=need.year,
            kind=need.kind,
            unit=need.unit,
            amount=need.amount,
        )
        for need in needs
        if need.amount is not None and need.year <= ended.get(need.plan.action_id, need.year)
    ]


def _committed(rows: Iterable[Commitment], ended: Mapping[int, int]) -> list[Entry]:
    return [
        entry(
            Side.COMMITTED,
            party=row.municipality,
            action=row.action,
            year=year,
            kind=row.kind,
            unit=row.unit,
            amount=row.amount,
        )
        for row in rows
        if row.amount is not None
        for year in row.years
        if year <= ended.get(row.action, year)
    ]


def _words_of_needs(needs: Iterable[Need]) -> list[InWords]:
    return [
        InWords(
            Side.ASKED,
            need.party,
            need.plan.action,
            ContributionKind(need.kind),
            [need.year],
            need.description,
        )
        for need in needs
        if need.unit == Unit.DESCRIPTION
    ]


def _words_of_rows(
    rows: Iterable[Commitment],
    parties: Mapping[int, Organisation],
    actions: Mapping[int, Action],
) -> list[InWords]:
    return [
        InWords(
            Side.COMMITTED,
            parties[row.municipality],
            actions[row.action],
            ContributionKind(row.kind),
            row.years,
            row.description,
        )
        for row in rows
        if row.unit == Unit.DESCRIPTION and row.years
    ]
