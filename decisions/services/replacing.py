"""A new version: begun by one person with a reason, agreed to by a second before it is offered."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from decisions.models import DictumItem, Proposal, ProposalVersion, Replacement, Section
from decisions.rules.blockers import blockers_to_agree_to_replace, blockers_to_begin_version
from decisions.services.acting import refuse_if
from dutch.moments import local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership
from notices.models import Kind
from notices.services import tell
from trail.services import record


@transaction.atomic
def begin_version(
    proposal: Proposal, *, reason: str = "", by: Membership, at: datetime
) -> ProposalVersion:
    """
    Make a concept of the last version, item by item with their keys.

    :raises Refused: if there is one already, or what colleges have before them gets no reason.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    last = proposal.versions.latest("number")
    was_offered = proposal.versions.filter(offers__isnull=False).exists()
    refuse_if(
        blockers_to_begin_version(
            has_concept=last.frozen_at is None, was_offered=was_offered, reason=reason, by=by
        )
    )
    concept = ProposalVersion.objects.create(proposal=proposal, number=last.number + 1)
    _copy_text(last, concept)
    rows = [_ask(concept, reason=reason, by=by, at=at)] if was_offered else []
    record(
        act="began_version",
        sentence=f"Nieuwe versie {concept.number} begonnen op grond van {last.name}.",
        of=proposal,
        by=by,
        at=at,
        sha256=last.sha256,
        rows=rows,
    )
    return concept


@transaction.atomic
def agree_to_replace(
    version: ProposalVersion, *, seen_sha256: str, by: Membership, at: datetime
) -> None:
    """
    Agree as the second person that the frozen version with this hash comes in place of the other.

    :raises Refused: if one began it oneself, or it is not the text on the screen.
    """
    version = ProposalVersion.objects.select_related("proposal").get(pk=version.pk)
    replacement = Replacement.objects.select_for_update().filter(version=version).first()
    refuse_if(blockers_to_agree_to_replace(version, replacement, seen_sha256=seen_sha256, by=by))
    assert replacement is not None
    replacement.agreed_at, replacement.agreed_by = at, by.user
    replacement.save(update_fields=["agreed_at", "agreed_by"])
    record(
        act="agreed_to_replace",
        sentence=f"Ingestemd met versie {version.number} in plaats van wat was aangeboden.",
        of=version.proposal,
        by=by,
        at=at,
        sha256=seen_sha256,
        rows=[replacement],
    )


def ask_second_person(version: ProposalVersion, *, by: Membership, at: datetime) -> None:
    """Tell who else can offer the proposal that a frozen version waits for their agreement."""
    region = version.proposal.profile.region
    people = holders(Permission.OFFER_PROPOSAL, on=local_date(at))
    others = people.filter(organisation__region=region).exclude(user=by.user_id)
    tell(
        event=f"replacement:{version.pk}",
        kind=Kind.PROPOSAL,
        recipients=others.values_list("user_id", flat=True),
        subject="Een nieuwe versie van een collegevoorstel wacht op een tweede persoon",
        path=version.proposal.get_absolute_url(),
        at=at,
    )


def _copy_text(last: ProposalVersion, concept: ProposalVersion) -> None:
    """Copy every item and section; what had no key in an old version gets one now."""
    items, sections = list(last.items.all()), list(last.sections.all())
    for item in items:
        item.pk, item.version, item.key, item.sha256 = None, concept, item.key or uuid4(), ""
        item._state.adding = True  # noqa: SLF001  # Django's own way to copy a row
    for section in sections:
        section.pk, section.version, section.key = None, concept, section.key or uuid4()
        section._state.adding = True  # noqa: SLF001  # as above
    DictumItem.objects.bulk_create(items)
    Section.objects.bulk_create(sections)


def _ask(concept: ProposalVersion, *, reason: str, by: Membership, at: datetime) -> Replacement:
    return Replacement.objects.create(version=concept, reason=reason, asked_at=at, asked_by=by.user)
