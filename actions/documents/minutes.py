"""The minutes of a consultation as a file; they say themselves that they are no decision."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.template.loader import render_to_string

from printing.fonts import all_printable
from printing.office import OfficeFormat, to_office
from printing.pdf import Limits, Renderer

NO_DECISION = "Dit verslag is geen collegebesluit."
_TEMPLATE = "actions/consultations/print.html"
_LIMITS = Limits(cpu_seconds=20, memory=1 << 30, seconds=45)


class MinutesFormat(StrEnum):
    """The kinds of file in which minutes are handed out; the value ends the file's name."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """What the file is, for a browser."""
        return "application/pdf" if self is MinutesFormat.PDF else OfficeFormat.DOCX.media_type

    @property
    def label(self) -> str:
        """How people call it."""
        return "PDF" if self is MinutesFormat.PDF else "Word"


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """A point of the agenda; `about` is the plan, `outcome` what was said, both perhaps empty."""

    title: str
    about: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """Everything that stands in the file. `example_note` says that data are invented."""

    kind: str
    region: str
    on: date
    place: str
    items: tuple[MinutesItem, ...]
    text: str
    written_by: str
    written_at: datetime
    example_note: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The text of the minutes, parted at its empty lines."""
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]


def write(paper: MinutesPaper, kind: MinutesFormat) -> bytes:
    """
    Return the file, the same bytes for the same minutes.

    :raises RenderingFailed: if no PDF came of it, with the reason in Dutch.
    """
    if kind is MinutesFormat.DOCX:
        return to_office(_html(paper), OfficeFormat.DOCX)
    with Renderer(_LIMITS) as renderer:
        return renderer.render(f"Verslag {paper.kind.lower()}", _html(all_printable(paper)))


def _html(paper: MinutesPaper) -> str:
    return render_to_string(_TEMPLATE, {"paper": paper, "no_decision": NO_DECISION})
