"""`Pagina X van Y` at the foot of every page, as an artifact that a screen reader skips."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from printing.fonts import number_font, number_font_bytes

FONT = Name("/Paginanummer")
SIZE = 8
RIGHT, BOTTOM = 57, 33  # points from the edges of the page; 57 is the margin of the style sheet


def stamp(pdf: pikepdf.Pdf) -> None:
    """Number all pages of the bundle."""
    font = _font(pdf)
    before = pdf.make_stream(b"q\n")
    total = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        page.Resources.Font[FONT] = font
        content = _content(f"Pagina {number} van {total}", width=float(page.mediabox[2]))
        page.Contents = Array([before, page.Contents, pdf.make_stream(content)])


def _content(text: str, *, width: float) -> bytes:
    glyphs, advance = _set(text)
    left = width - RIGHT - advance * SIZE / 1000
    return (
        f"\nQ /Artifact <</Type /Pagination /Subtype /Footer>> BDC q 0.29 0.34 0.38 rg BT "
        f"{FONT} {SIZE} Tf {left:.2f} {BOTTOM} Td <{glyphs}> Tj ET Q EMC"
    ).encode()


def _set(text: str) -> tuple[str, float]:
    """Return the glyphs in hexadecimal and their width in thousandths of the size."""
    font = number_font()
    names = [font.getBestCmap()[ord(character)] for character in text]
    glyphs = "".join(f"{font.getGlyphID(name):04X}" for name in names)
    return glyphs, sum(font["hmtx"][name][0] for name in names) * _scale()


def _scale() -> float:
    return float(1000 / number_font()["head"].unitsPerEm)


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/PAGNUM+SourceSans3"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([_descendant(pdf)]),
            ToUnicode=pdf.make_stream(_to_unicode()),
        )
    )


def _descendant(pdf: pikepdf.Pdf) -> pikepdf.Object:
    font = number_font()
    widths = [round(font["hmtx"][name][0] * _scale(), 3) for name in font.getGlyphOrder()]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/PAGNUM+SourceSans3"),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=_descriptor(pdf),
            DW=0,
            W=Array([0, Array(widths)]),
        )
    )


def _descriptor(pdf: pikepdf.Pdf) -> pikepdf.Object:
    head, scale = number_font()["head"], _scale()
    box = [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/PAGNUM+SourceSans3"),
            Flags=4,
            FontBBox=Array(box),
            ItalicAngle=0,
            Ascent=box[3],
            Descent=box[1],
            CapHeight=box[3],
            StemV=80,
            FontFile2=pdf.make_stream(number_font_bytes()),
        )
    )


def _to_unicode() -> bytes:
    font = number_font()
    pairs = sorted((font.getGlyphID(name), point) for point, name in font.getBestCmap().items())
    lines = "\n".join(f"<{glyph:04X}> <{point:04X}>" for glyph, point in pairs)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
