"""How every act of a municipality begins: lock, look at the facts, refuse."""

from collections.abc import Sequence
from datetime import datetime

from decisions.models import Ratification
from decisions.rules.blockers import Blocker
from decisions.rules.road import Road, road_at


class Refused(Exception):
    """The act is not possible now; the message is the Dutch sentence for the person."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__(" ".join(str(blocker.label) for blocker in blockers))
        self.blockers = list(blockers)


def refuse_if(blockers: Sequence[Blocker]) -> None:
    """Stop the act while anything stands in its way. :raises Refused: with all of it."""
    if blockers:
        raise Refused(blockers)


def locked_road(ratification_id: int, *, at: datetime) -> Road:
    """Return the facts at `at` of a municipality whose row stays locked: one act at a time."""
    return road_at(Ratification.objects.locked(ratification_id), at=at)
