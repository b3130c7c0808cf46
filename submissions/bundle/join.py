"""
Put rendered parts behind each other in one file without losing what screen readers need.

Ordinary joining keeps the pages and drops the rest. Here the structure tree, its parent tree and
identifiers, the bookmarks, the named destinations and the output intent come along; page numbers
over the whole, one set of metadata and the attached snapshot are added.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from submissions.bundle.metadata import About, describe
from submissions.bundle.outline import Heading, Outline
from submissions.bundle.stamp import stamp

LINK = re.compile(r"bundle:(\d+)\.(\d+)")


@dataclass(slots=True)
class _Tree:
    """What the parts add to the structure of the whole."""

    kids: list[pikepdf.Object] = field(default_factory=list)
    owners: list[object] = field(default_factory=list)
    names: dict[bytes, pikepdf.Object] = field(default_factory=dict)
    destinations: dict[bytes, pikepdf.Object] = field(default_factory=dict)
    next_key: int = 0


def link_to(part: int, heading: int) -> str:
    """Return the address that becomes a link to that heading of that part; both count from 0."""
    return f"bundle:{part}.{heading}"


def join(parts: Sequence[bytes], outlines: Sequence[Outline], *, about: About) -> bytes:
    """Return the parts as one tagged PDF. The same parts give the same bytes."""
    pdf = pikepdf.new()
    tree = _Tree()
    starts = [_append(pdf, part, tree) for part in parts]
    _write_structure(pdf, tree)
    _write_outlines(pdf, starts, outlines)
    _resolve_links(pdf, starts, outlines)
    describe(pdf, about)
    stamp(pdf)
    out = BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


def _append(pdf: pikepdf.Pdf, part: bytes, tree: _Tree) -> int:
    """Add the pages of a part with their structure; return where they start."""
    start = len(pdf.pages)
    with pikepdf.open(BytesIO(part)) as source:
        highest = _shift_keys(source, tree.next_key)
        pdf.pages.extend(source.pages)
        root = pdf.copy_foreign(source.make_indirect(_carrier(source)))
    if "/OutputIntents" not in pdf.Root:
        pdf.Root.OutputIntents = root.OutputIntents
    _adopt(root.Structure, tree)
    tree.destinations |= _pairs(root.Destinations)
    tree.next_key = highest + 1
    return start


def _carrier(source: pikepdf.Pdf) -> Dictionary:
    names = source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    return Dictionary(
        Structure=source.Root.StructTreeRoot,
        OutputIntents=source.Root.OutputIntents,
        Destinations=names.get("/Names", Array()),
    )


def _shift_keys(source: pikepdf.Pdf, first: int) -> int:
    """Make the keys into the parent tree unique over the bundle; return the highest."""
    nums = source.Root.StructTreeRoot.ParentTree.Nums
    for index in range(0, len(nums), 2):
        nums[index] = int(nums[index]) + first
    for page in source.pages:
        page.StructParents = int(page.StructParents) + first
        for annotation in page.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + first
    return int(nums[-2])


def _adopt(structure: pikepdf.Object, tree: _Tree) -> None:
    document = structure.K[0]
    document.S = Name.Part
    tree.kids.append(document)
    tree.owners.extend(structure.ParentTree.Nums)
    tree.names |= _pairs(structure.get("/IDTree", Dictionary()).get("/Names", Array()))


def _pairs(names: pikepdf.Object) -> dict[bytes, pikepdf.Object]:
    items = list(names)
    return {bytes(key): value for key, value in zip(items[::2], items[1::2], strict=True)}


def _name_tree(pairs: dict[bytes, pikepdf.Object]) -> Dictionary:
    return Dictionary(
        Names=Array([item for key in sorted(pairs) for item in (String(key), pairs[key])])
    )


def _write_structure(pdf: pikepdf.Pdf, tree: _Tree) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array(tree.kids))
    )
    for kid in tree.kids:
        kid.P = document
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(tree.owners)))
    root.ParentTreeNextKey = tree.next_key
    root.IDTree = _name_tree(tree.names)
    pdf.Root.StructTreeRoot = root
    if tree.destinations:
        pdf.Root.Names = Dictionary(Dests=_name_tree(tree.destinations))


def _destination(pdf: pikepdf.Pdf, start: int, heading: Heading) -> Array:
    page = pdf.pages[start + heading.page].obj
    return Array([page, Name.XYZ, heading.left, heading.top, 0])


def _write_outlines(pdf: pikepdf.Pdf, starts: Sequence[int], outlines: Sequence[Outline]) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    path = [root]
    for start, part in zip(starts, outlines, strict=True):
        for heading in part.headings:
            del path[heading.level :]
            item = pdf.make_indirect(
                Dictionary(
                    Title=String(heading.title), Dest=_destination(pdf, start, heading), Count=0
                )
            )
            _hang(item, under=path[-1])
            path.append(item)
    root.Count = -int(root.Count)
    pdf.Root.Outlines = root


def _hang(item: pikepdf.Object, *, under: pikepdf.Object) -> None:
    """Add a bookmark as the last one under another; it starts closed, hence the negative count."""
    item.Parent = under
    if "/Last" in under:
        under.Last.Next, item.Prev = item, under.Last
    else:
        under.First = item
    under.Last = item
    under.Count = int(under.Count) - 1


def _resolve_links(pdf: pikepdf.Pdf, starts: Sequence[int], outlines: Sequence[Outline]) -> None:
    """Turn the addresses of `link_to` into links within the file."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if match := LINK.fullmatch(address):
                part, heading = map(int, match.groups())
                annotation.Dest = _destination(pdf, starts[part], outlines[part].headings[heading])
                del annotation.A
