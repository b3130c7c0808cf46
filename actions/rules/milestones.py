"""Which milestones were reached, and how far an action is by that. Pure: no queries, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices

from actions.models import ActionMilestone, MilestoneNews, MilestoneState
from dutch.moments import local_date

REACHED, DROPPED = MilestoneState.REACHED, MilestoneState.DROPPED


class MilestoneBlocker(TextChoices):
    """Why something cannot be said of a milestone, as the reader sees it."""

    NAMED = "named", "Deze actie heeft al een mijlpaal met deze naam."
    NOT_OPEN = "not_open", "De mijlpaal is al gehaald of vervallen."
    OPEN = "open", "De mijlpaal is niet gehaald en niet vervallen."
    FUTURE = "future", "De dag ligt in de toekomst."
    SAME_DAY = "same_day", "De mijlpaal stond al op deze dag."
    NO_REASON = "no_reason", "Schrijf op waarom."


@dataclass(frozen=True, slots=True)
class Standing:
    """
    One milestone as it stands: reached or dropped, or else open until a day that can have moved.

    `last` is what was told of it last, None for nothing.
    """

    milestone: ActionMilestone
    due_on: date
    last: MilestoneNews | None = None

    @property
    def is_reached(self) -> bool:
        return self.last is not None and self.last.state == REACHED

    @property
    def is_dropped(self) -> bool:
        return self.last is not None and self.last.state == DROPPED

    @property
    def is_open(self) -> bool:
        return not self.is_reached and not self.is_dropped

    def is_overdue(self, on: date) -> bool:
        """Tell whether its last day has gone by while it is open."""
        return self.is_open and self.due_on < on


@dataclass(frozen=True, slots=True)
class Progress:
    """How many milestones were reached of those that count; a dropped one does not count."""

    reached: int
    counting: int
    dropped: int = 0
    overdue: int = 0

    @property
    def percentage(self) -> int | None:
        """Whole per cents, rounded down so that only all is 100; None where nothing counts."""
        return 100 * self.reached // self.counting if self.counting else None

    def __str__(self) -> str:
        if not self.counting:
            return "alle mijlpalen zijn vervallen" if self.dropped else "nog geen mijlpalen"
        word = "mijlpaal" if self.counting == 1 else "mijlpalen"
        return f"{self.reached} van {self.counting} {word} gehaald ({self.percentage} %)"


def standing(
    milestone: ActionMilestone, news: Iterable[MilestoneNews], *, at: datetime
) -> Standing:
    """Return how a milestone stood at that moment, of the news in the order of telling."""
    known = [each for each in news if each.told_at <= at]
    moved = [each.on for each in known if each.state == MilestoneState.MOVED]
    return Standing(
        milestone, moved[-1] if moved else milestone.due_on, known[-1] if known else None
    )


def progress(standings: Sequence[Standing], *, on: date) -> Progress:
    """Return how far these milestones are on that day."""
    counting = [each for each in standings if not each.is_dropped]
    return Progress(
        reached=sum(each.is_reached for each in counting),
        counting=len(counting),
        dropped=len(standings) - len(counting),
        overdue=sum(each.is_overdue(on) for each in counting),
    )


def states_for(now: Standing) -> list[MilestoneState]:
    """Return what can be told of a milestone that stands like this."""
    if now.is_open:
        return [MilestoneState.REACHED, MilestoneState.MOVED, MilestoneState.DROPPED]
    return [MilestoneState.REOPENED]


def blockers_to_tell(
    now: Standing, state: MilestoneState, *, on: date, reason: str, at: datetime
) -> list[MilestoneBlocker]:
    """Return why this cannot be told; the day of `MOVED` is the new one, which can be any other."""
    is_moved = state is MilestoneState.MOVED
    is_reopened = state is MilestoneState.REOPENED
    checks = {
        MilestoneBlocker.NOT_OPEN: not is_reopened and not now.is_open,
        MilestoneBlocker.OPEN: is_reopened and now.is_open,
        MilestoneBlocker.FUTURE: not is_moved and on > local_date(at),
        MilestoneBlocker.SAME_DAY: is_moved and on == now.due_on,
        MilestoneBlocker.NO_REASON: state is not REACHED and not reason,
    }
    return [blocker for blocker, applies in checks.items() if applies]
