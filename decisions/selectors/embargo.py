"""The embargo of a proposal: until when, who still has to decide, and what was asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from decisions.models import EmbargoChange, Proposal
from decisions.querysets import ProposalQuerySet
from decisions.rules.blockers import (
    Blocker,
    blockers_to_agree_to_move,
    blockers_to_instruct,
    blockers_to_move_embargo,
)
from decisions.rules.embargo import EmbargoState, end_of, had_opportunity, state_at
from decisions.selectors.embargo_picture import Picture, picture
from decisions.selectors.publishing import PublishingLine, publishing_lines
from dutch.moments import format_moment
from municipalities.access import Permission, may
from municipalities.models import Membership


class Fate(StrEnum):
    """What became of a request."""

    AGREED = "geldt"
    PENDING = "wacht op een andere gemeente"
    LAPSED = "vervallen"


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `to_agree` is what keeps the reader from agreeing, None if not the reader's."""

    change: EmbargoChange
    fate: Fate
    to_agree: list[Blocker] | None


@dataclass(frozen=True, slots=True)
class EmbargoPage:
    """
    `sentence` says how it stands; `had` of the `colleges` had the opportunity to decide.

    `to_lift` and `to_instruct` hold what stands in the way; they, `lines` and `faults` are None
    when they are not the reader's. `faults` must be empty.
    """

    proposal: Proposal
    state: EmbargoState
    sentence: str
    ends_at: datetime | None
    had: int
    colleges: int
    requests: list[Request]
    picture: Picture | None
    to_lift: list[Blocker] | None
    to_instruct: list[Blocker] | None
    lines: list[PublishingLine] | None
    faults: list[str] | None


def embargo_page(proposal: Proposal, *, viewer: Membership, at: datetime) -> EmbargoPage:
    """Return the embargo as it stands at that moment, and what this reader can do about it."""
    found = Proposal.objects.with_embargo().get(pk=proposal.pk)
    is_public = Proposal.objects.public(at).filter(pk=found.pk).exists()
    state = state_at(found, is_public=is_public, at=at)
    ends_at = end_of(found)
    roads = list(found.ratifications.all())
    is_party = viewer.acting_organisation_id in {road.municipality_id for road in roads}
    moves, reads_all = (
        may(viewer, permission)
        for permission in (Permission.MOVE_EMBARGO, Permission.READ_RATIFICATIONS)
    )
    had = had_opportunity(found, at=at)
    return EmbargoPage(
        proposal=found,
        state=state,
        sentence=_sentence(state, ends_at, had=had, colleges=len(roads)),
        ends_at=ends_at,
        had=had,
        colleges=len(roads),
        requests=[
            _request(change, state, viewer, is_party=is_party)
            for change in found.embargo_changes.all()
        ],
        picture=picture(found, state, ends_at=ends_at if is_public else None),
        to_lift=blockers_to_move_embargo(state, until=None, is_party=is_party, by=viewer)
        if moves
        else None,
        to_instruct=blockers_to_instruct(state, by=viewer)
        if may(viewer, Permission.INSTRUCT_PUBLICATION)
        else None,
        lines=publishing_lines(found, ended_at=ends_at, at=at) if reads_all else None,
        faults=embargo_faults(_of_region(viewer), at=at) if reads_all else None,
    )


def embargo_faults(proposals: ProposalQuerySet, *, at: datetime) -> list[str]:
    """
    Return a sentence for each proposal whose embargo has ended but that is not public, or reversed.

    The end is reckoned apart from the predicate in the database; nothing should ever come of it.
    """
    public = set(proposals.public(at).values_list("pk", flat=True))
    offered = proposals.filter(embargo__isnull=False).with_embargo().order_by("pk")
    return [sentence for proposal in offered for sentence in _faults(proposal, public, at)]


def _faults(proposal: Proposal, public: set[int], at: datetime) -> Iterator[str]:
    ends_at = end_of(proposal)
    assert ends_at is not None
    has_ended, is_public = ends_at <= at, proposal.pk in public
    said = f"{proposal} (voorstel {proposal.pk})"
    if has_ended and not is_public:
        yield f"{said}: afgelopen op {format_moment(ends_at)}, maar niet openbaar."
    if is_public and not has_ended:
        yield f"{said}: openbaar, maar het embargo loopt tot {format_moment(ends_at)}."


def _of_region(viewer: Membership) -> ProposalQuerySet:
    return Proposal.objects.readable_by(viewer)


def _request(
    change: EmbargoChange, state: EmbargoState, viewer: Membership, *, is_party: bool
) -> Request:
    fate = Fate.LAPSED
    if change.agreed_at:
        fate = Fate.AGREED
    elif change in state.pending:
        fate = Fate.PENDING
    is_mine = fate is Fate.PENDING and may(viewer, Permission.MOVE_EMBARGO)
    to_agree = blockers_to_agree_to_move(change, state, is_party=is_party, by=viewer)
    return Request(change, fate, to_agree if is_mine else None)


def _sentence(state: EmbargoState, ends_at: datetime | None, *, had: int, colleges: int) -> str:
    """Say in one sentence how the embargo stands."""
    if state.moments is None or ends_at is None:
        return "Er is nog geen embargo: het begint bij het aanbieden."
    if state.is_public:
        return f"Openbaar sinds {format_moment(ends_at)}."
    counted = f"nu {had} van de {colleges}"
    if state.moments.is_past(state.at):
        return f"Nog niet openbaar: nog niet elk college had de gelegenheid, {counted}."
    return (
        f"Niet openbaar vóór {format_moment(state.moments.not_before)}, en dan pas als elk college "
        f"de gelegenheid had: {counted}."
    )
