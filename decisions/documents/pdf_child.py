"""
The process that takes text out of a PDF: `python -m … CPU_SECONDS MEMORY_BYTES`.

Reads the PDF on stdin and writes its text on stdout, one form feed between two pages. It binds
itself to its limits before it reads a byte; `Answer` is how it ends.
"""

import io
import os
import resource
import sys
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 200
MOST_TEXT = 2_000_000  # characters


class Answer(IntEnum):
    """Why there is no text; the program ends with it."""

    UNREADABLE = 3
    LOCKED = 4
    TOO_MUCH = 5


def limit(cpu_seconds: int, memory: int) -> None:
    """Bind this process; the kernel keeps it. It may write to no file."""
    for kind, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(kind, (most, most))


def text_of(data: bytes) -> str | Answer:
    """Return the text of the pages, laid out in lines as on paper."""
    from pypdf import PdfReader  # noqa: PLC0415 -- within the limits

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return Answer.LOCKED
    if len(reader.pages) > MOST_PAGES:
        return Answer.TOO_MUCH
    text = "\f".join(map(_page_text, reader.pages))
    return text if len(text) <= MOST_TEXT else Answer.TOO_MUCH


def _page_text(page: "PageObject") -> str:
    """
    Return the text of a page.

    pypdf takes a font that brings its own encoding for one of single bytes. The table from codes to
    text is beside it, so the codes of two bytes need no encoding at all.
    """
    from pypdf.generic import DictionaryObject, NameObject  # noqa: PLC0415 -- within the limits

    resources = page.get("/Resources", DictionaryObject()).get_object()
    for reference in resources.get("/Font", DictionaryObject()).get_object().values():
        font = reference.get_object()
        is_own = not isinstance(font.get("/Encoding"), NameObject)
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" in font and is_own:
            font[NameObject("/Encoding")] = NameObject("/Identity-H")
    return page.extract_text(extraction_mode="layout")


def main() -> None:
    """Answer, whatever the PDF does; what goes wrong inside it is not told."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    try:
        answer = text_of(sys.stdin.buffer.read())
    except MemoryError:
        answer = Answer.TOO_MUCH
    except Exception:  # noqa: BLE001 -- whatever breaks it, it cannot be read
        answer = Answer.UNREADABLE
    if isinstance(answer, str):
        sys.stdout.buffer.write(answer.encode("utf-8", "replace"))
        sys.stdout.flush()
    os._exit(0 if isinstance(answer, str) else answer)


if __name__ == "__main__":
    main()
