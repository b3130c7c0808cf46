"""What the parties see of the concept, and what its writers see of what the parties said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from decisions.documents.reading import UnreadableDocument
from decisions.documents.resemblance import Effort
from decisions.documents.versions import MOST_EFFORT, marked_lines
from decisions.models import (
    Amendment,
    Audience,
    DictumItem,
    PreparationKind,
    Proposal,
    ProposalVersion,
    Section,
)
from decisions.rules.blockers import blockers_to_comment, is_known_party
from decisions.rules.blockers.labels import Blocker
from decisions.rules.drafting import drafting_of, seen_of
from decisions.selectors.drafting import concept_of
from municipalities.models import Membership


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with its answer; `lines` mark the words that its proposal changes."""

    amendment: Amendment
    lines: Sequence[str]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Discussed:
    """One item or section of the concept, with what was said about it."""

    part: DictumItem | Section
    seen_sha256: str
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class CocreationPage:
    """
    The concept with what was said of it, or after the closing only what the reader's party said.

    `was_opened` is False where there is nothing that this reader may know of.
    """

    proposal: Proposal
    was_opened: bool
    version: ProposalVersion | None
    to_comment: list[Blocker]
    items: list[Discussed]
    sections: list[Discussed]
    whole: list[Said]
    own: list[Said]


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """All comments on the concept, those that wait for an answer first."""

    proposal: Proposal
    concept: ProposalVersion | None
    waiting: list[Said]
    answered: list[Said]


def cocreations_page(viewer: Membership) -> list[tuple[Proposal, bool]]:
    """Return the proposals that were opened to this party, newest first, and which are open now."""
    if not is_known_party(viewer.organisation):
        return []
    proposals = Proposal.objects.opened_to(viewer)
    concepts = ProposalVersion.objects.concepts().with_drafting().filter(proposal__in=proposals)
    open_now = {
        c.proposal_id for c in concepts if not blockers_to_comment(drafting_of(c), by=viewer)
    }
    return [(proposal, proposal.pk in open_now) for proposal in proposals]


def cocreation_page(proposal: Proposal, *, viewer: Membership) -> CocreationPage:
    """Return what a party sees: the shared parts of the concept as long as it is open to them."""
    concept = concept_of(proposal)
    drafting = drafting_of(concept) if concept else None
    opened = proposal.preparations.filter(kind=PreparationKind.CO_CREATION_OPENED)
    refusals = (
        blockers_to_comment(drafting, by=viewer) if drafting else [Blocker.CO_CREATION_CLOSED]
    )
    is_readable = concept is not None and not refusals
    said = _said(concept, viewer) if concept and is_readable else []
    return CocreationPage(
        proposal=proposal,
        was_opened=is_known_party(viewer.organisation) and opened.exists(),
        version=concept if is_readable else None,
        to_comment=refusals,
        items=_discussed(concept.items.all(), said) if concept and is_readable else [],
        sections=_discussed(_shared(concept), said) if concept and is_readable else [],
        whole=[s for s in said if not s.amendment.item_key and not s.amendment.section_key],
        own=_own(proposal, viewer) if is_known_party(viewer.organisation) else [],
    )


def answers_page(proposal: Proposal) -> AnswersPage:
    """Return what waits for an answer of the writers of the concept."""
    concept = concept_of(proposal)
    said = _all_said(concept.amendments.all()) if concept else []
    return AnswersPage(
        proposal=proposal,
        concept=concept,
        waiting=[s for s in said if not hasattr(s.amendment, "answer")],
        answered=[s for s in said if hasattr(s.amendment, "answer")],
    )


def said_of(amendment: Amendment) -> Said:
    """Return one comment with the words that its proposal changes."""
    return _all_said([amendment])[0]


def _shared(concept: ProposalVersion) -> list[Section]:
    return [s for s in concept.sections.all() if s.audience != Audience.OWN]


def _discussed(parts: Iterable[DictumItem | Section], said: Sequence[Said]) -> list[Discussed]:
    return [
        Discussed(
            part,
            seen_of(part),
            [s for s in said if part.key in {s.amendment.item_key, s.amendment.section_key}],
        )
        for part in parts
    ]


def _said(concept: ProposalVersion, viewer: Membership) -> list[Said]:
    return _all_said(concept.amendments.all(), organisation=viewer.organisation_id)


def _own(proposal: Proposal, viewer: Membership) -> list[Said]:
    amendments = Amendment.objects.filter(
        version__proposal=proposal, organisation=viewer.organisation_id
    ).select_related("answer__answered_by", "organisation", "submitted_by", "version")
    return _all_said(amendments, organisation=viewer.organisation_id)


def _all_said(amendments: Iterable[Amendment], *, organisation: int | None = None) -> list[Said]:
    effort = Effort(MOST_EFFORT)
    return [
        Said(each, _lines(each, effort), each.organisation_id == organisation)
        for each in amendments
    ]


def _lines(amendment: Amendment, effort: Effort) -> list[str]:
    if not amendment.proposed_text:
        return []
    try:
        return marked_lines(amendment.seen_text, amendment.proposed_text, effort=effort)
    except UnreadableDocument:
        return [amendment.proposed_text]
