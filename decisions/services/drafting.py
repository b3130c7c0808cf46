"""Writing the concept. Whoever saves says which text was on the screen; another is never lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction

from decisions.models import Audience, DictumItem, Proposal, ProposalVersion, Section
from decisions.rules.blockers import Blocker, blockers_to_write
from decisions.rules.drafting import places_of, seen_of, seen_order
from decisions.rules.numbering import (
    Place,
    can_be_numbered,
    has_nested,
    nested_as,
    next_number,
    numbers,
    placed_before,
    renumbered,
)
from decisions.services.acting import refuse_if
from municipalities.models import Membership
from trail.services import record

MOST_PARTS = 200  # items, and sections: more than a college ever read

Part = DictumItem | Section

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Rows = QuerySet[DictumItem] | QuerySet[Section]


class Rewritten(Exception):
    """
    Somebody else changed what was on the screen; nothing was written.

    `theirs` is the item or section as it is now, or None if it was removed.
    """

    def __init__(self, theirs: Part | None) -> None:
        super().__init__("Iemand anders heeft dit gewijzigd nadat u deze pagina opende.")
        self.theirs = theirs


@transaction.atomic
def add_part(
    proposal: Proposal,
    model: type[DictumItem | Section],
    *,
    fields: Mapping[str, str],
    by: Membership,
    at: datetime,
) -> Part:
    """Add an item or section at the end of the concept. :raises Refused: if there is no concept."""
    concept = locked_concept(proposal, by=by)
    parts = _parts(concept, model)
    refuse_if([Blocker.TOO_MANY] if len(parts) >= MOST_PARTS else [])
    position = max((part.position for part in parts), default=0) + 1
    part: Part = model(version=concept, position=position, key=uuid4(), **fields)
    if isinstance(part, DictumItem):
        part.number = next_number(item.number for item in concept.items.all())
    part.save()
    _write_down(concept, part, "toegevoegd", by=by, at=at)
    return part


@transaction.atomic
def change_part(  # noqa: PLR0913  # what of which text, seen as what
    proposal: Proposal,
    model: type[DictumItem | Section],
    key: UUID,
    *,
    fields: Mapping[str, str],
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> Part:
    """
    Write these fields of an item or section over the text that was on the screen.

    :raises Rewritten: if it is another text now. :raises Refused: if there is no concept.
    """
    concept = locked_concept(proposal, by=by)
    part = _seen_part(concept, model, key, seen_sha256=seen_sha256)
    for name, value in fields.items():
        setattr(part, name, value)
    if seen_of(part) != seen_sha256:
        part.save(update_fields=list(fields))
        _write_down(concept, part, "gewijzigd", by=by, at=at)
    return part


@transaction.atomic
def remove_part(  # noqa: PLR0913  # what of which text, seen as what
    proposal: Proposal,
    model: type[DictumItem | Section],
    key: UUID,
    *,
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> None:
    """Take an item or section out; references to an item say so. :raises Rewritten:, Refused:"""
    concept = locked_concept(proposal, by=by)
    part = _seen_part(concept, model, key, seen_sha256=seen_sha256)
    places = places_of(_parts(concept, model))
    refuse_if([Blocker.HAS_NESTED] if has_nested(places, key) else [])
    _write_down(concept, part, "verwijderd", by=by, at=at)
    part.delete()
    _arrange(concept, model, [place for place in places if place.key != key], gone=part)


@transaction.atomic
def place_part(  # noqa: PLR0913  # what of which order, seen as what
    proposal: Proposal,
    model: type[DictumItem | Section],
    key: UUID,
    *,
    before: UUID | None,
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> None:
    """Put a part before another or at the end; numbers and references follow. :raises Rewritten:"""
    concept, places = _seen_order(proposal, model, key, seen_sha256=seen_sha256, by=by)
    _arrange(concept, model, placed_before(places, key, before))
    _write_down(concept, _part(concept, model, key), "verplaatst", by=by, at=at)


@transaction.atomic
def nest_item(  # noqa: PLR0913  # what of which order, seen as what
    proposal: Proposal,
    key: UUID,
    *,
    is_nested: bool,
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> None:
    """Put an item under the one above it, or by itself. :raises Rewritten:, Refused:"""
    concept, places = _seen_order(proposal, DictumItem, key, seen_sha256=seen_sha256, by=by)
    _arrange(concept, DictumItem, nested_as(places, key, is_nested=is_nested))
    done = "onder een ander gezet" if is_nested else "op zichzelf gezet"
    _write_down(concept, _part(concept, DictumItem, key), done, by=by, at=at)


def locked_concept(proposal: Proposal, *, by: Membership) -> ProposalVersion:
    """Return the concept, locked: one editor at a time. :raises Refused: if this one may not."""
    concept = proposal.versions.concepts().select_for_update().first()
    refuse_if(blockers_to_write(concept, by=by))
    assert concept is not None
    return concept


def shared_part(
    concept: ProposalVersion, model: type[DictumItem | Section], key: UUID
) -> Part | None:
    """Return the item or section with this key that all parties may read, if it is there."""
    return _shared(concept, model).filter(key=key).first()


def _seen_part(
    concept: ProposalVersion, model: type[DictumItem | Section], key: UUID, *, seen_sha256: str
) -> Part:
    """:raises Rewritten: if the text on the screen is not the one that there is."""
    part = shared_part(concept, model, key)
    if part is None or seen_of(part) != seen_sha256:
        raise Rewritten(part)
    return part


def _seen_order(
    proposal: Proposal,
    model: type[DictumItem | Section],
    key: UUID,
    *,
    seen_sha256: str,
    by: Membership,
) -> tuple[ProposalVersion, list[Place]]:
    """:raises Rewritten: if the order on the screen is not the one that there is."""
    concept = locked_concept(proposal, by=by)
    places = places_of(_parts(concept, model))
    part = shared_part(concept, model, key)
    if part is None or seen_order(places) != seen_sha256:
        raise Rewritten(part)
    return concept, places


def _parts(concept: ProposalVersion, model: type[DictumItem | Section]) -> "Rows":
    return concept.items.all() if model is DictumItem else concept.sections.all()


def _shared(concept: ProposalVersion, model: type[DictumItem | Section]) -> "Rows":
    """Return what the parties share; what belongs to one of them is for nobody to write here."""
    if model is DictumItem:
        return concept.items.all()
    return concept.sections.exclude(audience=Audience.OWN)


def _part(concept: ProposalVersion, model: type[DictumItem | Section], key: UUID) -> Part:
    return _shared(concept, model).get(key=key)


def _arrange(
    concept: ProposalVersion,
    model: type[DictumItem | Section],
    places: Sequence[Place],
    *,
    gone: Part | None = None,
) -> None:
    """Write positions, and the numbers of items with all that refers to them. :raises Refused:"""
    parts = {part.key: part for part in _parts(concept, model)}
    for position, place in enumerate(places, start=1):
        part = parts[place.key]
        if part.position != position:
            part.position = position
            part.save(update_fields=["position"])
    if model is DictumItem:
        _renumber(concept, places, gone=gone)


def _renumber(concept: ProposalVersion, places: Sequence[Place], *, gone: Part | None) -> None:
    nested = [place.is_nested for place in places]
    refuse_if([] if can_be_numbered(nested) else [Blocker.NO_NUMBER])
    items = list(concept.items.all())
    moved: dict[str, str | None] = {}
    for item, number in zip(items, numbers(nested), strict=True):
        moved[item.number], item.number = number, number
    if isinstance(gone, DictumItem):
        moved[gone.number] = None
    DictumItem.objects.bulk_update(items, ["number"])
    _follow(concept, {old: new for old, new in moved.items() if old != new})


def _follow(concept: ProposalVersion, moved: Mapping[str, str | None]) -> None:
    """Let what refers to the items by number follow them."""
    sections = list(concept.sections.all())
    for section in sections:
        section.text = renumbered(section.text, moved)
        section.heading = renumbered(section.heading, moved)
        section.about_item = moved.get(section.about_item, section.about_item) or ""
    Section.objects.bulk_update(sections, ["text", "heading", "about_item"])


def _write_down(
    concept: ProposalVersion, part: Part, done: str, *, by: Membership, at: datetime
) -> None:
    record(
        act="edited_proposal",
        sentence=f"{name_of(part)} van {concept.name} {done}.",
        of=concept.proposal,
        by=by,
        at=at,
        sha256=seen_of(part),
        facts={"part": str(part.key), "version": concept.number},
    )


def name_of(part: Part) -> str:
    """Return what a part is called in a sentence."""
    if isinstance(part, DictumItem):
        return f"Beslispunt {part.number}"
    return f"Een onderdeel ({part.get_kind_display().lower()})"
