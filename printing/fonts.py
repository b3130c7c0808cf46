"""The packed fonts: which characters they can print, and a font for the page numbers."""

import logging
import unicodedata
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "assets" / "fonts"
KEPT_CONTROLS = "\n"
T = TypeVar("T")

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every step of the subsetting


@cache
def covered() -> frozenset[int]:
    """Return the code points that have a glyph in the regular text font."""
    files = sorted(FOLDER.glob("source-sans-3-*-400-normal.woff2"))
    return frozenset(point for file in files for point in _font(file).getBestCmap())


def printable(text: str) -> str:
    """
    Return the text with only characters that print.

    Invisible format characters are left out. A character without a glyph is printed as its code,
    such as `[U+4E2D]`, so that nothing is lost and the bytes depend on no font of the machine.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(map(_printable, unicodedata.normalize("NFC", lines)))


def _printable(character: str) -> str:
    if character in KEPT_CONTROLS:
        return character
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return ""
    return character if ord(character) in covered() else f"[U+{ord(character):04X}]"


def all_printable(value: T) -> T:
    """Return the same value, a tree of dataclasses and tuples, with only characters that print."""
    return _map_texts(value)  # type: ignore[no-any-return]  # same shape in and out


def _map_texts(value: Any) -> Any:  # noqa: ANN401 -- any value that a document holds
    if isinstance(value, str) and not isinstance(value, Enum):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(map(_map_texts, value))
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(
            **{field.name: _map_texts(getattr(value, field.name)) for field in fields(value)}
        )
    return value


@cache
def number_font_bytes() -> bytes:
    """Return the text font with only what `Pagina 1 van 2` needs, as a TrueType file."""
    font = _font(FOLDER / "source-sans-3-latin-400-normal.woff2")
    font.flavor = None
    options = Options(layout_features=[], hinting=False, name_IDs=[], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text="Pagina van0123456789")
    subsetter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def number_font() -> TTFont:
    """Return that font to measure with: read back, because saving changes its figures."""
    return TTFont(BytesIO(number_font_bytes()))


def _font(file: Path) -> TTFont:
    return TTFont(BytesIO(file.read_bytes()), lazy=True, recalcTimestamp=False)
