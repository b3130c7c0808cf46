"""What the joined file says about itself: title, author, language, moment, standards, snapshot."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

XMP = (Path(__file__).with_name("metadata.xml")).read_text(encoding="utf-8")
PRODUCER = "Cultuurregio"


@dataclass(frozen=True, slots=True)
class About:
    """`at` is the freeze moment: the file knows no other clock. `snapshot` is its JSON."""

    title: str
    region: str
    at: datetime
    snapshot: bytes


def describe(pdf: pikepdf.Pdf, about: About) -> None:
    """Write the metadata and attach the snapshot as the data behind the document."""
    moment = about.at.astimezone(UTC)
    pdf.Root.Lang = String("nl")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.Metadata = _xmp(pdf, about, moment)
    stamp = String(moment.strftime("D:%Y%m%d%H%M%SZ"))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.region),
            Producer=String(PRODUCER),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    _attach(pdf, about.snapshot, stamp)


def _xmp(pdf: pikepdf.Pdf, about: About, moment: datetime) -> pikepdf.Object:
    text = XMP.format(
        title=escape(about.title),
        author=escape(about.region),
        producer=PRODUCER,
        moment=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return pdf.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _attach(pdf: pikepdf.Pdf, snapshot: bytes, stamp: String) -> None:
    content = pdf.make_stream(
        snapshot,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(
            Size=len(snapshot),
            CreationDate=stamp,
            ModDate=stamp,
            CheckSum=String(hashlib.md5(snapshot, usedforsecurity=False).digest()),
        ),
    )
    file = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String("snapshot.json"),
            UF=String("snapshot.json"),
            Desc=String("De inhoud van deze bundel, leesbaar voor computers"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=content, UF=content),
        )
    )
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("snapshot.json"), file]))
    pdf.Root.AF = Array([file])
