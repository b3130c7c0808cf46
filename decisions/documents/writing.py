"""From a paper to a .docx or .odt that any office program opens."""

from enum import StrEnum
from pathlib import Path

from django.template.loader import render_to_string

from decisions.documents.pandoc import convert
from decisions.documents.papers import Paper

_STYLE = Path(__file__).with_name("house-style")  # pandoc's own, on A4 and in Dutch


class OfficeKind(StrEnum):
    """The kinds of document that a municipality can take along; the value ends the file's name."""

    DOCX = "docx"
    ODT = "odt"

    @property
    def media_type(self) -> str:
        """What the file is, for a browser."""
        return {
            OfficeKind.DOCX: "application/vnd.openxmlformats-officedocument"
            ".wordprocessingml.document",
            OfficeKind.ODT: "application/vnd.oasis.opendocument.text",
        }[self]


def write_office(paper: Paper, kind: OfficeKind) -> bytes:
    """
    Return the paper as an office document, the same bytes every time.

    The hash of the dictum is in its properties and, for people, in its last line.
    """
    html = render_to_string("decisions/papers/paper.html", {"paper": paper})
    return convert(
        html.encode(),
        *("--from=html", f"--to={kind}", "--standalone", "--metadata=lang:nl-NL"),
        f"--reference-doc={_STYLE.with_suffix(f'.{kind}')}",
        f"--metadata=dictum-sha256:{paper.dictum_sha256}",
        "--output=-",
    )
