"""
Contents → one PDF, part by part.

Parts that were rendered before come from the cache, so a changed decision costs its own part, the
manifest and the joining. Same contents, same bytes: with or without cache, in any process.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from printing.pdf import Renderer
from submissions.bundle.contents import Contents, snapshot_bytes, to_snapshot
from submissions.bundle.join import join, link_to
from submissions.bundle.metadata import About
from submissions.bundle.outline import Outline, outline
from submissions.bundle.pages import (
    Line,
    PagePart,
    Row,
    bundle_title,
    manifest,
    pages,
    table_of_contents,
)

Cached = Callable[[str], bytes | None]
Keep = Callable[[str, bytes], None]
Report = Callable[[int, int, str], None]

TOC_DEPTH = 2
TOC = 1  # the place of the table of contents: after the cover


class SnapshotDiffers(Exception):
    """The contents are not those of the snapshot."""

    def __init__(self) -> None:
        super().__init__("De inhoud hoort niet bij het vastgelegde controlegetal van de bundel.")


@dataclass(frozen=True, slots=True)
class BuiltPart:
    """One part as it went into the bundle; `sha256` is of its own PDF."""

    kind: str
    title: str
    input_sha256: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """The finished file."""

    pdf: bytes
    pages: int
    parts: tuple[BuiltPart, ...]


@dataclass(frozen=True, slots=True)
class _Printed:
    part: PagePart
    pdf: bytes
    outline: Outline


@dataclass(slots=True)
class _Press:
    """Prints parts, those known from the cache without rendering, and reports each."""

    renderer: Renderer
    cached: Cached
    keep: Keep
    report: Report
    total: int

    def print(self, part: PagePart, *, done: int) -> _Printed:
        """Return the printed part; `done` parts were finished before it."""
        self.report(done, self.total, f"{part.title} wordt opgemaakt")
        pdf = self.cached(part.input_sha256)
        if pdf is None:
            pdf = self.renderer.render(part.title, part.html)
            self.keep(part.input_sha256, pdf)
        return _Printed(part, pdf, outline(pdf))


def build(
    contents: Contents, *, snapshot_sha256: str, cached: Cached, keep: Keep, report: Report
) -> Bundle:
    """
    Return the bundle of these contents.

    `cached` and `keep` find and store the PDF of a part by its `input_sha256`; `report` hears how
    many parts of how many are done, with a Dutch note.

    :raises SnapshotDiffers: if the hash is not that of the contents.
    :raises RenderingFailed: if a part cannot be rendered here or exceeds its limits.
    """
    snapshot = _snapshot(contents, snapshot_sha256)
    fixed = pages(contents)
    total = len(fixed) + 2
    with Renderer() as renderer:
        press = _Press(renderer, cached, keep, report, total)
        printed = _print_all(press, contents, fixed, snapshot_sha256)
    report(total, total, "De onderdelen worden samengevoegd")
    about = About(bundle_title(contents), contents.region, contents.frozen_at, snapshot)
    pdf = join([one.pdf for one in printed], [one.outline for one in printed], about=about)
    return Bundle(pdf, sum(one.outline.pages for one in printed), tuple(map(_built, printed)))


def _snapshot(contents: Contents, sha256: str) -> bytes:
    """Return the JSON of which the hash was taken, to be attached as it is."""
    snapshot = snapshot_bytes(to_snapshot(contents))
    if hashlib.sha256(snapshot).hexdigest() != sha256:
        raise SnapshotDiffers
    return snapshot


def _print_all(
    press: _Press, contents: Contents, fixed: Sequence[PagePart], snapshot_sha256: str
) -> list[_Printed]:
    """
    Print the fixed parts, then the two that depend on where the others start.

    The table of contents moves what follows it, so it is printed again if it is longer than
    assumed.
    """
    ready = [press.print(part, done=done) for done, part in enumerate(fixed)]
    toc_pages = 0
    toc = last = None
    while toc is None or last is None or toc.outline.pages != toc_pages:
        toc_pages = toc.outline.pages if toc else 1
        starts = _starts(ready, toc_pages)
        rows = _rows(ready, starts)
        last = press.print(
            manifest(contents, rows, snapshot_sha256=snapshot_sha256), done=len(fixed)
        )
        lines = _lines([*ready, last], starts)
        toc = press.print(table_of_contents(contents, lines), done=len(fixed) + 1)
    return [ready[0], toc, *ready[TOC:], last]


def _place(index: int) -> int:
    """Return the place in the bundle of a part that is not the table of contents."""
    return index if index < TOC else index + 1


def _starts(ready: Sequence[_Printed], toc_pages: int) -> list[int]:
    """Return the first page of each place in the bundle, from 1, the last part included."""
    lengths = [one.outline.pages for one in ready]
    lengths.insert(TOC, toc_pages)
    return list(accumulate(lengths, initial=1))


def _rows(ready: Sequence[_Printed], starts: Sequence[int]) -> list[Row]:
    rows = []
    for index, one in enumerate(ready):
        first = starts[_place(index)]
        last = first + one.outline.pages - 1
        rows.append(Row(one.part.title, first, last, one.part.input_sha256))
    return rows


def _lines(parts: Sequence[_Printed], starts: Sequence[int]) -> list[Line]:
    return [
        Line(
            heading.level,
            heading.title,
            starts[_place(index)] + heading.page,
            link_to(_place(index), number),
        )
        for index, one in enumerate(parts)
        for number, heading in enumerate(one.outline.headings)
        if heading.level <= TOC_DEPTH
    ]


def _built(one: _Printed) -> BuiltPart:
    return BuiltPart(
        one.part.kind,
        one.part.title,
        one.part.input_sha256,
        hashlib.sha256(one.pdf).hexdigest(),
        one.outline.pages,
    )
