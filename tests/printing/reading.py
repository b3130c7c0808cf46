"""Read a PDF as a person and a screen reader do: its text per page, its tags, its links."""

import re
from io import BytesIO

import pikepdf

PAIR = re.compile(r"<([0-9a-fA-F]+)>\s+<([0-9a-fA-F]+)>")


def opened(pdf):
    return pikepdf.open(BytesIO(pdf))


def texts(pdf):
    """Return the text of each page, one line for each run of glyphs."""
    with opened(pdf) as document:
        return [_text(page) for page in document.pages]


def flat(pdf):
    """Return the text of the whole on one line."""
    return " ".join(" ".join(texts(pdf)).split())


def _text(page):
    fonts = {name: _characters(font) for name, font in page.Resources.Font.items()}
    lines, characters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            characters = fonts[str(operands[0])]
        elif str(operator) == "Tj":
            lines.append(_decoded([operands[0]], characters))
        elif str(operator) == "TJ":
            lines.append(_decoded(operands[0], characters))
    return "\n".join(lines)


def _decoded(pieces, characters):
    raw = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    codes = (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))
    return "".join(characters[code] for code in codes)


def _characters(font):
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in PAIR.findall(table)
    }


def tags(pdf):
    """Return the kind of every structure element, in reading order."""
    with opened(pdf) as document:
        return list(_kinds(document.Root.StructTreeRoot))


def _kinds(element):
    for kid in _kids(element):
        yield str(kid.S)
        yield from _kinds(kid)


def _kids(element):
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def links(pdf):
    """Return (page with the link, page that it leads to) for every link, both from 1."""
    with opened(pdf) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        return [
            (number, numbers[annotation.Dest[0].objgen])
            for number, page in enumerate(document.pages, start=1)
            for annotation in page.get("/Annots", [])
        ]
