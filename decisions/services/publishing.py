"""What each municipality is told to publish when, and that it did."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from decisions.models import Instruction, LocalPublication, Proposal, Ratification
from decisions.rules.blockers import (
    blockers_to_acknowledge_instruction,
    blockers_to_instruct,
    blockers_to_record_publication,
)
from decisions.rules.embargo import state_at
from decisions.rules.publishing import instruction_text
from decisions.services.acting import locked_road, locked_roads, refuse_if
from dutch.moments import format_date, format_moment, local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership
from notices.models import Kind
from notices.services import tell
from trail.services import record


@transaction.atomic
def instruct(proposal: Proposal, *, text: str, by: Membership, at: datetime) -> None:
    """
    Give every municipality a new instruction in these words, under the embargo in force.

    :raises Refused: if there is no embargo or it has ended.
    """
    at = locked_roads(proposal.pk, at=at)
    is_public = Proposal.objects.public(at).filter(pk=proposal.pk).exists()
    state = state_at(Proposal.objects.get(pk=proposal.pk), is_public=is_public, at=at)
    refuse_if(blockers_to_instruct(state, by=by))
    assert state.moments is not None
    give_new_instructions(proposal, text=text, not_before=state.moments.not_before, by=by, at=at)


@transaction.atomic
def acknowledge_instruction(instruction: Instruction, *, by: Membership, at: datetime) -> None:
    """
    Confirm for the own municipality exactly this instruction.

    :raises Refused: if it was confirmed, or replaced by a newer one.
    """
    road = locked_road(instruction.ratification_id, at=at)
    instruction = Instruction.objects.get(pk=instruction.pk)
    last = Instruction.objects.filter(ratification=instruction.ratification_id).last()
    refuse_if(blockers_to_acknowledge_instruction(road, instruction, last=last, by=by))
    instruction.acknowledged_at, instruction.acknowledged_by = road.at, by.user
    instruction.save(update_fields=["acknowledged_at", "acknowledged_by"])
    moment = format_moment(instruction.not_before)
    record(
        act="acknowledged_instruction",
        sentence=f"Publicatie-instructie bevestigd: publiceren vanaf {moment}.",
        of=road.ratification,
        by=by,
        at=road.at,
        rows=[instruction],
    )


@transaction.atomic
def record_publication(
    ratification: Ratification, *, published_on: date, url: str, by: Membership, at: datetime
) -> LocalPublication:
    """
    Record where the municipality published its own decision, also if that was too early.

    :raises Refused: if that day has yet to come, or lies before the offer.
    """
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_record_publication(road, by=by, published_on=published_on))
    publication = LocalPublication.objects.create(
        ratification=ratification,
        published_on=published_on,
        url=url,
        recorded_at=road.at,
        recorded_by=by.user,
    )
    record(
        act="recorded_publication",
        sentence=f"Eigen publicatie van {format_date(published_on)} vastgelegd.",
        of=ratification,
        by=by,
        at=road.at,
        rows=[publication],
    )
    return publication


def give_new_instructions(
    proposal: Proposal, *, text: str, not_before: datetime, by: Membership, at: datetime
) -> None:
    """Instruct every municipality under the proposal anew, and tell who confirms that."""
    roads = list(proposal.ratifications.select_related("municipality").order_by("pk"))
    given = give_instructions(proposal, roads, text=text, not_before=not_before, by=by, at=at)
    for instruction in given:
        road = instruction.ratification
        people = holders(Permission.ACKNOWLEDGE_OFFER, on=local_date(at))
        tell(
            event=f"instruction:{instruction.pk}",
            kind=Kind.PROPOSAL,
            recipients=people.filter(organisation=road.municipality_id).values_list(
                "user_id", flat=True
            ),
            subject="Er is een nieuwe publicatie-instructie",
            path=reverse("decisions:publication", args=[proposal.pk, road.municipality.code]),
            at=at,
        )


def give_instructions(  # noqa: PLR0913  # to whom, in which words, from when
    proposal: Proposal,
    roads: Sequence[Ratification],
    *,
    text: str,
    not_before: datetime,
    by: Membership,
    at: datetime,
) -> list[Instruction]:
    """Write down from when each of these municipalities may publish; `text` holds the moment."""
    given = Instruction.objects.bulk_create(
        Instruction(
            ratification=road,
            text=instruction_text(text, not_before=not_before),
            not_before=not_before,
            given_at=at,
            given_by=by.user,
        )
        for road in roads
    )
    if given:
        moment = format_moment(not_before)
        record(
            act="instructed_publication",
            sentence=f"Publicatie-instructie gegeven: publiceren vanaf {moment}.",
            of=proposal,
            by=by,
            at=at,
            rows=given,
        )
    return given
