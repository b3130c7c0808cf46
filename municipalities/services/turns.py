"""How every act on people begins: one at a time in a region, refused with a sentence."""

from collections.abc import Sequence
from datetime import datetime

from dutch.moments import local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership, Organisation, Region
from municipalities.rules import Blocker
from notices.models import Kind
from notices.services import tell


class Refused(Exception):
    """The act is not possible; the message is the Dutch sentence for the person."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__(" ".join(str(blocker.label) for blocker in blockers))
        self.blockers = list(blockers)


def refuse_if(blockers: Sequence[Blocker]) -> None:
    """Stop the act while anything stands in its way. :raises Refused: with all of it."""
    if blockers:
        raise Refused(blockers)


def take_turn(organisation: Organisation) -> None:
    """
    Wait until nobody else changes people of this region; the transaction keeps the turn.

    Without the key: an act elsewhere that only refers to the region in the trail does not wait.
    """
    Region.objects.select_for_update(no_key=True).get(pk=organisation.region_id)


def tell_organisation(  # noqa: PLR0913  # an event has this many sides
    *permissions: Permission,
    event: str,
    subject: str,
    path: str,
    organisation: Organisation,
    by: Membership | None,
    at: datetime,
) -> None:
    """Tell the people of the organisation with one of these permissions, but not who did it."""
    told: set[int] = set()
    for permission in permissions:
        found = holders(permission, on=local_date(at)).filter(organisation=organisation.pk)
        told |= set(found.values_list("user_id", flat=True))
    recipients = told - {by.user_id} if by else told
    tell(event=event, kind=Kind.PEOPLE, recipients=recipients, subject=subject, path=path, at=at)
