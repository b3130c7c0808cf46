"""HTML → a document for an office program, in the house style: A4, Dutch, with our styles."""

from enum import StrEnum
from pathlib import Path

from printing.pandoc import convert

_STYLE = Path(__file__).parent / "styles" / "house-style"  # pandoc's own, with our styles added


class OfficeFormat(StrEnum):
    """A kind of office document; the value ends the file's name."""

    DOCX = "docx"
    ODT = "odt"

    @property
    def media_type(self) -> str:
        """What the file is, for a browser."""
        return {
            OfficeFormat.DOCX: "application/vnd.openxmlformats-officedocument"
            ".wordprocessingml.document",
            OfficeFormat.ODT: "application/vnd.oasis.opendocument.text",
        }[self]


_TEMPLATES = {OfficeFormat.DOCX: ".openxml", OfficeFormat.ODT: ".opendocument"}


def to_office(html: str, kind: OfficeFormat, *, properties: dict[str, str] | None = None) -> bytes:
    """
    Return the document, the same bytes for the same HTML.

    A `data-custom-style` names a style of the house; `properties` travel in the file unseen.
    """
    kept = [f"--metadata={name}:{value}" for name, value in (properties or {}).items()]
    return convert(
        html.encode(),
        *("--from=html", f"--to={kind}", "--standalone", "--metadata=lang:nl-NL"),
        f"--lua-filter={_STYLE.with_suffix('.lua')}",
        f"--reference-doc={_STYLE.with_suffix(f'.{kind}')}",
        f"--template={_STYLE.with_suffix(_TEMPLATES[kind])}",
        *kept,
        "--output=-",
    )
