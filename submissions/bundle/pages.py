"""
Contents → the HTML of each part, in the order of the bundle.

Django escapes every text. A part depends on nothing but its own contents, so its hash tells whether
it must be rendered again; only the table of contents and the manifest know the other parts.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from decisions.rules.identity import RECIPE
from printing.fonts import all_printable, printable
from printing.pdf import ENGINE
from submissions.bundle.contents import Contents, OrganDecision, Party

FOLDER = Path(__file__).parent
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class PagePart:
    """One part before rendering. `input_sha256` covers its HTML and all that renders it."""

    kind: str
    title: str
    html: str
    input_sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of contents; `page` counts from 1 over the whole bundle."""

    level: int
    title: str
    page: int
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part in the manifest."""

    title: str
    first: int
    last: int
    input_sha256: str


def pages(contents: Contents) -> tuple[PagePart, ...]:
    """Return the parts that depend on the contents alone: all but contents table and manifest."""
    shown = all_printable(contents)
    parties = shown.parties
    return (
        _part("cover", "Voorblad", shown),
        _part(
            "letter",
            "Aanbiedingsbrief",
            shown,
            salutation=_salutation(shown.addressee),
            offering=[party for party in parties if party.offers],
            signing=[party for party in parties if _signs(party)],
            only_joining=[party for party in parties if party.offers and not party.may_sign],
            undecided=[party for party in parties if party.is_open],
            absent=[party for party in parties if not party.offers and not party.is_open],
        ),
        _part("profile", "Cultuurprofiel", shown),
        _part("themes", "Thema’s, ambities en mijlpalen", shown),
        _part("decisions", "Besluiten per gemeente", shown, rows=_decision_rows(shown)),
        _part("dictum", "Beslispunten en controlegetallen", shown, recipe=_recipe()),
        _part("actions", "Acties en proeftuinen", shown),
    )


def table_of_contents(contents: Contents, lines: Sequence[Line]) -> PagePart:
    """Return the part that says on which page everything starts."""
    return _part("contents", "Inhoud", all_printable(contents), lines=lines)


def manifest(contents: Contents, rows: Sequence[Row], *, snapshot_sha256: str) -> PagePart:
    """Return the part that says what the bundle consists of and how to verify it."""
    return _part(
        "manifest",
        "Verantwoording",
        all_printable(contents),
        rows=rows,
        snapshot_sha256=snapshot_sha256,
    )


def bundle_title(contents: Contents) -> str:
    """Return the title of the whole file."""
    return printable(f"{contents.title}: cultuurprofiel {contents.region} {contents.period}")


def _part(kind: str, title: str, contents: Contents, **extra: object) -> PagePart:
    context = {"contents": contents, "kind": kind, "title": title, **extra}
    with translation.override("nl"), timezone.override(AMSTERDAM):
        html = render_to_string(f"submissions/bundle/{kind}.html", context)
    return PagePart(kind, title, html, _input_sha256(html))


def _input_sha256(html: str) -> str:
    return hashlib.sha256(_engine_sha256() + html.encode()).hexdigest()


@cache
def _engine_sha256() -> bytes:
    """Hash all that turns HTML into bytes: styles, fonts, our finishing and the libraries."""
    parts = [file.read_bytes() for file in (*ENGINE, FOLDER / "metadata.xml")]
    parts += [f"{name} {version(name)}".encode() for name in ("weasyprint", "pydyf", "fonttools")]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _recipe() -> list[str]:
    return [line for line in RECIPE.splitlines() if line]


def _salutation(addressee: str) -> str:
    return "Excellentie," if "minister" in addressee.lower() else "Geachte heer of mevrouw,"


def _signs(party: Party) -> bool:
    return party.offers and party.may_sign


def _decision_rows(contents: Contents) -> list[dict[str, object]]:
    return [
        {"party": party, "decision": decision, "version": _version(contents, decision)}
        for party in contents.parties
        for decision in party.decisions
    ]


def _version(contents: Contents, decision: OrganDecision) -> str:
    """Compare the text decided on; without a hash nothing is known, so never `gelijk`."""
    if not decision.version_sha256:
        return "onbekend"
    same = decision.version_sha256 == contents.dictum.sha256
    return f"versie {contents.dictum.version}" if same else "andere versie"
