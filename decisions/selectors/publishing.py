"""What each municipality was told to publish when, whether it says so, and where it published."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from decisions.models import Instruction, LocalPublication, Proposal, Ratification
from decisions.rules.blockers import (
    Blocker,
    blockers_to_acknowledge_instruction,
    blockers_to_record_publication,
)
from decisions.rules.embargo import EmbargoState, end_of, state_at
from decisions.rules.publishing import is_early
from decisions.rules.road import last, road_at
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership


@dataclass(frozen=True, slots=True)
class Published:
    publication: LocalPublication
    is_early: bool


@dataclass(frozen=True, slots=True)
class PublishingLine:
    """One municipality; `is_due`: the embargo has ended and nothing was recorded."""

    ratification: Ratification
    instruction: Instruction | None
    published: Published | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """`to_acknowledge` and `to_record` are what stands in the way; None if not the reader's."""

    ratification: Ratification
    state: EmbargoState
    ended_at: datetime | None
    instructions: list[Instruction]
    published: list[Published]
    to_acknowledge: list[Blocker] | None
    to_record: list[Blocker] | None

    @property
    def instruction(self) -> Instruction | None:
        return last(self.instructions)


def publication_page(
    ratification: Ratification, *, viewer: Membership, at: datetime
) -> PublicationPage:
    """Return the instructions and publications of this municipality; fetched with its facts."""
    proposal = Proposal.objects.with_embargo().get(pk=ratification.proposal_id)
    is_public = Proposal.objects.public(at).filter(pk=proposal.pk).exists()
    ended_at = end_of(proposal)
    instructions = list(ratification.instructions.select_related("given_by", "acknowledged_by"))
    road = road_at(ratification, at=at)
    is_own = ratification.municipality_id == viewer.acting_organisation_id
    newest = last(instructions)
    return PublicationPage(
        ratification=ratification,
        state=state_at(proposal, is_public=is_public, at=at),
        ended_at=ended_at if is_public else None,
        instructions=instructions,
        published=[
            _published(publication, ended_at)
            for publication in ratification.publications.select_related("recorded_by")
        ],
        to_acknowledge=blockers_to_acknowledge_instruction(road, newest, last=newest, by=viewer)
        if is_own and newest and may(viewer, Permission.ACKNOWLEDGE_OFFER)
        else None,
        to_record=blockers_to_record_publication(road, by=viewer, published_on=local_date(at))
        if is_own and may(viewer, Permission.RECORD_PUBLICATION)
        else None,
    )


def publishing_lines(
    proposal: Proposal, *, ended_at: datetime | None, at: datetime
) -> list[PublishingLine]:
    """Return one line for each municipality under the proposal, in a fixed number of queries."""
    roads = proposal.ratifications.select_related("municipality", "proposal").prefetch_related(
        Prefetch("instructions", Instruction.objects.select_related("acknowledged_by")),
        Prefetch("publications", LocalPublication.objects.select_related("recorded_by")),
    )
    return [_line(road, ended_at=ended_at, at=at) for road in roads.by_name()]


def unpublished(proposal: Proposal, *, at: datetime) -> list[str]:
    """Return the municipalities that recorded no publication since the end; `with_embargo`."""
    ended_at = end_of(proposal)
    lines = publishing_lines(proposal, ended_at=ended_at, at=at)
    return [line.ratification.municipality.name for line in lines if line.is_due]


def _line(road: Ratification, *, ended_at: datetime | None, at: datetime) -> PublishingLine:
    publication = last(list(road.publications.all()))
    return PublishingLine(
        ratification=road,
        instruction=last(list(road.instructions.all())),
        published=_published(publication, ended_at) if publication else None,
        is_due=publication is None and ended_at is not None and ended_at <= at,
    )


def _published(publication: LocalPublication, ended_at: datetime | None) -> Published:
    return Published(publication, ended_at is None or is_early(publication, ended_at=ended_at))
