"""What the directory of a zip says of a spreadsheet, before anything is unpacked."""

import io
import re
import zipfile

from actions.documents.sheet_refusals import Refusal, UnreadableSheet

MOST_ENTRIES = 500
LARGEST_UNPACKED = 40_000_000  # bytes: 30,000 full rows
MOST_RATIO = 400  # of a part over 1 MB: text of a sheet packs 5 to 60 times
_RATIO_FROM = 1_000_000
_ENCRYPTED = 0x1
_SYMLINK = 0xA000
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_FORBIDDEN = (
    (re.compile(r"(^|/)vbaproject|^basic/|^scripts/|macrosheets/", re.IGNORECASE), Refusal.MACROS),
    (re.compile(r"^xl/workbook\.bin$", re.IGNORECASE), Refusal.BINARY),
    (
        re.compile(r"^xl/(externallinks/|connections\.xml|querytables/)", re.IGNORECASE),
        Refusal.LINKED,
    ),
)


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the file as an archive to unpack. :raises UnreadableSheet: if it may not be."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    _refuse_large(entries)
    for entry in entries:
        _refuse_odd(entry)
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) < len(names):
        raise UnreadableSheet(Refusal.TAMPERED, "het bevat twee keer hetzelfde onderdeel")
    for pattern, refusal in _FORBIDDEN:
        if any(pattern.search(name) for name in names):
            raise UnreadableSheet(refusal)
    return archive


def is_ods(archive: zipfile.ZipFile) -> bool:
    """Say whether it is an OpenDocument spreadsheet. :raises UnreadableSheet: if locked."""
    names = archive.namelist()
    if "mimetype" not in names or _ODS not in archive.read("mimetype")[:200]:
        return False
    if "META-INF/manifest.xml" in names:
        manifest = archive.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise UnreadableSheet(Refusal.LOCKED)
    return "content.xml" in names


def _refuse_large(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise UnreadableSheet(Refusal.TAMPERED, "het bestaat uit te veel onderdelen of bladen")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UnreadableSheet(Refusal.PACKED)
    for entry in entries:
        if entry.file_size > max(_RATIO_FROM, MOST_RATIO * entry.compress_size):
            raise UnreadableSheet(Refusal.PACKED)


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableSheet(Refusal.LOCKED)
    parts = entry.filename.replace("\\", "/").split("/")
    is_link = (entry.external_attr >> 16) & 0xF000 == _SYMLINK
    if ".." in parts or not parts[0] or ":" in parts[0] or is_link:
        raise UnreadableSheet(Refusal.TAMPERED, "een onderdeel heeft een vreemde naam")
