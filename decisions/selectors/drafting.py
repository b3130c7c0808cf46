"""The concept as its writers see it: what can be moved where, and what is the matter with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from decisions.documents.quoting import Copy, copies_in
from decisions.models import (
    Audience,
    DictumItem,
    PreparationKind,
    Proposal,
    ProposalVersion,
    Section,
)
from decisions.rules.drafting import Drafting, drafting_of, places_of, seen_of, seen_order
from decisions.rules.numbering import (
    Place,
    before_if_up,
    below_if_down,
    can_be_numbered,
    nested_as,
    unknown_references,
)
from dutch.moments import format_date
from trail.models import Entry

NOT_DONE = {
    PreparationKind.CO_CREATION_OPENED: "Niet gedaan. Wilt u de partijen laten meeschrijven?",
    PreparationKind.CO_CREATION_CLOSED: "Nog niet",
    PreparationKind.LEGAL_CHECK: "Niet gedaan. Is de tekst juridisch getoetst?",
    PreparationKind.CONSULTATION: "Niet gedaan. Is de tekst bestuurlijk besproken?",
}


@dataclass(frozen=True, slots=True)
class Row:
    """
    One item or section with where it can go: `up` and `down` are the keys that it then precedes.

    `down` is "" for the end. `nest` is "in" or "uit" where that is possible.
    """

    part: DictumItem | Section
    seen_sha256: str
    up: UUID | None = None
    can_down: bool = False
    down: UUID | None = None
    nest: str = ""
    lost: Sequence[str] = ()
    copies: Sequence[Copy] = ()

    @property
    def name(self) -> str:
        """What a button that moves it says to who hears the page."""
        if isinstance(self.part, DictumItem):
            return f"beslispunt {self.part.number}"
        return self.part.heading or self.part.get_kind_display()


@dataclass(frozen=True, slots=True)
class WritingPage:
    """The concept, or None if there is none."""

    proposal: Proposal
    concept: ProposalVersion | None
    items: list[Row]
    sections: list[Row]
    items_seen: str
    sections_seen: str
    own_sections: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the road of the concept; `state` and the rest are those of the step on screen."""

    label: str
    state: str
    who: str = ""
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Preparing:
    """The road of the concept to a frozen version, and which steps can be recorded now."""

    stops: list[Stop]
    kinds: list[PreparationKind]
    comments: int
    waiting: int


def writing_page(proposal: Proposal) -> WritingPage:
    """Return what the writers of the concept see."""
    concept = concept_of(proposal)
    if concept is None:
        return WritingPage(proposal, None, [], [], "", "", 0)
    items, sections = list(concept.items.all()), list(concept.sections.all())
    shared = [s for s in sections if s.audience != Audience.OWN]
    return WritingPage(
        proposal=proposal,
        concept=concept,
        items=_item_rows(items),
        sections=_section_rows(shared, items),
        items_seen=seen_order(places_of(items)),
        sections_seen=seen_order(places_of(sections)),
        own_sections=len(sections) - len(shared),
    )


def concept_of(proposal: Proposal) -> ProposalVersion | None:
    """Return the text that can still change, with how far it is."""
    return proposal.versions.concepts().with_drafting().first()


def preparing(concept: ProposalVersion) -> Preparing:
    """Return how far the concept is on its way to a frozen version."""
    drafting = drafting_of(concept)
    other = (
        PreparationKind.CO_CREATION_CLOSED
        if drafting.is_open
        else PreparationKind.CO_CREATION_OPENED
    )
    kinds = [other, PreparationKind.LEGAL_CHECK, PreparationKind.CONSULTATION]
    return Preparing(
        stops=[_stop(kind, drafting) for kind in PreparationKind],
        kinds=kinds,
        comments=len(concept.amendments.all()),
        waiting=len(drafting.unanswered),
    )


def last_change(proposal: Proposal, key: UUID) -> Entry | None:
    """Return who last changed this item or section, and when."""
    entries = Entry.objects.filter(
        object_type=proposal._meta.label_lower,
        object_id=str(proposal.pk),
        act="edited_proposal",
        facts__contains=str(key),
    )
    return entries.select_related("by").latest_first().first()


def _stop(kind: PreparationKind, drafting: Drafting) -> Stop:
    step = drafting.steps.get(kind)
    if step is None:
        return Stop(kind.label, "open", note=NOT_DONE[kind])
    is_overtaken = kind == PreparationKind.CO_CREATION_CLOSED and drafting.is_open
    return Stop(
        kind.label,
        "current" if is_overtaken else "done",
        who=str(step.prepared_by),
        when=format_date(step.on),
        note="Daarna weer geopend" if is_overtaken else step.note,
    )


def _item_rows(items: Sequence[DictumItem]) -> list[Row]:
    places = places_of(items)
    return [_moves(item, places, nest=_nest(places, item)) for item in items]


def _section_rows(sections: Sequence[Section], items: Sequence[DictumItem]) -> list[Row]:
    places = places_of(sections)
    known = {item.number: item for item in items}
    copies = {section.pk: found for section, found in copies_in(sections, items)}
    return [
        _moves(
            section,
            places,
            lost=unknown_references(f"{section.heading}\n{section.text}", known),
            copies=copies.get(section.pk, ()),
        )
        for section in sections
    ]


def _moves(
    part: DictumItem | Section,
    places: Sequence[Place],
    *,
    nest: str = "",
    lost: Sequence[str] = (),
    copies: Sequence[Copy] = (),
) -> Row:
    assert part.key is not None
    can_down, down = below_if_down(places, part.key)
    return Row(
        part=part,
        seen_sha256=seen_of(part),
        up=before_if_up(places, part.key),
        can_down=can_down,
        down=down,
        nest=nest,
        lost=lost,
        copies=copies,
    )


def _nest(places: Sequence[Place], item: DictumItem) -> str:
    """Return which way this item can be nested."""
    assert item.key is not None
    turned = nested_as(places, item.key, is_nested=not item.is_nested)
    if not can_be_numbered([place.is_nested for place in turned]):
        return ""
    return "uit" if item.is_nested else "in"
