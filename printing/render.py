"""
HTML of one part → tagged PDF. Runs only in the limited child process, never in a worker itself.

The only module that imports WeasyPrint.
"""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pydyf
from fontTools.ttLib import woff2
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ASSETS = Path(__file__).parent / "assets"
CONTENT_TYPES = {".css": "text/css", ".woff2": "font/ttf"}


def _unpacked(path: Path) -> bytes:
    """Return the file, a font decompressed: that costs more than setting a page with it."""
    content = path.read_bytes()
    if path.suffix != ".woff2":
        return content
    font = BytesIO()
    woff2.decompress(BytesIO(content), font)
    return font.getvalue()


PACKED = {
    f"asset:{path.name}": (_unpacked(path), CONTENT_TYPES[path.suffix])
    for path in sorted(ASSETS.rglob("*"))
    if path.suffix in CONTENT_TYPES
}


class PackedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Hand out the packed fonts and styles by name; anything else ends the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=set(), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the packed file of that name. :raises FatalURLFetchingError: for all else."""
        del headers
        if url not in PACKED:
            raise FatalURLFetchingError(url[:200])
        content, content_type = PACKED[url]
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


def to_pdf(html: str) -> bytes:
    """Return the part as PDF/A-3a with tags. The same HTML gives the same bytes."""
    prefix = hashlib.sha256(html.encode()).hexdigest()[:8]
    pdf: bytes = HTML(string=html, url_fetcher=PackedFetcher()).write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_tags=True,
        finisher=lambda _document, pdf: finish(pdf, prefix),
    )
    return pdf


def finish(pdf: pydyf.PDF, prefix: str) -> None:
    """
    Complete the tags where WeasyPrint leaves them short.

    Header cells get a scope and an identifier that stays unique when parts are joined; running
    heads and feet become artifacts, which a screen reader skips.
    """
    _describe_headers(pdf, prefix)
    _make_running_text_artifacts(pdf)


def _elements(pdf: pydyf.PDF) -> list[Any]:
    return [
        item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/StructElem"
    ]


def _resolve(pdf: pydyf.PDF, reference: bytes | str) -> Any:  # noqa: ANN401 -- a PDF object
    return pdf.objects[int(reference.split()[0])]


def _root(pdf: pydyf.PDF) -> Any:  # noqa: ANN401 -- a PDF object
    return _resolve(pdf, pdf.catalog["StructTreeRoot"])


def _describe_headers(pdf: pydyf.PDF, prefix: str) -> None:
    identifiers: dict[str, Any] = {}
    for element in _elements(pdf):
        attributes = element.get("A", {})
        if "Headers" in attributes:
            attributes["Headers"] = pydyf.Array(
                [pydyf.String(f"{prefix}-{header.string}") for header in attributes["Headers"]]
            )
        if "ID" in element:
            name = f"{prefix}-{element['ID'].string}"
            element["ID"] = pydyf.String(name)
            identifiers[name] = element.reference
    for row in (element for element in _elements(pdf) if element["S"] == "/TR"):
        _give_scope(pdf, row)
    names = [
        part for name in sorted(identifiers) for part in (pydyf.String(name), identifiers[name])
    ]
    _root(pdf)["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


def _give_scope(pdf: pydyf.PDF, row: Any) -> None:  # noqa: ANN401 -- a PDF object
    cells = [_resolve(pdf, kid) for kid in row["K"] if isinstance(kid, bytes | str)]
    scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = scope


def _make_running_text_artifacts(pdf: pydyf.PDF) -> None:
    reachable = _reachable(pdf)
    mapping = _resolve(pdf, _root(pdf)["ParentTree"])["Nums"]
    owners = dict(zip(mapping[::2], mapping[1::2], strict=True))
    for number, page in enumerate(pdf.page_references):
        stream = _resolve(pdf, _resolve(pdf, page)["Contents"])
        loose = [i for i, owner in enumerate(owners[number]) if owner not in reachable]
        for mcid in loose:
            owners[number][mcid] = "null"
        _rewrite(stream, set(loose))


def _reachable(pdf: pydyf.PDF) -> set[bytes]:
    found: set[bytes] = set()
    todo = list(_root(pdf)["K"])
    while todo:
        reference = todo.pop()
        if isinstance(reference, int) or reference in found:
            continue
        found.add(reference)
        todo.extend(_resolve(pdf, reference).get("K", ()))
    return found


def _rewrite(stream: pydyf.Stream, loose: set[int]) -> None:
    for index, item in enumerate(stream.stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
            stream.stream[index - 1] = "/Artifact"
            stream.stream[index] = pydyf.Dictionary({"Type": "/Pagination"})
