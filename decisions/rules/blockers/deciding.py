"""When a decision may be recorded, confirmed and taken back, and why not yet."""

from datetime import date

from decisions.models import Decision, FollowUp, Organ, Outcome
from decisions.rules.blockers.checks import applying, is_other_text, is_stranger
from decisions.rules.blockers.labels import Blocker
from decisions.rules.road import Road, is_revoked
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership


def blockers_to_record(
    road: Road, *, by: Membership, organ: Organ, decided_on: date, seen_sha256: str
) -> list[Blocker]:
    """Return why this decision cannot be recorded. `seen_sha256` is of the text on screen."""
    waiting = road.college_recorded if organ == Organ.COLLEGE else road.mayor_recorded
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.RECORD_DECISION),
            Blocker.NO_MAYOR: organ == Organ.MAYOR and road.is_further,
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.TEXT_CHANGED: is_other_text(road, seen_sha256),
            Blocker.IN_FUTURE: decided_on > local_date(road.at),
            Blocker.BEFORE_OFFER: road.offer is not None
            and decided_on < local_date(road.offer.offered_at),
            Blocker.UNCONFIRMED: waiting is not None,
        }
    )


def blockers_to_choose(outcome: Outcome, *, follow_up: str, remark: str) -> list[Blocker]:
    """Return what is still to be said about this outcome: a change of the text needs a choice."""
    return applying(
        {
            Blocker.NO_CHOICE: (outcome == Outcome.CHANGED) is not bool(follow_up),
            Blocker.NO_WISH: follow_up == FollowUp.SIDE_DECISION and not remark,
        }
    )


def blockers_to_confirm(
    road: Road, decision: Decision, *, by: Membership, seen_sha256: str
) -> list[Blocker]:
    """
    Return why this person cannot confirm the recorded decision.

    `seen_sha256` is of the text that was offered when the page opened, whatever was decided on.
    """
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.CONFIRM_DECISION),
            Blocker.TEXT_CHANGED: is_other_text(road, seen_sha256),
            Blocker.SAME_PERSON: decision.recorded_by_id == by.user_id,
            Blocker.CONFIRMED: decision.confirmed_at is not None,
            Blocker.REVOKED: is_revoked(decision, at=road.at),
        }
    )


def blockers_to_revoke(road: Road, decision: Decision, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot take the decision back."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.REVOKE_DECISION),
            Blocker.REVOKED: is_revoked(decision, at=road.at),
        }
    )


def blockers_to_send_letter(road: Road, *, by: Membership, sent_on: date) -> list[Blocker]:
    """Return why the dispatch of the council letter cannot be recorded."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.RECORD_COUNCIL_LETTER),
            Blocker.NO_COLLEGE: road.college is None,
            Blocker.LETTER_SENT: road.council_letter is not None,
            Blocker.IN_FUTURE: sent_on > local_date(road.at),
            Blocker.BEFORE_COLLEGE: road.college is not None and sent_on < road.college.decided_on,
        }
    )


def outcomes_for(organ: Organ) -> list[Outcome]:
    """Return what this organ can decide."""
    return list(Outcome) if organ == Organ.COLLEGE else [Outcome.AGREED, Outcome.DECLINED]
