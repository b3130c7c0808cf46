"""When a step is allowed, and why not yet. Pure: no queries, no clock, no request."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models

from decisions.models import Decision, Organ, Outcome, ProposalVersion
from decisions.rules.road import Road, is_revoked
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership


class Blocker(models.TextChoices):
    NOT_YOURS = "not_yours", "Alleen mensen van de eigen gemeente kunnen dit doen."
    NO_ROLE = "no_role", "Uw rol mag dit niet."
    NOT_OFFERED = "not_offered", "Het voorstel is nog niet aan deze gemeente aangeboden."
    CLOSED = "closed", "De sluiting is voorbij."
    TEXT_CHANGED = (
        "text_changed",
        "De tekst is vervangen nadat u deze pagina opende. Lees eerst de nieuwe versie.",
    )
    ACKNOWLEDGED = "acknowledged", "De ontvangst is al bevestigd."
    BEFORE_OFFER = "before_offer", "De datum ligt vóór de dag waarop deze tekst is aangeboden."
    BEFORE_COLLEGE = "before_college", "De datum ligt vóór het besluit van het college."
    BEFORE_MAYOR = (
        "before_mayor",
        "De machtiging kan niet ingaan vóór het besluit van de burgemeester.",
    )
    EXPIRED = "expired", "De machtiging zou al verlopen zijn."
    IN_FUTURE = "in_future", "De datum ligt in de toekomst."
    UNCONFIRMED = "unconfirmed", "Er is al een besluit vastgelegd dat nog op bevestiging wacht."
    SAME_PERSON = (
        "same_person",
        "U legde dit besluit zelf vast; een tweede persoon van uw gemeente bevestigt het.",
    )
    CONFIRMED = "confirmed", "Dit besluit is al bevestigd."
    REVOKED = "revoked", "Dit besluit is ingetrokken."
    COLLEGE = "college", "Het college heeft nog niet met deze versie ingestemd."
    LATE = "late", "Het college stemde pas na de sluiting in."
    NO_COLLEGE = "no_college", "Er is nog geen bevestigd collegebesluit."
    MAYOR = "mayor", "De burgemeester heeft het eigen beslispunt nog niet genomen."
    AUTHORISATION = "authorisation", "Er is nog geen machtiging die vandaag geldt."
    NO_SIGNATORY = (
        "no_signatory",
        "Alleen iemand van de eigen gemeente die mag tekenen, kan gemachtigd worden.",
    )
    OTHER_PERSON = "other_person", "De machtiging staat op naam van een ander."
    LETTER_SENT = "letter_sent", "De raadsbrief is al verzonden."
    SIGNED = "signed", "De gemeente heeft al getekend."
    FROZEN = "frozen", "Deze versie is al vastgesteld."
    NO_ITEMS = "no_items", "Het dictum heeft nog geen beslispunten."
    NO_COLLEGE_ITEM = "no_college_item", "Er is geen beslispunt van het college."
    NOT_FROZEN = "not_frozen", "Stel eerst de tekst vast."
    OFFERED = "offered", "Deze versie is al aan alle gemeenten aangeboden."
    EMBARGO_PAST = "embargo_past", "Het embargo kan niet in het verleden eindigen."
    EMBARGO_BACKWARDS = "embargo_backwards", "Het embargo eindigt uiterlijk vóór het kan eindigen."


def blockers_to_freeze(version: ProposalVersion, *, by: Membership) -> list[Blocker]:
    """Return what stands between this concept and a frozen version; its items were fetched."""
    organs = {item.organ for item in version.items.all()}
    return _applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.FREEZE_PROPOSAL),
            Blocker.FROZEN: version.frozen_at is not None,
            Blocker.NO_ITEMS: not organs,
            Blocker.NO_COLLEGE_ITEM: bool(organs) and Organ.COLLEGE not in organs,
        }
    )


def blockers_to_set_embargo(
    *, not_before: datetime, ends_at_latest: datetime, at: datetime
) -> list[Blocker]:
    """Return why an embargo cannot have these ends."""
    return _applying(
        {
            Blocker.EMBARGO_PAST: not_before <= at,
            Blocker.EMBARGO_BACKWARDS: ends_at_latest < not_before,
        }
    )


def blockers_to_offer(
    version: ProposalVersion, *, is_offered: bool, by: Membership, at: datetime
) -> list[Blocker]:
    """Return what stands between this version and the colleges."""
    return _applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.OFFER_PROPOSAL),
            Blocker.NOT_FROZEN: version.frozen_at is None,
            Blocker.OFFERED: is_offered,
            Blocker.CLOSED: at >= version.proposal.closes_at,
        }
    )


def blockers_to_acknowledge(road: Road, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot confirm that the proposal was received."""
    return _applying(
        {
            Blocker.NOT_YOURS: _is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.ACKNOWLEDGE_OFFER),
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.ACKNOWLEDGED: road.receipt is not None,
        }
    )


