"""When the concept may be written, discussed and put in the place of another, and why not yet."""

from datetime import date, datetime

from decisions.models import Amendment, PreparationKind, ProposalVersion, Replacement
from decisions.rules.blockers.checks import applying
from decisions.rules.blockers.labels import Blocker
from decisions.rules.drafting import Drafting
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Institution, Membership, Organisation, OrganisationKind


def blockers_to_write(concept: ProposalVersion | None, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot change the concept."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.EDIT_PROPOSAL),
            Blocker.NO_CONCEPT: concept is None,
        }
    )


def blockers_to_record_step(
    drafting: Drafting, *, kind: PreparationKind, on: date, by: Membership, at: datetime
) -> list[Blocker]:
    """Return why this step of the preparation cannot be recorded."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.EDIT_PROPOSAL),
            Blocker.CO_CREATION_OPEN: kind == PreparationKind.CO_CREATION_OPENED
            and drafting.is_open,
            Blocker.CO_CREATION_CLOSED: kind == PreparationKind.CO_CREATION_CLOSED
            and not drafting.is_open,
            Blocker.IN_FUTURE: on > local_date(at),
        }
    )


def blockers_to_comment(drafting: Drafting, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot comment on the concept now."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.COMMENT),
            Blocker.NOT_CONFIRMED: not is_known_party(by.organisation),
            Blocker.CO_CREATION_CLOSED: not drafting.is_open,
            Blocker.FOLLOWS_FROZEN: drafting.follows_frozen and not may(by, Permission.READ),
        }
    )


def blockers_to_answer(
    amendment: Amendment, *, takes_text_over: bool, by: Membership
) -> list[Blocker]:
    """Return why this comment cannot be answered, or its text not be taken over."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.EDIT_PROPOSAL),
            Blocker.NO_CONCEPT: amendment.version.frozen_at is not None,
            Blocker.ANSWERED: hasattr(amendment, "answer"),
            Blocker.NOTHING_TO_TAKE_OVER: takes_text_over and not amendment.proposed_text,
        }
    )


def blockers_to_begin_version(
    *, has_concept: bool, was_offered: bool, reason: str, by: Membership
) -> list[Blocker]:
    """Return why no new version can be begun now."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.EDIT_PROPOSAL),
            Blocker.CONCEPT_EXISTS: has_concept,
            Blocker.NEEDS_REASON: was_offered and not reason,
        }
    )


def blockers_to_agree_to_replace(
    version: ProposalVersion, replacement: Replacement | None, *, seen_sha256: str, by: Membership
) -> list[Blocker]:
    """Return why this person cannot be the second who wants this version. Hash of the screen."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.OFFER_PROPOSAL),
            Blocker.NO_REPLACEMENT: replacement is None,
            Blocker.NOT_FROZEN: version.frozen_at is None,
            Blocker.TEXT_CHANGED: version.frozen_at is not None and version.sha256 != seen_sha256,
            Blocker.FROZEN_YOURSELF: version.frozen_by_id == by.user_id,
            Blocker.AGREED: replacement is not None and replacement.agreed_at is not None,
        }
    )


def is_known_party(organisation: Organisation) -> bool:
    """Tell whether this party may read the concept; an institution once it was confirmed."""
    if organisation.kind != OrganisationKind.INSTITUTION:
        return True
    institution: Institution = organisation.institution
    return institution.confirmed_at is not None
