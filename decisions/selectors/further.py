"""Further proposals: about which plan, whom they concern by which figures, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from actions.models import Action, CollegeWord, Plan, Word
from decisions.models import Concern, Proposal, Ratification
from decisions.rules.further import Figure, figures_of
from decisions.selectors.board import may_open
from municipalities.models import Membership

KINDS = {
    Word.AGREED: "success",
    Word.RAISED: "neutral",
    Word.UNNEEDED: "neutral",
    Word.ASKED: "info",
    Word.DEFERRED: "warning",
}


@dataclass(frozen=True, slots=True)
class Concerned:
    """
    One municipality that a further proposal concerns: since when, why and by which figures.

    `word` is None before its college was asked. `url` is empty where the reader may not open the
    road.
    """

    name: str
    figures: list[Figure]
    reason: str
    since: datetime
    word: Word | None
    decided_on: date | None
    said_at: datetime | None
    is_own: bool
    url: str

    @property
    def kind(self) -> str:
        """Return which sign and colour go with the word."""
        return KINDS.get(self.word, "error") if self.word else "neutral"


@dataclass(frozen=True, slots=True)
class About:
    """
    What a further proposal is about. `is_readable`: this reader may open its text.

    `offered_at` is when it was first put to the colleges; None while it is not.
    """

    proposal: Proposal
    plan: Plan
    action: Action
    concerned: list[Concerned]
    offered_at: datetime | None
    is_readable: bool

    @property
    def names(self) -> str:
        return ", ".join(each.name for each in self.concerned)


@dataclass(frozen=True, slots=True)
class FurtherPage:
    action: Action
    proposals: list[About]


def about(proposal: Proposal, *, viewer: Membership, at: datetime) -> About | None:
    """Return what a further proposal is about; None for the proposal of a profile."""
    found = _abouts([proposal], viewer=viewer, at=at) if proposal.is_further else []
    return next(iter(found), None)


def further_page(action: Action, *, viewer: Membership, at: datetime) -> FurtherPage:
    """Return all further proposals about the plans of an action, newest first."""
    proposals = Proposal.objects.filter(plan__action=action).select_related("plan__action")
    return FurtherPage(action, _abouts(list(proposals), viewer=viewer, at=at))


def _abouts(proposals: list[Proposal], *, viewer: Membership, at: datetime) -> list[About]:
    """Put them together, in a number of queries that does not grow."""
    found = Proposal.objects.readable_by(viewer).filter(pk__in=[each.pk for each in proposals])
    readable = set(found.values_list("pk", flat=True))
    concerns = _standing(proposals)
    words = _words(proposals, at=at)
    roads = _roads(proposals)
    return [
        About(
            proposal=proposal,
            plan=proposal.plan,
            action=proposal.plan.action,
            concerned=[
                _concerned(
                    concern,
                    words.get((concern.municipality_id, _board(proposal))),
                    roads.get((proposal.pk, concern.municipality_id)),
                    viewer,
                )
                for concern in concerns.get(proposal.pk, [])
            ],
            offered_at=_offered_at(proposal, roads.values()),
            is_readable=proposal.pk in readable,
        )
        for proposal in proposals
        if proposal.plan is not None
    ]


def _standing(proposals: Iterable[Proposal]) -> dict[int, list[Concern]]:
    """Return by proposal the last concern of each municipality, as far as it is one."""
    rows = Concern.objects.filter(proposal__in=proposals).select_related("municipality")
    last = {(row.proposal_id, row.municipality_id): row for row in rows.order_by("raised_at", "pk")}
    standing: dict[int, list[Concern]] = {}
    for row in sorted(last.values(), key=lambda row: row.municipality.name):
        if row.figures:
            standing.setdefault(row.proposal_id, []).append(row)
    return standing


def _words(proposals: Iterable[Proposal], *, at: datetime) -> dict[tuple[int, str], CollegeWord]:
    """Return the last word of each college, by municipality and the address where it was said."""
    paths = [_board(proposal) for proposal in proposals]
    said = CollegeWord.objects.filter(path__in=paths, said_at__lte=at)
    return {(word.municipality_id, word.path): word for word in said.order_by("said_at", "pk")}


def _roads(proposals: Iterable[Proposal]) -> dict[tuple[int, int], Ratification]:
    roads = Ratification.objects.filter(proposal__in=proposals).select_related("municipality")
    found = roads.prefetch_related("offers")
    return {(road.proposal_id, road.municipality_id): road for road in found}


def _offered_at(proposal: Proposal, roads: Iterable[Ratification]) -> datetime | None:
    offers = [
        o.offered_at for road in roads if road.proposal_id == proposal.pk for o in road.offers.all()
    ]
    return min(offers, default=None)


def _board(proposal: Proposal) -> str:
    return reverse("decisions:board", args=[proposal.pk])


def _concerned(
    concern: Concern, said: CollegeWord | None, road: Ratification | None, viewer: Membership
) -> Concerned:
    return Concerned(
        name=concern.municipality.name,
        figures=figures_of(concern.figures),
        reason=concern.reason,
        since=concern.raised_at,
        word=Word(said.word) if said else None,
        decided_on=said.decided_on if said else None,
        said_at=said.said_at if said else None,
        is_own=concern.municipality_id == viewer.acting_organisation_id,
        url=road.get_absolute_url() if road and may_open(road, viewer) else "",
    )
