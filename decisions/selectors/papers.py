"""The papers that a municipality takes into its own procedure, and what came back of them."""

from collections.abc import Callable
from enum import StrEnum

from decisions.documents.contents import ReadItem
from decisions.documents.papers import Paper, college_proposal, decision_list_text
from decisions.models import Organ, ProposalVersion, Ratification
from dutch.moments import format_date, format_moment, local_date
from municipalities.models import Membership


class PaperKind(StrEnum):
    """Which paper; the value stands in its address and in the name of its file."""

    PROPOSAL = "collegevoorstel"
    DECISION_LIST = "besluitenlijst"

    @property
    def label(self) -> str:
        return {
            PaperKind.PROPOSAL: "Collegevoorstel",
            PaperKind.DECISION_LIST: "Tekst voor de openbare besluitenlijst",
        }[self]


WRITE: dict[PaperKind, Callable[..., Paper]] = {
    PaperKind.PROPOSAL: college_proposal,
    PaperKind.DECISION_LIST: decision_list_text,
}


def paper_for(
    ratification: Ratification, kind: PaperKind, *, version: ProposalVersion, viewer: Membership
) -> Paper:
    """Return the paper of the version, with what the viewer's own municipality added to it."""
    return WRITE[kind](
        title=str(ratification.proposal),
        note=_note(ratification, version),
        items=list(version.items.all()),
        sections=list(version.sections.readable_by(viewer).order_by("position")),
        sha256=version.sha256,
    )


def dictum_of(version: ProposalVersion) -> list[ReadItem]:
    """Return the items of the version, to hold a document against."""
    return [
        ReadItem(number=item.number, organ=Organ(item.organ), text=item.text)
        for item in version.items.all()
    ]


def _note(ratification: Ratification, version: ProposalVersion) -> str:
    """Say of which version this is, for whom, and until when it is not public."""
    assert version.frozen_at is not None
    frozen = format_date(local_date(version.frozen_at))
    note = f"Versie {version.number}, vastgesteld op {frozen}. Voor {ratification.municipality}."
    embargo = getattr(ratification.proposal, "embargo", None)
    return f"{note} Niet openbaar vóór {format_moment(embargo.not_before)}." if embargo else note
