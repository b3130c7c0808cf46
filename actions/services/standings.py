"""The ready row of each action, kept beside the history in the same transaction."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from actions.models import Action, Standing
from actions.rules.cells import packed
from actions.store.histories import Recorded, histories
from dutch.moments import local_date

ALL = datetime.max.replace(tzinfo=UTC)  # all that was recorded, a row of this same moment too
TOGETHER = 50  # actions of which the history is in memory at once


def keep_standing(action: Action, *, at: datetime) -> None:
    """Write the row of this action anew from its history; who calls it has locked the action."""
    _keep([action.pk], at=at)


def rebuild_standings(actions: Iterable[int], *, at: datetime) -> int:
    """Write the rows of these actions anew, and return how many there are."""
    keys = sorted(actions)
    for first in range(0, len(keys), TOGETHER):
        _keep(keys[first : first + TOGETHER], at=at)
    return len(keys)


def _keep(actions: Sequence[int], *, at: datetime) -> None:
    recorded = histories(actions)
    Standing.objects.bulk_create(
        [
            Standing(action_id=pk, cells=_cells(recorded.get(pk, {}), at=at), changed_at=at)
            for pk in actions
        ],
        update_conflicts=True,
        unique_fields=["action"],
        update_fields=["cells", "changed_at"],
    )


def _cells(recorded: dict[str, Recorded], *, at: datetime) -> dict[str, str]:
    """Return the packed cells by the code of the municipality; who was never asked has none."""
    cells = {
        code: packed(each.history, each.brought, day=local_date(at), known_at=ALL)
        for code, each in sorted(recorded.items())
    }
    return {code: cell for code, cell in cells.items() if cell}
