"""How every act of a municipality begins: lock, look at the facts, refuse."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from decisions.models import Proposal, Ratification
from decisions.rules.blockers import Blocker
from decisions.rules.road import Road, road_at
from dutch.moments import local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership
from notices.models import Kind
from notices.services import tell

TICK = timedelta(microseconds=1)


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
    """
    Lock the municipality's row and return its facts: one act at a time.

    The moment of the act is that of the road: `at`, or just after what happened while it waited.
    """
    ratification = Ratification.objects.locked(ratification_id)
    moment = _after([ratification.clock], at)
    Ratification.objects.filter(pk=ratification_id).update(clock=moment)
    return road_at(ratification, at=moment)


def locked_roads(proposal_id: int, *, at: datetime) -> datetime:
    """
    Lock all municipalities under the proposal and return the moment that comes after all acts.

    Whatever waits for the lock happens after that moment.
    """
    Proposal.objects.select_for_update().get(pk=proposal_id)
    roads = Ratification.objects.filter(proposal=proposal_id)
    clocks = roads.select_for_update().order_by("pk").values_list("clock", flat=True)
    moment = _after(clocks, at)
    roads.update(clock=moment)
    return moment


def _after(clocks: Iterable[datetime | None], at: datetime) -> datetime:
    return max([at, *(clock + TICK for clock in clocks if clock)])


def tell_own(  # noqa: PLR0913  # an event has this many sides
    permission: Permission,
    *,
    event: str,
    subject: str,
    of: Ratification,
    by: Membership | None,
    at: datetime,
    kind: Kind = Kind.DECISION,
) -> None:
    """Tell everybody of the municipality who has the permission, but not who did it."""
    people = holders(permission, on=local_date(at)).filter(organisation=of.municipality_id)
    if by:
        people = people.exclude(user=by.user_id)
    tell(
        event=event,
        kind=kind,
        recipients=people.values_list("user_id", flat=True),
        subject=subject,
        path=of.get_absolute_url(),
        at=at,
    )
