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
)
from decisions.rules.identity import dictum_sha256, item_sha256
from decisions.services.acting import locked_road, refuse_if
from dutch.moments import local_date
from municipalities.access import Permission, roles_with
from municipalities.models import Membership, Municipality
from notices.services import tell
from profiles.models import Profile
from profiles.services import freeze as freeze_profile
from trail.services import record


@transaction.atomic
def import_proposal(
    *, profile: Profile, read: ReadProposal, closes_at: datetime, by: Membership, at: datetime
) -> Proposal:
    """Make a concept proposal of a document that was read; nothing of the document is dropped."""
    proposal = Proposal.objects.create(
        profile=profile,
        title=read.title or profile.title,
        closes_at=closes_at,
        created_at=at,
        created_by=by.user,
    )
    version = ProposalVersion.objects.create(proposal=proposal, number=1)
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
            organisation=by.organisation if section.audience == Audience.OWN else None,
            position=position,
        )
        for position, section in enumerate(read.sections, start=1)
    )
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
    refuse_if(blockers_to_freeze(version))
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
    )
    return version


@transaction.atomic
def start_new_version(proposal: Proposal, *, by: Membership, at: datetime) -> ProposalVersion:
    """Copy the last version to a new concept, or return the concept that is there already."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    last = proposal.versions.latest("number")
    if last.frozen_at is None:
        return last
    concept = ProposalVersion.objects.create(proposal=proposal, number=last.number + 1)
    for part in [*last.items.all(), *last.sections.all()]:
        part.pk, part.version = None, concept
        if isinstance(part, DictumItem):
            part.sha256 = ""
        part._state.adding = True  # noqa: SLF001  # Django's documented way to copy a row
        part.save()
    sentence = f"Concept van versie {concept.number} begonnen."
    record(act="started_version", sentence=sentence, of=proposal, by=by, at=at)
    return concept


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

    :raises Refused: if it is not frozen, was offered before, or the closing moment has passed.
    """
    proposal = Proposal.objects.select_for_update().get(pk=version.proposal_id)
    version = proposal.versions.get(pk=version.pk)
    refuse_if(blockers_to_offer(version, is_offered=version.offers.exists(), at=at))
    Embargo.objects.update_or_create(
        proposal=proposal, defaults={"not_before": not_before, "ends_at_latest": ends_at_latest}
    )
    ratifications = _ratifications(proposal)
    Offer.objects.bulk_create(
        Offer(ratification=ratification, version=version, offered_at=at, offered_by=by.user)
        for ratification in ratifications
    )
    _tell_municipalities(version, ratifications, at=at)
    record(
        act="offered_proposal",
        sentence=f"Versie {version.number} aangeboden aan {len(ratifications)} colleges.",
        of=proposal,
        by=by,
        at=at,
        sha256=version.sha256,
        facts={"municipalities": [r.municipality.code for r in ratifications]},
    )


@transaction.atomic
def acknowledge(ratification: Ratification, *, by: Membership, at: datetime) -> None:
    """Confirm for the own college that the proposal was received. :raises Refused: if it was."""
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_acknowledge(road, by=by))
    assert road.offer is not None
    road.offer.acknowledged_at, road.offer.acknowledged_by = at, by.user
    road.offer.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(
        act="acknowledged_offer",
        sentence=f"Ontvangst van versie {road.offer.version.number} bevestigd.",
        of=ratification,
        by=by,
        at=at,
        sha256=road.offer.version.sha256,
    )


def _ratifications(proposal: Proposal) -> list[Ratification]:
    """Return the locked roads of all municipalities, begun where there was none yet."""
    municipalities = Municipality.objects.filter(region=proposal.profile.region)
    Ratification.objects.bulk_create(
        [Ratification(proposal=proposal, municipality=m) for m in municipalities],
        ignore_conflicts=True,
    )
    return list(
        Ratification.objects.filter(proposal=proposal)
        .select_related("municipality")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _tell_municipalities(
    version: ProposalVersion, ratifications: list[Ratification], *, at: datetime
) -> None:
    roles = roles_with(Permission.ACKNOWLEDGE_OFFER)
    for ratification in ratifications:
        people = Membership.objects.current(local_date(at)).filter(
            organisation=ratification.municipality_id, role__in=roles
        )
        tell(
            event=f"offered:{version.pk}",
            recipients=people.values_list("user_id", flat=True),
            subject=f"Er ligt een collegevoorstel klaar: {version.proposal.title}",
            path=ratification.get_absolute_url(),
            at=at,
        )
