"""The bundle from nothing, and again after one decision changed."""

from dataclasses import replace

from benchmarks.rounds import lowest, table
from submissions.bundle.build import Bundle, build
from submissions.bundle.contents import Contents, snapshot_sha256, to_snapshot
from tests.factories.bundle import contents as example_contents


def run() -> None:
    """Print CPU time and pages, cold and with one changed part."""
    contents = example_contents()
    first, *others = contents.parties
    changed = replace(contents, parties=(replace(first, explanation="Gewijzigd."), *others))
    kept: dict[str, bytes] = {}
    pages = _build(contents, kept).pages
    figures = lowest(
        {
            f"bundle of {pages} pages from nothing": lambda: _build(contents, {}),
            "with one changed decision": lambda: _build(changed, dict(kept)),
            "nothing changed": lambda: _build(contents, dict(kept)),
        },
        rounds=3,
    )
    print(table(figures, beside=next(iter(figures))))


def _build(contents: Contents, kept: dict[str, bytes]) -> Bundle:
    return build(
        contents,
        snapshot_sha256=snapshot_sha256(to_snapshot(contents)),
        cached=kept.get,
        keep=kept.__setitem__,
        report=lambda *_: None,
    )
