"""Writing the trail. Every act of a person ends here, inside its own transaction."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Protocol

from django.db import transaction
from django.db.models import Model

from dutch.moments import local_date
from trail import store
from trail.models import Anchor, Entry
from trail.querysets import columns_of
from trail.rules import ROWS, moment_text, row_name, row_sha256

SALT = "salt"  # the fact that nobody can guess


class Actor(Protocol):
    """
    Who acts: a person, for an organisation, in a capacity. A `Membership` is one.

    `acting_organisation_id` is None for who acts for the region; `origin` is a coarse network.
    """

    @property
    def user_id(self) -> int: ...
    @property
    def on_behalf_of(self) -> str: ...
    @property
    def capacity(self) -> str: ...
    @property
    def acting_organisation_id(self) -> int | None: ...
    @property
    def region_id(self) -> int | None: ...
    @property
    def origin(self) -> str: ...


def record(  # noqa: PLR0913  # an act has this many sides
    *,
    act: str,
    sentence: str,
    of: Model,
    by: Actor | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    sha256: str = "",
    rows: Iterable[Model] = (),
    region_id: int | None = None,
) -> None:
    """
    Add one act to the trail; `by` is None for what the portal does by itself.

    `act` is the word of the code, `sentence` what a reader sees, `sha256` the hash of the text that
    the act was about. `facts` are JSON values. `rows` are the facts that the act wrote: the entry
    keeps their fingerprints as they are in the database now. `region_id` is for an act of nobody.

    A salt keeps who sees the hash alone, in the next entry, from trying out what the act was.
    """
    kept = {**(facts or {}), **_fingerprints(rows), SALT: token_hex(16)}
    Entry.objects.create(
        at=at,
        by_id=by.user_id if by else None,
        on_behalf_of=by.on_behalf_of if by else "",
        organisation_id=by.acting_organisation_id if by else None,
        region_id=by.region_id if by else region_id,
        origin=by.origin if by else "",
        capacity=by.capacity if by else "portaal",
        act=act,
        sentence=sentence,
        object_type=of._meta.label_lower,
        object_id=str(of.pk),
        object_sha256=sha256,
        facts=json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str),
    )


@transaction.atomic
def anchor(*, at: datetime) -> Anchor:
    """
    Keep number and hash of the last entry of this day, in a row and in a file beside the database.

    Once a day: later on the same day this returns the same anchor, and restores a file that is
    missing. :raises trail.store.AnchorDiffers: if the file of this day says something else.
    """
    head = Entry.objects.latest_first().first()
    kept, is_new = Anchor.objects.get_or_create(
        day=local_date(at),
        defaults={
            "number": head.number if head else 0,
            "hash": head.hash if head else "",
            "at": at,
        },
    )
    if is_new:
        sentence = f"Keten vastgelegd tot en met nummer {kept.number}."
        record(
            act="anchored",
            sentence=sentence,
            of=kept,
            by=None,
            at=at,
            sha256=kept.hash,
            rows=[kept],
        )
    transaction.on_commit(partial(store.put, kept.day, _anchor_file(kept)))
    return kept


def _fingerprints(rows: Iterable[Model]) -> dict[str, dict[str, str]]:
    """Return the fact that holds the fingerprints, read back with one query per model."""
    keys = defaultdict(list)
    for row in rows:
        keys[row._meta.concrete_model].append(row.pk)
    found = {
        row_name(model._meta.label_lower, columns[model._meta.pk.attname]): row_sha256(columns)
        for model, wanted in keys.items()
        if model is not None
        for columns in columns_of(model).filter(pk__in=wanted)
    }
    return {ROWS: found} if found else {}


def _anchor_file(kept: Anchor) -> bytes:
    facts = {
        "day": kept.day.isoformat(),
        "number": kept.number,
        "hash": kept.hash,
        "at": moment_text(kept.at),
    }
    return (json.dumps(facts, indent=2) + "\n").encode()
