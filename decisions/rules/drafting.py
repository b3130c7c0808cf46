"""How far the text is on its way to a frozen version, and what was on the screen. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from decisions.models import (
    Amendment,
    Audience,
    DictumItem,
    Preparation,
    PreparationKind,
    ProposalVersion,
    Section,
)
from decisions.rules.numbering import Place, unknown_references

SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Drafting:
    """
    The preparation of one concept: the last step of each kind, and what is still open.

    `lost` holds the numbers to which a section refers and that are not in the dictum.
    `follows_frozen`: an earlier version was frozen, and that is under embargo for others.
    """

    steps: Mapping[PreparationKind, Preparation]
    unanswered: Sequence[Amendment]
    lost: Sequence[str]
    follows_frozen: bool = False

    @property
    def was_opened(self) -> bool:
        return PreparationKind.CO_CREATION_OPENED in self.steps

    @property
    def is_open(self) -> bool:
        """Whether the parties can comment now."""
        closed = self.steps.get(PreparationKind.CO_CREATION_CLOSED)
        opened = self.steps.get(PreparationKind.CO_CREATION_OPENED)
        return opened is not None and (closed is None or _order(closed) < _order(opened))

    def lacks(self, kind: PreparationKind) -> bool:
        """
        Tell whether this step was skipped on the way that the region itself began.

        Who opened the co-creation takes the whole road; a text that was read from a document was
        checked and discussed before it came in.
        """
        return self.was_opened and kind not in self.steps


def drafting_of(version: ProposalVersion) -> Drafting:
    """Return how far a version of `with_drafting` is; steps before an earlier one are of that."""
    proposal = version.proposal
    earlier = [v.frozen_at for v in proposal.versions.all() if v.number < version.number]
    since = max((frozen_at for frozen_at in earlier if frozen_at), default=None)
    known = {item.number: item for item in version.items.all()}
    shared = [s for s in version.sections.all() if s.audience != Audience.OWN]
    texts = [text for section in shared for text in (section.heading, section.text)]
    lost = [number for text in texts for number in unknown_references(text, known)]
    return Drafting(
        steps={
            PreparationKind(step.kind): step
            for step in sorted(proposal.preparations.all(), key=_order)
            if since is None or step.prepared_at > since
        },
        unanswered=[each for each in version.amendments.all() if not hasattr(each, "answer")],
        lost=list(dict.fromkeys(lost)),
        follows_frozen=since is not None,
    )


def seen_of(part: DictumItem | Section) -> str:
    """Return the SHA-256 of an item or section as an editor has it on the screen."""
    if isinstance(part, DictumItem):
        return _sha256([part.organ, part.text])
    return _sha256([part.kind, part.audience, part.heading, part.text, part.about_item])


def seen_order(places: Iterable[Place]) -> str:
    """Return the SHA-256 of an order as an editor has it on the screen."""
    return _sha256(f"{place.key}{'>' if place.is_nested else ''}" for place in places)


def places_of(parts: Iterable[DictumItem | Section]) -> list[Place]:
    """Return items or sections in their order."""
    return [
        Place(part.key, isinstance(part, DictumItem) and part.is_nested)
        for part in parts
        if part.key is not None
    ]


def _order(step: Preparation) -> tuple[datetime, int]:
    return step.prepared_at, step.pk


def _sha256(said: Iterable[str]) -> str:
    return hashlib.sha256(SEPARATOR.join(said).encode()).hexdigest()
