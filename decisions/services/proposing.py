"""From a read document to a frozen version that every college has before it."""

from datetime import datetime

from django.db import transaction

from decisions.documents.contents import ReadProposal
from decisions.models import (
    Audience,
    DictumItem,
    Embargo,
    Offer,
    Proposal,
    ProposalVersion,
    Ratification,
    Section,
)
from decisions.rules.blockers import (
    blockers_to_acknowledge,
    blockers_to_freeze,
    blockers_to_offer,
    blockers_to_set_embargo,
)
from decisions.rules.identity import dictum_sha256, item_sha256
from decisions.services.acting import locked_road, locked_roads, refuse_if, tell_own
from municipalities.access import Permission
from municipalities.models import Membership, Municipality, Organisation
from notices.models import Kind
from profiles.models import Profile
from profiles.services import freeze as freeze_profile
from trail.services import record


@transaction.atomic
def import_proposal(  # noqa: PLR0913  # whose document, for which profile, by whom and when
    *,
    profile: Profile,
    read: ReadProposal,
    closes_at: datetime,
    owner: Organisation,
    by: Membership,
    at: datetime,
) -> Proposal:
    """
    Make a concept proposal of a document that was read; nothing of the document is dropped.

    What the document keeps for its own municipality is for `owner` alone.
    """
    proposal = Proposal.objects.create(
        profile=profile,
        title=read.title or profile.title,
        closes_at=closes_at,
        created_at=at,
        created_by=by.user,
    )
    version = ProposalVersion.objects.create(proposal=proposal, number=1)
    _add_text(version, read, owner=owner)
    sentence = f"Collegevoorstel ingelezen met {len(read.items)} beslispunten."
    record(act="imported_proposal", sentence=sentence, of=proposal, by=by, at=at)
    return proposal


@transaction.atomic
def freeze(version: ProposalVersion, *, by: Membership, at: datetime) -> ProposalVersion:
    """
    Make the concept an immutable version with a hash per item and in total, and its profile too.

    :raises Refused: if it was frozen before or has no item for the college.
    """
    version = ProposalVersion.objects.select_for_update().get(pk=version.pk)
    refuse_if(blockers_to_freeze(version, by=by))
    items = list(version.items.all())
    for item in items:
        item.sha256 = item_sha256(organ=item.organ, number=item.number, text=item.text)
    DictumItem.objects.bulk_update(items, ["sha256"])
    version.sha256 = dictum_sha256([item.sha256 for item in items])
    version.profile_version = freeze_profile(version.proposal.profile, by=by, at=at)
    version.frozen_at, version.frozen_by = at, by.user
    version.save()
    record(
        act="froze_proposal",
        sentence=f"Versie {version.number} van het collegevoorstel vastgesteld.",
        of=version.proposal,
        by=by,
        at=at,
        sha256=version.sha256,
        rows=[version, *items, *version.sections.all()],
    )
    return version


@transaction.atomic
def offer_to_all(
    version: ProposalVersion,
    *,
    not_before: datetime,
    ends_at_latest: datetime,
    by: Membership,
    at: datetime,
) -> None:
    """
    Put the version to every college of the region at once, under embargo.

    The first offer sets the embargo; a later version goes out under the same one.
    :raises Refused: if it is not frozen, was offered before, or the closing moment has passed.
    """
    at = locked_roads(version.proposal_id, at=at)
    version = ProposalVersion.objects.select_related("proposal__profile").get(pk=version.pk)
    proposal = version.proposal
    refuse_if(blockers_to_offer(version, is_offered=version.offers.exists(), by=by, at=at))
    _set_embargo(proposal, not_before=not_before, ends_at_latest=ends_at_latest, at=at)
    ratifications = _ratifications(proposal)
    Offer.objects.bulk_create(
        Offer(ratification=ratification, version=version, offered_at=at, offered_by=by.user)
        for ratification in ratifications
    )
    _announce(version, ratifications, by=by, at=at)


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


def _ratifications(proposal: Proposal) -> list[Ratification]:
    """Return the roads of all municipalities of the region, begun where there was none yet."""
    municipalities = Municipality.objects.filter(region=proposal.profile.region)
    Ratification.objects.bulk_create(
        [Ratification(proposal=proposal, municipality=m) for m in municipalities],
        ignore_conflicts=True,
    )
    return list(
        Ratification.objects.filter(proposal=proposal).select_related("municipality").order_by("pk")
    )


def _add_text(version: ProposalVersion, read: ReadProposal, *, owner: Organisation) -> None:
    DictumItem.objects.bulk_create(
        DictumItem(
            version=version, number=item.number, organ=item.organ, text=item.text, position=position
        )
        for position, item in enumerate(read.items, start=1)
    )
    Section.objects.bulk_create(
        Section(
            version=version,
            kind=section.kind,
            audience=section.audience,
            under=section.under,
            heading=section.heading,
            text=section.text,
            about_item=section.about_item,
            organisation=owner if section.audience == Audience.OWN else None,
            position=position,
        )
        for position, section in enumerate(read.sections, start=1)
    )


def _set_embargo(
    proposal: Proposal, *, not_before: datetime, ends_at_latest: datetime, at: datetime
) -> None:
    """Set the embargo at the first offer; it is never moved here. :raises Refused:"""
    if Embargo.objects.filter(proposal=proposal).exists():
        return
    refuse_if(blockers_to_set_embargo(not_before=not_before, ends_at_latest=ends_at_latest, at=at))
    Embargo.objects.create(proposal=proposal, not_before=not_before, ends_at_latest=ends_at_latest)


def _announce(
    version: ProposalVersion, ratifications: list[Ratification], *, by: Membership, at: datetime
) -> None:
    for ratification in ratifications:
        tell_own(
            Permission.ACKNOWLEDGE_OFFER,
            kind=Kind.PROPOSAL,
            event=f"offered:{version.pk}",
            subject=f"Er ligt een collegevoorstel klaar: {version.proposal}",
            of=ratification,
            by=None,
            at=at,
        )
    offers = version.offers.filter(ratification__in=ratifications)
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
            rows=[version.proposal.embargo, *offers] if each is version.proposal else [],
        )


def _to_whom(each: Proposal | Ratification, colleges: int) -> str:
    if isinstance(each, Proposal):
        return f"{colleges} colleges"
    return f"het college van {each.municipality}, een van {colleges}"
