"""When an embargo ends; what `ProposalQuerySet.public` asks the database, as a moment. Pure."""

from collections.abc import Sequence
from datetime import datetime

READ = "read"  # the act of opening what is under embargo


def ends_at(
    *,
    not_before: datetime,
    ends_at_latest: datetime,
    closes_at: datetime,
    outcomes_at: Sequence[datetime | None],
) -> datetime:
    """
    Return the moment from which the proposal is public, as far as is known now.

    `outcomes_at` holds for each college when its first outcome was recorded, None if none was.
    """
    latest = min(ends_at_latest, closes_at)
    recorded = [at for at in outcomes_at if at is not None]
    if len(recorded) == len(outcomes_at):
        latest = min(latest, max(recorded, default=not_before))
    return max(not_before, latest)
