"""From a paper to a file: .docx or .odt for an office program, .pdf to read, .json for systems."""

from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum
from threading import Lock
from typing import Self

from django.template.loader import render_to_string

from decisions.documents.interchange import write_json
from decisions.documents.papers import Paper
from printing.fonts import all_printable
from printing.office import OfficeFormat, to_office
from printing.pdf import Limits, Renderer

_LIMITS = Limits(cpu_seconds=20, memory=1 << 30, seconds=45)


class PaperFormat(StrEnum):
    """The kinds of file in which a paper is handed out; the value ends the file's name."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """What the file is, for a browser."""
        return {
            PaperFormat.DOCX: OfficeFormat.DOCX.media_type,
            PaperFormat.ODT: OfficeFormat.ODT.media_type,
            PaperFormat.PDF: "application/pdf",
            PaperFormat.JSON: "application/json",
        }[self]

    @property
    def label(self) -> str:
        """How people call it."""
        return {
            PaperFormat.DOCX: "Word",
            PaperFormat.ODT: "OpenDocument",
            PaperFormat.PDF: "PDF",
            PaperFormat.JSON: "JSON",
        }[self]


class _Kept:
    """
    The last files that this process made, by what they were made of.

    They are in memory only: a paper may be under embargo or for one municipality alone.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._files: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = Lock()

    def file(self, kind: PaperFormat, html: str, make: Callable[[str], bytes]) -> bytes:
        """Return the file of this HTML, made now unless it is here."""
        key = (kind, html)
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
        content = make(html)
        with self._lock:
            self._files[key] = content
            while len(self._files) > self._most:
                self._files.popitem(last=False)
        return content


_KEPT = _Kept(most=64)  # of 50 kB each


class Press:
    """Writes papers one after the other; what makes PDFs starts once, with the first of them."""

    def __init__(self) -> None:
        self._renderer = Renderer(_LIMITS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._renderer.close()

    def write(self, paper: Paper, kind: PaperFormat) -> bytes:
        """
        Return the paper as a file, the same bytes every time, with the hash of the dictum inside.

        :raises RenderingFailed: if no PDF came of it, with the reason in Dutch.
        """
        if kind is PaperFormat.JSON:
            return write_json(paper)
        return self._pdf(paper) if kind is PaperFormat.PDF else _office(paper, kind)

    def _pdf(self, paper: Paper) -> bytes:
        """Return PDF/A-3a with tags; the hash is among its keywords and in its last line."""
        html = render_to_string("decisions/papers/print.html", {"paper": all_printable(paper)})
        return _KEPT.file(
            PaperFormat.PDF, html, lambda html: self._renderer.render(paper.title, html)
        )


def write(paper: Paper, kind: PaperFormat) -> bytes:
    """Return one paper as a file. :raises RenderingFailed: if no PDF came of it."""
    with Press() as press:
        return press.write(paper, kind)


def _office(paper: Paper, kind: PaperFormat) -> bytes:
    """Return an office document; the hash is in its properties and in its last line."""
    html = render_to_string("decisions/papers/paper.html", {"paper": paper})
    return _KEPT.file(kind, html, lambda html: _converted(html, kind, paper.subject.sha256))


def _converted(html: str, kind: PaperFormat, sha256: str) -> bytes:
    return to_office(html, OfficeFormat(kind.value), properties={"dictum-sha256": sha256})
