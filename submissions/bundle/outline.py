"""The headings of a rendered part, with the page that each stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf


@dataclass(frozen=True, slots=True)
class Heading:
    """`page` counts from 0 within the part; `top` is in points from the foot of that page."""

    level: int
    title: str
    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Outline:
    """What the table of contents needs to know of a part."""

    pages: int
    headings: tuple[Heading, ...]


def outline(part: bytes) -> Outline:
    """Read the number of pages and the headings from the PDF of a part."""
    with pikepdf.open(BytesIO(part)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.get("/Outlines")
        headings = tuple(_headings(root, 1, numbers)) if root is not None else ()
        return Outline(len(pdf.pages), headings)


def _headings(parent: pikepdf.Object, level: int, numbers: dict[Any, int]) -> Iterator[Heading]:
    item = parent.get("/First")
    while item is not None:
        page, _, left, top, _ = item.Dest
        yield Heading(level, str(item.Title), numbers[page.objgen], float(left), float(top))
        yield from _headings(item, level + 1, numbers)
        item = item.get("/Next")
