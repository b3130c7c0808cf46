"""When people and institutions may be let in, and why not yet. Pure: no queries, no clock."""

from datetime import date

from django.db import models

from municipalities.models import Institution, Invitation, User


class Blocker(models.TextChoices):
    NOT_INVITABLE = "not_invitable", "Deze rol kunt u bij deze organisatie niet geven."
    YOURSELF = "yourself", "U kunt uzelf geen rol geven. Dat doet een andere beheerder."
    HAS_ADMINISTRATOR = (
        "has_administrator",
        "Deze organisatie heeft al een beheerder; die nodigt zelf uit.",
    )
    ADMINISTRATOR_INVITED = (
        "administrator_invited",
        (
            "Er staat al een uitnodiging open voor een beheerder van deze organisatie. "
            "Trek die eerst in."
        ),
    )
    HAS_ROLE = "has_role", "Deze persoon heeft deze rol al."
    INVITED = (
        "invited",
        "Voor dit adres en deze rol staat al een uitnodiging open. U kunt die opnieuw sturen.",
    )
    NOT_CONFIRMED_YET = (
        "not_confirmed_yet",
        "Collega's uitnodigen kan zodra de regiocoördinator uw instelling heeft bevestigd.",
    )
    HAS_ACCOUNT = (
        "has_account",
        "U hebt al een account met dit e-mailadres. Log eerst in; daarna kunt u aanvaarden.",
    )
    GONE = "gone", "Deze uitnodiging is niet meer geldig."
    OTHER_ADDRESS = (
        "other_address",
        "Deze uitnodiging is voor een ander e-mailadres dan dat van uw account.",
    )
    NOT_YOURS = "not_yours", "Deze rol kunt u niet beëindigen."
    ENDED = "ended", "Deze rol is al beëindigd."
    LAST_ADMINISTRATOR = (
        "last_administrator",
        "U bent de laatste met deze rol. Geef hem eerst aan iemand anders.",
    )
    DAY_PAST = "day_past", "De laatste dag kan niet in het verleden liggen."
    BEFORE_START = "before_start", "De laatste dag ligt vóór de dag waarop deze rol begint."
    OWN_FACTOR = (
        "own_factor",
        "Uw eigen tweede stap kunt u niet wissen. Vraag dat aan een ander.",
    )
    NO_FACTOR = "no_factor", "Deze persoon heeft geen tweede stap ingesteld."
    NOT_YOUR_PERSON = (
        "not_your_person",
        (
            "Voor deze persoon kunt u dit niet doen. Bij een beheerder of regiocoördinator "
            "doet een regiocoördinator dit."
        ),
    )
    NAME_KNOWN = (
        "name_known",
        "Deze instelling is al aangemeld; vraag haar beheerder om een uitnodiging.",
    )
    KVK_KNOWN = (
        "kvk_known",
        (
            "Een instelling met dit KvK-nummer is al aangemeld; "
            "vraag haar beheerder om een uitnodiging."
        ),
    )
    CONFIRMED = "confirmed", "Deze instelling is al bevestigd."
    NOT_YOUR_CALENDAR = (
        "not_your_calendar",
        "Alleen mensen van de eigen gemeente houden deze kalender bij.",
    )
    RECESS_OVERLAPS = (
        "recess_overlaps",
        "In deze dagen ligt al een reces. Verwijder dat eerst of kies andere dagen.",
    )
    REFUSED = "refused", "Deze instelling is al geweigerd."
    OWN_INSTITUTION = (
        "own_institution",
        "U hebt deze instelling zelf aangemeld; een ander beoordeelt haar.",
    )
    ADDRESS_UNPROVED = (
        "address_unproved",
        "Wie deze instelling aanmeldde, heeft het e-mailadres nog niet bevestigd.",
    )
    CHANGED = (
        "changed",
        "De gegevens zijn gewijzigd nadat u deze pagina opende. Lees ze eerst opnieuw.",
    )
    UNCONFIRMED = (
        "unconfirmed",
        (
            "Uw instelling is nog niet bevestigd. U kunt concepten schrijven; "
            "indienen kan na bevestiging door de regiocoördinator."
        ),
    )
    INSTITUTION_REFUSED = (
        "institution_refused",
        "De regiocoördinator heeft uw aanmelding geweigerd. U kunt niet indienen.",
    )


