"""From a frozen version to one that every college has before it, and says so."""

from datetime import datetime

from django.db import transaction

from decisions.models import Embargo, Offer, Proposal, ProposalVersion, Ratification
from decisions.rules.blockers import (
    blockers_to_acknowledge,
    blockers_to_offer,
    blockers_to_set_embargo,
)
from decisions.rules.embargo import Moments, moments_at
from decisions.rules.offering import offered_event
from decisions.rules.publishing import INSTRUCTION
from decisions.services.acting import locked_road, locked_roads, refuse_if, tell_own
from decisions.services.hearing import carry_word
from decisions.services.publishing import give_instructions
from decisions.tasks import is_replaced
from dutch.moments import format_moment
from municipalities.access import Permission
from municipalities.models import Membership
from notices.models import Kind
from trail.services import record

NAMES = {False: "collegevoorstel", True: "nader voorstel"}


@transaction.atomic
def offer_to_all(  # noqa: PLR0913  # the terms of an offer: until when, from when, in which words
    version: ProposalVersion,
    *,
    not_before: datetime | None = None,
    ends_at_latest: datetime | None = None,
    closes_at: datetime | None = None,
    instruction: str = INSTRUCTION,
    by: Membership,
    at: datetime,
) -> None:
    """
    Put the version to every college at once: under embargo, or without for a further proposal.

    The first offer sets embargo, closing and instruction; a later version goes out under them.
    :raises Refused: if it is not frozen, was offered before, or the closing moment has passed.
    """
    at = locked_roads(version.proposal_id, at=at)
    version = _with_its_plan(version.pk)
    proposal = version.proposal
    is_first = not proposal.has_terms
    closes = closes_at if closes_at and is_first else proposal.closes_at
    refuse_if(
        blockers_to_offer(
            version,
            is_offered=version.offers.exists(),
            closes_at=closes,
            lacks_second_person=version.lacks_second_person,
            is_replaced=is_replaced(proposal, at=at),
            by=by,
            at=at,
        )
    )
    if is_first and not proposal.is_further:
        assert not_before is not None and ends_at_latest is not None
        _set_embargo(proposal, Moments(not_before, ends_at_latest), at=at)
    _set_closing(proposal, closes_at=closes, by=by, at=at)
    roads = _ratifications(proposal)
    _put_before(roads, version, by=by, at=at)
    _follow_up(roads, version, instruction=instruction, by=by, at=at)


@transaction.atomic
def acknowledge(ratification: Ratification, *, by: Membership, at: datetime) -> None:
    """Confirm for the own college that the proposal was received. :raises Refused: if it was."""
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_acknowledge(road, by=by))
    assert road.offer is not None
    road.offer.acknowledged_at, road.offer.acknowledged_by = road.at, by.user
    road.offer.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(
        act="acknowledged_offer",
        sentence=f"Ontvangst van versie {road.offer.version.number} bevestigd.",
        of=ratification,
        by=by,
        at=road.at,
        sha256=road.offer.version.sha256,
        rows=[road.offer],
    )


def _with_its_plan(version_id: int) -> ProposalVersion:
    plan = "proposal__plan__action__theme__profile__region"
    return ProposalVersion.objects.select_related("proposal__profile", plan).get(pk=version_id)


def _follow_up(
    roads: list[Ratification],
    version: ProposalVersion,
    *,
    instruction: str,
    by: Membership,
    at: datetime,
) -> None:
    """Tell each municipality from when it may publish, or the plan that its college was asked."""
    proposal = version.proposal
    if proposal.is_further:
        for road in roads:
            carry_word(road.pk, by=by, at=at)
        return
    moments = moments_at(proposal, at=at)
    assert moments is not None
    untold = [road for road in roads if not road.instructions.all()]
    since = moments.not_before
    give_instructions(proposal, untold, text=instruction, not_before=since, by=by, at=at)


def _ratifications(proposal: Proposal) -> list[Ratification]:
    """Return the roads of all that it is put to, begun where there was none yet."""
    municipalities = proposal.put_to
    Ratification.objects.bulk_create(
        [Ratification(proposal=proposal, municipality=m) for m in municipalities],
        ignore_conflicts=True,
    )
    roads = Ratification.objects.filter(proposal=proposal).select_related("municipality")
    return list(roads.prefetch_related("instructions").order_by("pk"))


def _set_embargo(proposal: Proposal, moments: Moments, *, at: datetime) -> None:
    """Set the embargo at the first offer. :raises Refused: if it cannot have these ends."""
    refuse_if(blockers_to_set_embargo(moments, at=at))
    proposal.embargo = Embargo.objects.create(
        proposal=proposal,
        not_before=moments.not_before,
        ends_at_latest=moments.ends_at_latest,
    )


def _set_closing(proposal: Proposal, *, closes_at: datetime, by: Membership, at: datetime) -> None:
    """Set the closing as the first offer says; it is not moved again."""
    if closes_at != proposal.closes_at:
        was = format_moment(proposal.closes_at)
        proposal.closes_at = closes_at
        proposal.save(update_fields=["closes_at"])
        sentence = f"Sluiting gezet op {format_moment(closes_at)}; dat was {was}."
        record(act="set_closing", sentence=sentence, of=proposal, by=by, at=at)


def _put_before(
    ratifications: list[Ratification], version: ProposalVersion, *, by: Membership, at: datetime
) -> None:
    """Write the offers, tell who acknowledges them, and add it to the trail of each."""
    Offer.objects.bulk_create(
        Offer(ratification=ratification, version=version, offered_at=at, offered_by=by.user)
        for ratification in ratifications
    )
    for ratification in ratifications:
        tell_own(
            Permission.ACKNOWLEDGE_OFFER,
            kind=Kind.PROPOSAL,
            event=offered_event(version),
            subject=f"Er ligt een {NAMES[version.proposal.is_further]} klaar",
            of=ratification,
            by=None,
            at=at,
        )
    offers = version.offers.filter(ratification__in=ratifications)
    embargo = getattr(version.proposal, "embargo", None)
    about: list[Proposal | Ratification] = [version.proposal, *ratifications]
    for each in about:
        whom = _to_whom(each, len(ratifications))
        record(
            act="offered_proposal",
            sentence=f"Versie {version.number} aangeboden aan {whom}.",
            of=each,
            by=by,
            at=at,
            sha256=version.sha256,
            rows=[*filter(None, [embargo]), *offers] if each is version.proposal else [],
        )


def _to_whom(each: Proposal | Ratification, colleges: int) -> str:
    if isinstance(each, Proposal):
        return f"{colleges} colleges"
    return f"het college van {each.municipality}, een van {colleges}"
