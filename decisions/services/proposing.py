"""From a read document to a frozen version."""

from datetime import datetime

from django.db import transaction

from decisions.documents.contents import ReadProposal
from decisions.documents.rows import item_rows, section_rows
from decisions.models import DictumItem, Proposal, ProposalVersion, Replacement, Section
from decisions.rules.blockers import blockers_to_freeze
from decisions.rules.drafting import drafting_of
from decisions.rules.identity import dictum_sha256, item_sha256
from decisions.services.acting import refuse_if
from decisions.services.replacing import ask_second_person
from municipalities.models import Membership, Organisation
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
    DictumItem.objects.bulk_create(item_rows(version, read.items))
    Section.objects.bulk_create(section_rows(version, read.sections, owner=owner))
    sentence = f"Collegevoorstel ingelezen met {len(read.items)} beslispunten."
    record(act="imported_proposal", sentence=sentence, of=proposal, by=by, at=at)
    return proposal


@transaction.atomic
def freeze(version: ProposalVersion, *, by: Membership, at: datetime) -> ProposalVersion:
    """
    Make the concept an immutable version with a hash per item and in total, and its profile too.

    :raises Refused: if it was frozen before or has no item for the college.
    """
    ProposalVersion.objects.select_for_update().get(pk=version.pk)
    version = ProposalVersion.objects.with_drafting().get(pk=version.pk)
    concerned = [str(row.municipality) for row in version.proposal.standing_concerns]
    drafting = drafting_of(version)
    refuse_if(blockers_to_freeze(version, drafting=drafting, concerned=concerned, by=by))
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
    if Replacement.objects.filter(version=version).exists():
        ask_second_person(version, by=by, at=at)
    return version