def blockers_to_invite(  # noqa: PLR0913  # each is one fact
    *,
    is_invitable: bool,
    has_role: bool,
    is_invited: bool,
    has_administrator: bool = False,
    administrator_invited: bool = False,
    is_unconfirmed: bool = False,
    is_oneself: bool = False,
) -> list[Blocker]:
    """
    Return what stands in the way of inviting somebody to a role; nobody gives one to oneself.

    The two about an administrator are asked when the region brings one in: only where none is.
    `is_unconfirmed` is of an institution that nobody has looked at yet.
    """
    checks = {
        Blocker.NOT_INVITABLE: not is_invitable,
        Blocker.NOT_CONFIRMED_YET: is_invitable and is_unconfirmed,
        Blocker.YOURSELF: is_oneself,
        Blocker.HAS_ROLE: has_role,
        Blocker.HAS_ADMINISTRATOR: has_administrator and not has_role,
        Blocker.INVITED: is_invited,
        Blocker.ADMINISTRATOR_INVITED: administrator_invited and not is_invited,
    }
    return _those(checks)


def blockers_to_accept(
    invitation: Invitation, *, user: User | None, is_open: bool, inviter_may: bool
) -> list[Blocker]:
    """Return why this person, or somebody new, cannot accept the invitation."""
    if not is_open or not inviter_may:
        return [Blocker.GONE]
    if user and user.pk == invitation.invited_by_id:
        return [Blocker.YOURSELF]
    if user and user.email.lower() != invitation.email.lower():
        return [Blocker.OTHER_ADDRESS]
    return []


def blockers_to_end(  # noqa: PLR0913  # each is one fact
    *,
    is_theirs: bool,
    is_over: bool,
    is_last_own: bool,
    until: date | None,
    valid_from: date,
    today: date,
) -> list[Blocker]:
    """Return what stands in the way of ending a role after the day `until`, or at once."""
    checks = {
        Blocker.NOT_YOURS: not is_theirs,
        Blocker.ENDED: is_over,
        Blocker.LAST_ADMINISTRATOR: is_last_own,
        Blocker.DAY_PAST: until is not None and until < today,
        Blocker.BEFORE_START: until is not None and today <= until < valid_from,
    }
    return _those(checks)


def blockers_to_wipe(*, is_theirs: bool, is_self: bool, has_factor: bool) -> list[Blocker]:
    """Return what stands in the way of wiping the second factor of somebody who lost it."""
    checks = {
        Blocker.OWN_FACTOR: is_self,
        Blocker.NOT_YOUR_PERSON: not is_theirs and not is_self,
        Blocker.NO_FACTOR: is_theirs and not has_factor,
    }
    return _those(checks)


def blockers_to_register(*, name_known: bool, kvk_known: bool) -> list[Blocker]:
    """Return why an institution cannot register itself; none of it says who did before."""
    return _those({Blocker.NAME_KNOWN: name_known, Blocker.KVK_KNOWN: kvk_known})


def blockers_to_confirm(
    institution: Institution, *, by: int, seen: str, is_proved: bool
) -> list[Blocker]:
    """
    Return why the person with id `by` cannot confirm the institution as they saw it.

    `seen` is the `Institution.version` that the page showed; `is_proved` says that whoever
    registered it reads mail at the address given.
    """
    checks = {
        Blocker.CONFIRMED: institution.confirmed_at is not None,
        Blocker.OWN_INSTITUTION: institution.registered_by_id == by,
        Blocker.ADDRESS_UNPROVED: not is_proved,
        Blocker.CHANGED: seen != institution.version,
    }
    return _those(checks)


def blockers_to_refuse(institution: Institution, *, by: int, seen: str) -> list[Blocker]:
    """Return why the person with id `by` cannot refuse the institution as they saw it."""
    checks = {
        Blocker.REFUSED: institution.refused_at is not None,
        Blocker.OWN_INSTITUTION: institution.registered_by_id == by,
        Blocker.CHANGED: seen != institution.version,
    }
    return _those(checks)


def blockers_to_submit(institution: Institution) -> list[Blocker]:
    """Return why the institution cannot submit yet; writing a concept is always possible."""
    checks = {
        Blocker.INSTITUTION_REFUSED: institution.refused_at is not None,
        Blocker.UNCONFIRMED: institution.refused_at is None and institution.confirmed_at is None,
    }
    return _those(checks)


def _those(checks: dict[Blocker, bool]) -> list[Blocker]:
    return [blocker for blocker, applies in checks.items() if applies]
