"""
What may be uploaded to be kept, told by its bytes and not by its name.

Nothing is opened: no zip is unpacked, no picture is decoded, no PDF is read. A file that fits is
kept as it came, and only ever handed out as a download.
"""

import re
import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

LARGEST_UPLOAD = 10_000_000  # bytes
MOST_PIXELS = 50_000_000  # a scan of A3 at 400 dots an inch is 31 million
LONGEST_NAME = 200

_PNG = b"\x89PNG\r\n\x1a\n"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # JPEG segments that hold the size


class NotAccepted(ValueError):
    """The file cannot be kept; the message is the Dutch sentence for the person."""


class FileKind(StrEnum):
    """A kind of file by the end of its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    ODT = "odt"
    TXT = "txt"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.TXT: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that fits, and the name it has for people; the name says nothing about the kind."""

    name: str
    content: bytes


def read_upload(name: str, content: bytes) -> Upload:
    """Return the file as it will be kept. :raises NotAccepted: with what is wrong with it."""
    if not content:
        raise NotAccepted("Dit bestand is leeg.")
    if len(content) > LARGEST_UPLOAD:
        raise NotAccepted("Dit bestand is groter dan 10 MB.")
    kind = kind_of(content)
    if kind is None:
        raise NotAccepted(
            "Dit is geen PDF, PNG, JPEG, Word (.docx), OpenDocument (.odt) of platte tekst. "
            "Het portaal kijkt naar de inhoud, niet naar de naam van het bestand."
        )
    if kind in {FileKind.PNG, FileKind.JPEG}:
        _refuse_huge_picture(content, kind)
    return Upload(name=_shown(name, kind), content=content)


def kind_of(content: bytes) -> FileKind | None:
    """Return what these bytes are, or None when it is nothing that is kept."""
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(_PNG):
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return FileKind.TXT if _is_text(content) else None


def _office(content: bytes) -> FileKind | None:
    """Tell by the names in the zip, which are written out in full; a program inside is refused."""
    if content[30 : 30 + len(_ODT)] == _ODT:
        return FileKind.ODT
    is_word = b"word/document.xml" in content and b"[Content_Types].xml" in content
    return FileKind.DOCX if is_word and b"vbaProject" not in content else None


def _is_text(content: bytes) -> bool:
    """Readable characters alone, and no mark-up that a browser could take for a page."""
    if _NO_TEXT.search(content):
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not text.lstrip().startswith("<")


def _refuse_huge_picture(content: bytes, kind: FileKind) -> None:
    """Look at the size in the heading; a small file can unfold into a picture that fills memory."""
    size = _png_size(content) if kind is FileKind.PNG else _jpeg_size(content)
    if size is None:
        raise NotAccepted("Deze afbeelding is beschadigd: de afmetingen zijn niet te lezen.")
    width, height = size
    if not 0 < width * height <= MOST_PIXELS:
        raise NotAccepted("Deze afbeelding is te groot: sla hem op met minder beeldpunten.")


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 24:  # noqa: PLR2004  # where the size ends
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Step from segment to segment until the one that holds the size."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004  # how a segment begins
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _shown(name: str, kind: FileKind) -> str:
    """Return the name without what could mislead, ending in what the file is."""
    plain = "".join(c for c in PurePath(name).name if c.isprintable()).strip() or "bestand"
    stem = PurePath(plain).stem if "." in plain else plain
    return f"{stem[: LONGEST_NAME - 5]}.{kind}"
