"""A paper as JSON, for the system of a municipality. `docs/papers-json.md` describes the shape."""

import json
from typing import Any

from decisions.documents.papers import Paper, Piece, Subject
from decisions.rules.identity import item_sha256

FORMAT = "cultuurregio-stuk"
FORMAT_VERSION = 1


def write_json(paper: Paper) -> bytes:
    """Return the paper as JSON in UTF-8, the same bytes every time."""
    text = json.dumps(_as_values(paper), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _as_values(paper: Paper) -> dict[str, Any]:
    subject = paper.subject
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": paper.title,
        "copy": paper.copy.value,
        "warning": paper.warning,
        "example_note": subject.example_note,
        "municipality": {
            "name": subject.municipality,
            "code": subject.code,
            "tooi": subject.tooi,
        },
        "region": subject.region,
        "proposal": {
            "title": subject.proposal,
            "version": subject.version,
            "frozen_at": subject.frozen_at.isoformat(),
            "closes_at": subject.closes_at.isoformat(),
            "not_public_before": subject.not_before.isoformat() if subject.not_before else None,
        },
        "dictum": _dictum(subject),
        "letterhead": _letterhead(paper),
        "sections": [_section(piece) for piece in paper.pieces],
    }


def _dictum(subject: Subject) -> dict[str, Any]:
    return {
        "sha256": subject.sha256,
        "items": [
            {
                "number": item.number,
                "organ": item.organ.value,
                "text": item.text,
                "sha256": item_sha256(organ=item.organ, number=item.number, text=item.text),
            }
            for item in subject.items
        ],
    }


def _letterhead(paper: Paper) -> dict[str, Any] | None:
    if paper.head is None:
        return None
    return {
        "sender": paper.head.sender,
        "addressee": paper.head.addressee,
        "facts": [{"label": label, "value": value} for label, value in paper.head.facts],
    }


def _section(piece: Piece) -> dict[str, Any]:
    return {
        "heading": piece.heading,
        "level": piece.level,
        "audience": piece.audience.value,
        "text": "\n\n".join(paragraph.printed for paragraph in piece.paragraphs),
    }
