"""Turn .docx and .odt into plain text: pandoc, in a child that cannot do harm."""

import io
import zipfile
import zlib
from pathlib import Path

from printing.pandoc import TooMuch, Unreadable, convert

MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 100_000_000  # bytes
_LARGEST_TEXT = 5_000_000  # bytes
_PLAIN = Path(__file__).with_name("plain.lua")
_ENCRYPTED = 0x1


class UnreadableFile(ValueError):
    """Why this is no readable document; a Dutch sentence without its first word, the file."""


def office_to_text(data: bytes) -> str:
    """
    Return the text of a .docx or .odt: one line per paragraph, lists with their numbers.

    :raises UnreadableFile: if it is damaged, locked, too large or something else.
    """
    return _convert(data, kind=_check(data))


def _check(data: bytes) -> str:
    """Return "docx" or "odt" by what the zip's own directory says, before unpacking anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries)
            return _kind(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise UnreadableFile(
            "is beschadigd of niet helemaal overgekomen; sla het opnieuw op."
        ) from error


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED:
        raise UnreadableFile("is uitgepakt te groot om te lezen.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile("is met een wachtwoord beveiligd; sla het zonder wachtwoord op.")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and b"opendocument.text" in archive.read("mimetype"):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableFile("is met een wachtwoord beveiligd; sla het zonder wachtwoord op.")
        return "odt"
    raise UnreadableFile("is geen tekstdocument; geef een .txt, .docx of .odt op.")


def _convert(data: bytes, *, kind: str) -> str:
    try:
        text = convert(
            data,
            *(f"--lua-filter={_PLAIN}", f"--from={kind}", "--to=plain", "--standalone"),
            *("--wrap=none", "--reference-location=block"),
        )
    except TooMuch as error:
        raise UnreadableFile("is te ingewikkeld om te lezen.") from error
    except Unreadable as error:
        raise UnreadableFile(
            "is beschadigd of niet helemaal overgekomen; sla het opnieuw op."
        ) from error
    if len(text) > _LARGEST_TEXT:
        raise UnreadableFile("bevat te veel tekst voor een voorstel.")
    return text.decode()
