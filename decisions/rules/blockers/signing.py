"""When a municipality may authorise and sign, and why not yet."""

from datetime import date

from decisions.rules.blockers.checks import applying, is_other_text, is_stranger
from decisions.rules.blockers.labels import Blocker
from decisions.rules.road import Road
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership


def blockers_to_authorise(
    road: Road,
    *,
    by: Membership,
    valid_from: date,
    valid_until: date | None = None,
    is_signatory: bool = True,
) -> list[Blocker]:
    """Return why no authorisation can be recorded; `is_signatory`: of all who would get it."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.AUTHORISE),
            Blocker.NO_MAYOR: road.is_further,
            Blocker.MAYOR: not road.mayor_agreed and not road.is_further,
            Blocker.NO_SIGNATORY: not is_signatory,
            Blocker.BEFORE_MAYOR: road.mayor is not None and valid_from < road.mayor.decided_on,
            Blocker.EXPIRED: valid_until is not None and valid_until < local_date(road.at),
        }
    )


def blockers_to_be_signed(road: Road) -> list[Blocker]:
    """Return what still stands between this municipality and its signature, whoever signs."""
    if road.is_further:
        return [Blocker.NO_MAYOR]
    agreed = road.college_agreed and road.is_on_this_version
    return applying(
        {
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.COLLEGE: not agreed,
            Blocker.LATE: agreed and not road.is_in_time,
            Blocker.MAYOR: not road.mayor_agreed,
            Blocker.AUTHORISATION: road.authorisation is None,
            Blocker.SIGNED: road.signature is not None,
        }
    )


def blockers_to_sign(road: Road, *, by: Membership, seen_sha256: str) -> list[Blocker]:
    """Return why this person cannot sign now. `seen_sha256` is of the text on screen."""
    authorisation = road.authorisation
    return [
        *applying(
            {
                Blocker.NOT_YOURS: is_stranger(road, by),
                Blocker.NO_ROLE: not may(by, Permission.SIGN),
                Blocker.TEXT_CHANGED: is_other_text(road, seen_sha256),
                Blocker.OTHER_PERSON: authorisation is not None
                and by.user_id not in {authorisation.person_id, authorisation.replacement_id},
            }
        ),
        *blockers_to_be_signed(road),
    ]


def may_sign(road: Road) -> bool:
    """Tell whether the municipality stands under the covering letter: signed, or ready to."""
    return road.signature is not None or not blockers_to_be_signed(road)
