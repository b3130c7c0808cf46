"""
What the bundle says, as frozen values.

`collect` makes them from the database at the freeze moment; everything after that moment reads only
these. The snapshot is their JSON: the same snapshot gives the same bytes.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Item:
    """One dictum item with the SHA-256 of its canonical text. `organ` is the Dutch word."""

    number: str
    organ: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Dictum:
    """The operative text that every college decided on."""

    items: tuple[Item, ...]
    sha256: str
    version: int


@dataclass(frozen=True, slots=True)
class OrganDecision:
    """
    What one organ of a municipality decided, and who says so.

    `evidence` is a reference or address. `recorded_by` and `confirmed_by` are functions, not names
    of people; both moments carry a time zone.
    """

    organ: str
    outcome: str
    decided_on: date
    evidence: str
    version_sha256: str
    recorded_by: str
    recorded_at: datetime
    confirmed_by: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Party:
    """
    One municipality under the proposal; `explanation` is its sentence of the coalition.

    `is_open`: it could still join when the bundle was frozen. `not_signing` says why it does not
    sign though it offers.
    """

    code: str
    name: str
    offers: bool
    may_sign: bool
    explanation: str
    decisions: tuple[OrganDecision, ...]
    is_open: bool = False
    not_signing: str = ""
    signatory: str = ""
    legal_basis: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Ambition:
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    number: int
    title: str
    text: str
    ambitions: tuple[Ambition, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """`when` is the words that people use for the moment, such as "voorjaar 2019"."""

    when: str
    title: str


@dataclass(frozen=True, slots=True)
class Action:
    """`answers` say who stood where at the freeze, such as "Doet mee: Almelo, Borne"."""

    number: str
    title: str
    text: str
    theme: str
    lead: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pilot:
    number: str
    title: str
    text: str
    applicant: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry of the trail at the freeze: whoever holds the bundle can tell a rewriting."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """
    Everything in the bundle. Texts are plain text; a blank line starts a new paragraph.

    `embargo` is a sentence, empty once the embargo had ended at the freeze. `chain` is None in
    bundles of before it was kept.
    """

    region: str
    title: str
    period: str
    addressee: str
    number: int
    frozen_at: datetime
    frozen_by: str
    closes_at: datetime
    example_note: str
    parties: tuple[Party, ...]
    chapters: tuple[Chapter, ...]
    themes: tuple[Theme, ...]
    milestones: tuple[Milestone, ...]
    dictum: Dictum
    actions: tuple[Action, ...]
    pilots: tuple[Pilot, ...] = ()
    embargo: str = ""
    chain: ChainHead | None = None


_CONTENTS = TypeAdapter(Contents)


def to_snapshot(contents: Contents) -> dict[str, object]:
    """Return the contents as JSON values, to be stored at the freeze."""
    snapshot: dict[str, Any] = _CONTENTS.dump_python(contents, mode="json")
    if contents.chain is None:
        del snapshot["chain"]  # so that an older snapshot keeps its bytes
    for action in snapshot["actions"]:
        if not action["answers"]:
            del action["answers"]  # for the same reason
    return snapshot


def from_snapshot(snapshot: dict[str, object]) -> Contents:
    """Return the contents of a stored snapshot. :raises pydantic.ValidationError: if not."""
    return _CONTENTS.validate_python(snapshot)


def snapshot_bytes(snapshot: dict[str, object]) -> bytes:
    """Return the snapshot as it is hashed: JSON in UTF-8 with sorted keys and without blanks."""
    text = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def snapshot_sha256(snapshot: dict[str, object]) -> str:
    """Return the SHA-256 of `snapshot_bytes`; the bundle carries those bytes as a file."""
    return hashlib.sha256(snapshot_bytes(snapshot)).hexdigest()
