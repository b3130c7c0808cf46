"""When a meeting with the cultural field can be changed, answered to and written about. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from actions.models import Guest, Reply

MOST_PEOPLE = 500  # from one organisation


class MeetingBlocker(models.TextChoices):
    """Why an act on a meeting is not possible, as the person reads it."""

    IN_THE_PAST = "in_the_past", "Kies een moment dat nog komt."
    BEGUN = "begun", "De bijeenkomst is begonnen. Wijzigen en uitnodigen kan niet meer."
    TOO_LATE = "too_late", "De bijeenkomst is begonnen. Antwoorden kan niet meer."
    NOT_YET = "not_yet", "De bijeenkomst is nog niet begonnen. Dit kan daarna."
    NOBODY = "nobody", "Kies ten minste één organisatie."
    NOT_INVITABLE = (
        "not_invitable",
        "Een organisatie die u koos, kan niet (meer) worden uitgenodigd. Kies opnieuw.",
    )
    NO_GUEST = "no_guest", "Deze organisatie is niet uitgenodigd."
    OTHER_ORGANISATION = "other_organisation", "U kunt alleen voor uw eigen organisatie antwoorden."
    NO_PEOPLE = "no_people", "Vul in met hoeveel personen u komt: 1 tot en met 500."


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What an organisation answers; who does not come comes with nobody."""

    is_coming: bool
    people: int = 0
    note: str = ""


def last_reply(guest: Guest) -> Reply | None:
    """Return what counts of an invitation: the last answer."""
    replies = list(guest.replies.all())
    return replies[-1] if replies else None


def last_attendance(guest: Guest) -> bool | None:
    """Tell whether the guest was there; None when nobody wrote that down."""
    attendances = list(guest.attendances.all())
    return attendances[-1].was_there if attendances else None


def blockers_to_call(starts_at: datetime, *, at: datetime) -> list[MeetingBlocker]:
    """Return why there can be no meeting at that moment."""
    return _found({MeetingBlocker.IN_THE_PAST: starts_at <= at})


def blockers_to_change(starts_at: datetime, *, at: datetime) -> list[MeetingBlocker]:
    """Return why a meeting cannot change any more, nor have more guests."""
    return _found({MeetingBlocker.BEGUN: starts_at <= at})


def blockers_to_invite(
    starts_at: datetime, *, chosen: int, allowed: int, at: datetime
) -> list[MeetingBlocker]:
    """Return why so many organisations, of which `allowed` may come, cannot be invited."""
    checks = {
        MeetingBlocker.BEGUN: starts_at <= at,
        MeetingBlocker.NOBODY: chosen == 0,
        MeetingBlocker.NOT_INVITABLE: allowed < chosen,
    }
    return _found(checks)


def blockers_to_reply(
    draft: ReplyDraft, *, starts_at: datetime, is_own: bool, at: datetime
) -> list[MeetingBlocker]:
    """Return why this answer cannot be given; it can change until the meeting begins."""
    comes_with_somebody = 1 <= draft.people <= MOST_PEOPLE
    checks = {
        MeetingBlocker.OTHER_ORGANISATION: not is_own,
        MeetingBlocker.TOO_LATE: starts_at <= at,
        MeetingBlocker.NO_PEOPLE: draft.is_coming and not comes_with_somebody,
    }
    return _found(checks)


def blockers_to_look_back(
    starts_at: datetime, *, at: datetime, are_guests: bool = True
) -> list[MeetingBlocker]:
    """Return why nothing can be written yet of who was there and what came of it."""
    checks = {
        MeetingBlocker.NOT_YET: at < starts_at,
        MeetingBlocker.NO_GUEST: not are_guests,
    }
    return _found(checks)


def _found(checks: Mapping[MeetingBlocker, bool]) -> list[MeetingBlocker]:
    return [blocker for blocker, applies in checks.items() if applies]
