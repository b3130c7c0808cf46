"""Writing the trail. Every act of a person ends here, inside its own transaction."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.db.models import Model

from trail.models import Entry


class Actor(Protocol):
    """Who acts: a person, for an organisation, in a capacity. A `Membership` is one."""

    @property
    def user_id(self) -> int: ...
    @property
    def on_behalf_of(self) -> str: ...
    @property
    def capacity(self) -> str: ...


def record(  # noqa: PLR0913  # an act has this many sides
    *,
    act: str,
    sentence: str,
    of: Model,
    by: Actor | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    sha256: str = "",
) -> None:
    """
    Add one act to the trail; `by` is None for what the portal does by itself.

    `act` is the word of the code, `sentence` what a reader sees, `sha256` the hash of the text that
    the act was about. `facts` are JSON values.
    """
    Entry.objects.create(
        at=at,
        by_id=by.user_id if by else None,
        on_behalf_of=by.on_behalf_of if by else "",
        capacity=by.capacity if by else "portaal",
        act=act,
        sentence=sentence,
        object_type=of._meta.label_lower,
        object_id=str(of.pk),
        object_sha256=sha256,
        facts=json.dumps(facts or {}, sort_keys=True, ensure_ascii=False, default=str),
    )