def blockers_to_record(
    road: Road, *, by: Membership, organ: Organ, decided_on: date, seen_sha256: str
) -> list[Blocker]:
    """Return why this decision cannot be recorded. `seen_sha256` is of the text on screen."""
    waiting = road.college_recorded if organ == Organ.COLLEGE else road.mayor_recorded
    return _applying(
        {
            Blocker.NOT_YOURS: _is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.RECORD_DECISION),
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.TEXT_CHANGED: _is_other_text(road, seen_sha256),
            Blocker.IN_FUTURE: decided_on > local_date(road.at),
            Blocker.BEFORE_OFFER: road.offer is not None
            and decided_on < local_date(road.offer.offered_at),
            Blocker.UNCONFIRMED: waiting is not None,
        }
    )


def blockers_to_confirm(road: Road, decision: Decision, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot confirm the recorded decision."""
    return _applying(
        {
            Blocker.NOT_YOURS: _is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.CONFIRM_DECISION),
            Blocker.SAME_PERSON: decision.recorded_by_id == by.user_id,
            Blocker.CONFIRMED: decision.confirmed_at is not None,
            Blocker.REVOKED: is_revoked(decision, at=road.at),
        }
    )


def blockers_to_revoke(road: Road, decision: Decision, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot take the decision back."""
    return _applying(
        {
            Blocker.NOT_YOURS: _is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.REVOKE_DECISION),
            Blocker.REVOKED: is_revoked(decision, at=road.at),
        }
    )


def blockers_to_authorise(
    road: Road,
    *,
    by: Membership,
    valid_from: date,
    valid_until: date | None = None,
    is_signatory: bool = True,
) -> list[Blocker]:
    """Return why no authorisation can be recorded for a person who is a signatory or not."""
    return _applying(
        {
            Blocker.NOT_YOURS: _is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.AUTHORISE),
            Blocker.MAYOR: not road.mayor_agreed,
            Blocker.NO_SIGNATORY: not is_signatory,
            Blocker.BEFORE_MAYOR: road.mayor is not None and valid_from < road.mayor.decided_on,
            Blocker.EXPIRED: valid_until is not None and valid_until < local_date(road.at),
        }
    )


def blockers_to_send_letter(road: Road, *, by: Membership, sent_on: date) -> list[Blocker]:
    """Return why the dispatch of the council letter cannot be recorded."""
    return _applying(
        {
            Blocker.NOT_YOURS: _is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.RECORD_COUNCIL_LETTER),
            Blocker.NO_COLLEGE: road.college is None,
            Blocker.LETTER_SENT: road.council_letter is not None,
            Blocker.IN_FUTURE: sent_on > local_date(road.at),
            Blocker.BEFORE_COLLEGE: road.college is not None and sent_on < road.college.decided_on,
        }
    )


def blockers_to_be_signed(road: Road) -> list[Blocker]:
    """Return what still stands between this municipality and its signature, whoever signs."""
    agreed = road.college_agreed and road.is_on_this_version
    return _applying(
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
        *_applying(
            {
                Blocker.NOT_YOURS: _is_stranger(road, by),
                Blocker.NO_ROLE: not may(by, Permission.SIGN),
                Blocker.TEXT_CHANGED: _is_other_text(road, seen_sha256),
                Blocker.OTHER_PERSON: authorisation is not None
                and authorisation.person_id != by.user_id,
            }
        ),
        *blockers_to_be_signed(road),
    ]


def may_sign(road: Road) -> bool:
    """Tell whether the municipality stands under the covering letter: signed, or ready to."""
    return road.signature is not None or not blockers_to_be_signed(road)


def outcomes_for(organ: Organ) -> list[Outcome]:
    """Return what this organ can decide."""
    return list(Outcome) if organ == Organ.COLLEGE else [Outcome.AGREED, Outcome.DECLINED]


def _is_stranger(road: Road, by: Membership) -> bool:
    return bool(by.acting_organisation_id != road.ratification.municipality_id)


def _is_other_text(road: Road, seen_sha256: str) -> bool:
    return road.offer is not None and road.offer.version.sha256 != seen_sha256


def _applying(checks: Mapping[Blocker, bool]) -> list[Blocker]:
    return [blocker for blocker, applies in checks.items() if applies]
