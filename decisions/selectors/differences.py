"""What changed between two versions of the proposal, in one sentence and then word by word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from decisions.documents.resemblance import Effort
from decisions.documents.versions import MOST_EFFORT, Change, Comparing, What
from decisions.models import DictumItem, Proposal, ProposalVersion, Section
from municipalities.access import Permission, may
from municipalities.models import Membership


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """`before` and `after` are None where there is only one version."""

    proposal: Proposal
    versions: list[ProposalVersion]
    before: ProposalVersion | None
    after: ProposalVersion | None
    summary: str
    items: list[Change]
    sections: list[Change]


def readable_versions(proposal: Proposal, *, viewer: Membership) -> list[ProposalVersion]:
    """Return the versions that this reader may read; a concept is for its writers."""
    versions = proposal.versions.select_related("proposal")
    writes = may(viewer, Permission.EDIT_PROPOSAL)
    return [version for version in versions if writes or version.frozen_at]


def difference_page(
    proposal: Proposal,
    *,
    before: ProposalVersion | None,
    after: ProposalVersion | None,
    viewer: Membership,
) -> DifferencePage:
    """Return what happened between these two versions, as far as the reader may read them."""
    versions = readable_versions(proposal, viewer=viewer)
    items, sections = changes_of(before, after, viewer=viewer) if before and after else ([], [])
    return DifferencePage(
        proposal=proposal,
        versions=versions,
        before=before,
        after=after,
        summary=summary_of(items, sections),
        items=items,
        sections=sections,
    )


def changes_of(
    before: ProposalVersion, after: ProposalVersion, *, viewer: Membership
) -> tuple[list[Change], list[Change]]:
    """Return what happened to the items, and to the sections that the reader may read."""
    effort = Effort(MOST_EFFORT)
    items: Comparing[DictumItem] = Comparing(_item_name, _item_notes, _renumbered, effort)
    sections: Comparing[Section] = Comparing(_section_name, _section_notes, _never_numbered, effort)
    return (
        items.changes(list(before.items.all()), list(after.items.all())),
        sections.changes(_readable(before, viewer), _readable(after, viewer)),
    )


def summary_of(items: Sequence[Change], sections: Sequence[Change]) -> str:
    """Return one sentence such as "2 beslispunten gewijzigd, 1 onderdeel vervallen."."""
    counted = [
        *_counted(items, "beslispunt", "beslispunten"),
        *_counted(sections, "onderdeel", "onderdelen"),
    ]
    return f"{', '.join(counted)}." if counted else "De teksten zijn gelijk."


def _counted(changes: Sequence[Change], one: str, more: str) -> list[str]:
    found = Counter(change.what for change in changes)
    return [
        f"{found[what]} {one if found[what] == 1 else more} {what}"
        for what in What
        if found[what] and what is not What.SAME
    ]


def _readable(version: ProposalVersion, viewer: Membership) -> list[Section]:
    return list(version.sections.readable_by(viewer).order_by("position"))


def _item_name(item: DictumItem) -> str:
    return f"Beslispunt {item.number}"


def _item_notes(old: DictumItem, new: DictumItem) -> list[str]:
    if old.organ == new.organ:
        return []
    return [f"Bestuursorgaan: {old.get_organ_display()} werd {new.get_organ_display()}."]


def _renumbered(old: DictumItem, new: DictumItem) -> list[str]:
    return [f"Was beslispunt {old.number}."] if old.number != new.number else []


def _never_numbered(_old: Section, _new: Section) -> list[str]:
    return []


def _section_name(section: Section) -> str:
    return section.heading or section.get_kind_display()


def _section_notes(old: Section, new: Section) -> list[str]:
    notes = []
    if old.heading != new.heading:
        notes.append(f"Kop was “{old.heading}”.")
    if old.kind != new.kind:
        notes.append(f"Stond onder “{old.get_kind_display()}”.")
    if old.audience != new.audience:
        notes.append(f"Nu {new.get_audience_display()}, eerst {old.get_audience_display()}.")
    return notes
