"""How every act on an action begins: lock, look at the facts, refuse."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model, TextChoices

from actions.models import Action
from actions.rules.facts import ActionFacts, facts_of
from dutch.moments import local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership, Organisation
from notices.models import Kind
from notices.services import tell


class Refused(Exception):
    """The act is not possible now; the message is the Dutch sentence for the person."""

    def __init__(self, blockers: Sequence[TextChoices]) -> None:
        super().__init__(" ".join(str(blocker.label) for blocker in blockers))
        self.blockers = list(blockers)


class Rewritten(Exception):
    """
    Somebody else changed what was on the screen; nothing was written.

    `theirs` is the row as it is now, or None if it was removed.
    """

    def __init__(self, theirs: Model | None) -> None:
        super().__init__("Iemand anders heeft dit gewijzigd nadat u deze pagina opende.")
        self.theirs = theirs


def refuse_if(blockers: Sequence[TextChoices]) -> None:
    """Stop the act while anything stands in its way. :raises Refused: with all of it."""
    if blockers:
        raise Refused(blockers)


def locked_action(action_id: int) -> Action:
    """Lock the action and return it as it is now: one act on it at a time."""
    actions = Action.objects.select_related("theme__profile", "lead")
    return actions.select_for_update(of=("self",), no_key=True).get(pk=action_id)


def locked_facts(action_id: int) -> tuple[Action, ActionFacts]:
    """Lock the action and return it with all from which its stage follows."""
    locked_action(action_id)
    action = Action.objects.with_facts().get(pk=action_id)
    return action, facts_of(action)


def tell_holders(  # noqa: PLR0913  # an event has this many sides
    permission: Permission,
    *,
    at_organisations: Iterable[Organisation | int],
    event: str,
    subject: str,
    path: str,
    by: Membership | None,
    at: datetime,
) -> None:
    """Tell everybody with the permission at these organisations, but not who did it."""
    people = holders(permission, on=local_date(at)).filter(organisation__in=at_organisations)
    if by:
        people = people.exclude(user=by.user_id)
    tell(
        event=event,
        kind=Kind.ACTION,
        recipients=people.values_list("user_id", flat=True),
        subject=subject,
        path=path,
        at=at,
    )
