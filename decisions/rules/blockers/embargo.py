"""When the embargo may be set, lifted early or extended, and why not."""

from datetime import datetime

from decisions.models import EmbargoChange, Move
from decisions.rules.blockers.checks import applying
from decisions.rules.blockers.labels import Blocker
from decisions.rules.embargo import EmbargoState, Moments
from municipalities.access import Permission, may
from municipalities.models import Membership


def blockers_to_set_embargo(moments: Moments, *, at: datetime) -> list[Blocker]:
    """Return why an embargo cannot have these ends."""
    return applying(
        {
            Blocker.EMBARGO_PAST: moments.is_past(at),
            Blocker.EMBARGO_BACKWARDS: moments.is_backwards,
        }
    )


def blockers_to_move_embargo(
    state: EmbargoState, *, until: Moments | None, is_party: bool, by: Membership
) -> list[Blocker]:
    """
    Return why this person cannot ask to lift the embargo, or to extend it `until` these moments.

    `is_party`: the proposal was offered to the municipality for which this person acts.
    """
    asked = {(change.not_before, change.ends_at_latest) for change in state.pending}
    wanted = (until.not_before, until.ends_at_latest) if until else (None, None)
    return [
        *_blockers_to_move(state, until=until, is_party=is_party, by=by),
        *applying({Blocker.EMBARGO_ASKED: wanted in asked}),
    ]


def blockers_to_agree_to_move(
    change: EmbargoChange, state: EmbargoState, *, is_party: bool, by: Membership
) -> list[Blocker]:
    """Return why this person cannot agree to the request, as it stands in the database now."""
    if change.agreed_at is not None:
        return [Blocker.EMBARGO_MOVED]
    lapsed = not state.is_public and change.pk not in {pending.pk for pending in state.pending}
    is_own = change.asked_for_id == by.acting_organisation_id
    return [
        *_blockers_to_move(state, until=_moments_of(change), is_party=is_party, by=by),
        *applying(
            {
                Blocker.EMBARGO_OVERTAKEN: lapsed,
                Blocker.ASKED_YOURSELF: change.asked_by_id == by.user_id,
                Blocker.ASKED_BY_YOURS: is_own and change.asked_by_id != by.user_id,
            }
        ),
    ]


def _blockers_to_move(
    state: EmbargoState, *, until: Moments | None, is_party: bool, by: Membership
) -> list[Blocker]:
    now = state.moments
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.MOVE_EMBARGO),
            Blocker.NO_EMBARGO: now is None,
            Blocker.NOT_OFFERED: now is not None and not is_party,
            Blocker.EMBARGO_ENDED: state.is_public,
            Blocker.EMBARGO_PAST: _ends_before(until, state),
            Blocker.EMBARGO_BACKWARDS: until is not None and until.is_backwards,
            Blocker.EMBARGO_NOT_LATER: _is_no_extension(until, now),
        }
    )


def _is_no_extension(until: Moments | None, now: Moments | None) -> bool:
    return until is not None and now is not None and not until.is_later_than(now)


def _ends_before(until: Moments | None, state: EmbargoState) -> bool:
    """Tell whether the new embargo would lie in the past; its last moment counts."""
    return until is not None and until.has_ended(state.at)


def _moments_of(change: EmbargoChange) -> Moments | None:
    if change.move == Move.LIFT or change.not_before is None or change.ends_at_latest is None:
        return None
    return Moments(change.not_before, change.ends_at_latest)
