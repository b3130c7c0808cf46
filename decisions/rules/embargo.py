"""When an embargo ends; what `ProposalQuerySet.public` asks the database, as a moment. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from decisions.models import Embargo, EmbargoChange, Move, Organ, Proposal, Ratification

READ = "read"  # the act of opening what is under embargo


@dataclass(frozen=True, slots=True)
class Moments:
    """From when the embargo can end, and when it ends whoever still has to decide."""

    not_before: datetime
    ends_at_latest: datetime

    @property
    def is_backwards(self) -> bool:
        return self.ends_at_latest < self.not_before

    def is_past(self, at: datetime) -> bool:
        """Tell whether the embargo could have ended at that moment already."""
        return self.not_before <= at

    def has_ended(self, at: datetime) -> bool:
        """Tell whether the embargo would have ended by then, whoever still has to decide."""
        return self.ends_at_latest <= at

    def is_later_than(self, other: "Moments") -> bool:
        """Tell whether this is an extension: nothing comes earlier, and something later."""
        return (
            self != other
            and self.not_before >= other.not_before
            and self.ends_at_latest >= other.ends_at_latest
        )


@dataclass(frozen=True, slots=True)
class EmbargoState:
    """The embargo at one moment. `pending` are the requests that another can still agree to."""

    at: datetime
    moments: Moments | None
    is_public: bool
    pending: list[EmbargoChange]


def state_at(proposal: Proposal, *, is_public: bool, at: datetime) -> EmbargoState:
    """Return how the embargo stands; `is_public` is what the predicate in the database says."""
    pending = pending_at(proposal, is_public=is_public, at=at)
    return EmbargoState(at, moments_at(proposal, at=at), is_public, pending)


def moments_at(proposal: Proposal, *, at: datetime) -> Moments | None:
    """
    Return the moments in force at that time: of the last extension by then, or of the offer.

    None before the proposal was offered. Pages show these, never those of the first embargo.
    """
    embargo = getattr(proposal, "embargo", None)
    if embargo is None:
        return None
    extensions = [c for c in _agreed(proposal.embargo_changes.all(), at=at) if _is_extension(c)]
    return _of(extensions[-1]) if extensions else _of(embargo)


def embargo_moment(proposal: Proposal, *, at: datetime) -> datetime | None:
    """Return before when nothing may be published; None before the offer and once it was lifted."""
    moments = moments_at(proposal, at=at)
    lifts = [c for c in _agreed(proposal.embargo_changes.all(), at=at) if not _is_extension(c)]
    return None if moments is None or lifts else moments.not_before


def pending_at(proposal: Proposal, *, is_public: bool, at: datetime) -> list[EmbargoChange]:
    """Return the requests that still wait: none has been agreed to since, and it is not public."""
    if is_public:
        return []
    changes = [change for change in proposal.embargo_changes.all() if change.asked_at <= at]
    return [c for c in changes if not _is_agreed(c, at) and not _is_overtaken(c, changes, at)]


def end_of(proposal: Proposal) -> datetime | None:
    """
    Return from when the proposal is or will be public; None before it is offered.

    It was fetched `with_embargo`.
    """
    embargo = getattr(proposal, "embargo", None)
    if embargo is None:
        return None
    return ends_at(
        not_before=embargo.not_before,
        ends_at_latest=embargo.ends_at_latest,
        closes_at=proposal.closes_at,
        outcomes_at=[_first_outcome(road) for road in proposal.ratifications.all()],
        changes=proposal.embargo_changes.all(),
    )


def had_opportunity(proposal: Proposal, *, at: datetime) -> int:
    """Return how many colleges had the opportunity by then; it was fetched `with_embargo`."""
    outcomes = [_first_outcome(road) for road in proposal.ratifications.all()]
    is_closed = proposal.closes_at <= at
    return sum(is_closed or (first is not None and first <= at) for first in outcomes)


def ends_at(
    *,
    not_before: datetime,
    ends_at_latest: datetime,
    closes_at: datetime,
    outcomes_at: Sequence[datetime | None],
    changes: Iterable[EmbargoChange] = (),
) -> datetime:
    """
    Return the moment from which the proposal is public, as far as is known now.

    `outcomes_at` holds for each college when its first outcome was recorded, None if none was.
    A change that was agreed to after the end changes nothing: what is public stays public.
    """
    opportunity = min([closes_at, *_last_outcome(outcomes_at, default=not_before)])
    moments, since = Moments(not_before, ends_at_latest), not_before
    for change in _agreed(changes):
        assert change.agreed_at is not None
        if _end(moments, opportunity, since) <= change.agreed_at:
            break
        if change.move == Move.LIFT:
            return change.agreed_at
        moments, since = _of(change), change.agreed_at
    return _end(moments, opportunity, since)


def _first_outcome(road: Ratification) -> datetime | None:
    """Return when the first outcome of this college was recorded, whatever came of it."""
    recorded = [d.recorded_at for d in road.decisions.all() if d.organ == Organ.COLLEGE]
    return min(recorded, default=None)


def _end(moments: Moments, opportunity: datetime, since: datetime) -> datetime:
    """Return the end under these moments, which were not in force before `since`."""
    return max(since, moments.not_before, min(moments.ends_at_latest, opportunity))


def _last_outcome(outcomes_at: Sequence[datetime | None], *, default: datetime) -> list[datetime]:
    """Return when the last college had its first outcome; nothing while one has none."""
    recorded = [at for at in outcomes_at if at is not None]
    return [max(recorded, default=default)] if len(recorded) == len(outcomes_at) else []


def _agreed(changes: Iterable[EmbargoChange], *, at: datetime | None = None) -> list[EmbargoChange]:
    """Return the changes that hold (by then, if asked), in the order in which they began to."""
    agreed = [(c.agreed_at, c.pk, c) for c in changes if c.agreed_at]
    agreed.sort(key=lambda each: each[:2])
    return [change for moment, _, change in agreed if at is None or moment <= at]


def _of(row: Embargo | EmbargoChange) -> Moments:
    """Return the moments of an extension or of the first embargo."""
    assert row.not_before is not None and row.ends_at_latest is not None
    return Moments(row.not_before, row.ends_at_latest)


def _is_extension(change: EmbargoChange) -> bool:
    return change.move == Move.EXTEND


def _is_agreed(change: EmbargoChange, at: datetime) -> bool:
    return change.agreed_at is not None and change.agreed_at <= at


def _is_overtaken(change: EmbargoChange, changes: Iterable[EmbargoChange], at: datetime) -> bool:
    """Tell whether another request was agreed to after this one was made."""
    return any(
        other.agreed_at is not None and change.asked_at <= other.agreed_at <= at
        for other in changes
    )
