"""From a file to plain text, or to one sentence that says why not."""

import codecs
import stat
from collections.abc import Callable
from pathlib import Path

from decisions.documents.office import UnreadableFile, office_to_text
from decisions.documents.pdf import pdf_to_text
from dutch.texts import UnreadableText, clean_text

LARGEST = 5_000_000  # bytes
MOST_TEXT = 500_000  # characters: some 200 pages


class UnreadableDocument(ValueError):
    """The document cannot be read; the message is one sentence for the user."""


class NoDictum(UnreadableDocument):
    def __init__(self) -> None:
        super().__init__(
            "Er is geen dictum gevonden: onder een kop zoals “Voorgesteld besluit” of "
            "“Beslispunten” moet ten minste één beslispunt staan."
        )


_OTHER_KINDS = (
    (b"%PDF", "een PDF; sla het voorstel op als .docx, .odt of .txt"),
    (b"{\\rtf", "een RTF-bestand; sla het voorstel op als .docx, .odt of .txt"),
    (
        b"\xd0\xcf\x11\xe0",
        "een oud Word-bestand (.doc) of heeft een wachtwoord; sla het zonder op als .docx",
    ),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_file(path: Path) -> str:
    """
    Return the text of the file; a file that is too large is never read.

    :raises UnreadableDocument: with one sentence for the user.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableDocument(f"{path.name} is een map; geef een bestand op.")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableDocument(f"{path.name} is geen gewoon bestand.")
        _refuse_large(path.name, found.st_size)
        with path.open("rb") as file:
            return read_document(path.name, file.read(LARGEST + 1))
    except FileNotFoundError:
        raise UnreadableDocument(f"Het bestand {path.name} bestaat niet.") from None
    except OSError as error:
        raise UnreadableDocument(
            f"Het bestand {path.name} kan niet gelezen worden; hebt u er toegang toe?"
        ) from error


def read_document(name: str, data: bytes) -> str:
    """
    Return the text of a plain text, .docx or .odt file; what it is shows from its bytes.

    :raises UnreadableDocument: with one sentence for the user.
    """
    _refuse_large(name, len(data))
    _refuse_other_kinds(name, data)
    return _cleaned(name, data, office_to_text if data.startswith(b"PK") else _decode)


def read_decided(name: str, data: bytes) -> str:
    """
    Return the text of a document to compare: what `read_document` reads, and .pdf as well.

    :raises UnreadableDocument: with one sentence for the user.
    """
    if not data.startswith(b"%PDF"):
        return read_document(name, data)
    _refuse_large(name, len(data))
    return _cleaned(name, data, pdf_to_text)


def _cleaned(name: str, data: bytes, to_text: Callable[[bytes], str]) -> str:
    try:
        text = to_text(data)
        _refuse_long(name, text)
        text = "\f".join(clean_text(page) for page in text.replace("\v", "\n").split("\f"))
    except UnreadableFile as reason:
        raise UnreadableDocument(f"{name} {reason}") from reason
    except (UnicodeDecodeError, UnreadableText) as error:
        raise UnreadableDocument(
            f"{name} is geen leesbare tekst; geef een .txt, .docx of .odt op."
        ) from error
    if not text.strip():
        raise UnreadableDocument(f"{name} is leeg.")
    return text


def _refuse_large(name: str, size: int) -> None:
    if size > LARGEST:
        raise UnreadableDocument(f"{name} is te groot; een voorstel mag ten hoogste 5 MB zijn.")


def _refuse_long(name: str, text: str) -> None:
    if len(text) > MOST_TEXT:
        raise UnreadableDocument(f"{name} bevat te veel tekst voor een voorstel.")


def _refuse_other_kinds(name: str, data: bytes) -> None:
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise UnreadableDocument(f"{name} is {kind}.")


def _decode(data: bytes) -> str:
    """Return the text; without a byte order mark it is UTF-8, else the Windows alphabet."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252")
