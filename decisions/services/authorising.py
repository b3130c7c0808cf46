"""After the decision: the mayor empowers, the council is told, the alderman signs."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from decisions.models import Authorisation, CouncilLetter, LegalBasis, Ratification, Signature
from decisions.rules.blockers import (
    blockers_to_authorise,
    blockers_to_send_letter,
    blockers_to_sign,
)
from decisions.rules.road import Road
from decisions.services.acting import locked_road, refuse_if
from dutch.moments import format_date, local_date
from municipalities.access import signatories
from municipalities.models import Membership, User
from notices.models import Kind
from notices.services import tell
from trail.services import record


@transaction.atomic
def authorise(  # noqa: PLR0913  # the facts of one authorisation
    ratification: Ratification,
    *,
    person: User,
    replacement: User | None = None,
    legal_basis: LegalBasis,
    legal_basis_text: str = "",
    valid_from: date,
    valid_until: date | None = None,
    by: Membership,
    at: datetime,
) -> Authorisation:
    """Record that the mayor empowers `person` to sign, or else `replacement`. :raises Refused:"""
    road = locked_road(ratification.pk, at=at)
    refuse_if(
        blockers_to_authorise(
            road,
            by=by,
            valid_from=valid_from,
            valid_until=valid_until,
            is_signatory=_may_all_sign(road, [person, replacement]),
        )
    )
    assert road.mayor is not None
    authorisation = Authorisation.objects.create(
        decision=road.mayor,
        person=person,
        replacement=replacement,
        legal_basis=legal_basis,
        legal_basis_text=legal_basis_text,
        valid_from=valid_from,
        valid_until=valid_until,
        authorised_at=road.at,
        authorised_by=by.user,
    )
    _tell_signatories(road, authorisation, by=by)
    return authorisation


def _may_all_sign(road: Road, people: Sequence[User | None]) -> bool:
    may_sign = signatories(road.ratification.municipality_id, on=local_date(road.at))
    named = {each.pk for each in people if each}
    return may_sign.filter(pk__in=named).count() == len(named)


@transaction.atomic
def record_council_letter(
    ratification: Ratification, *, sent_on: date, reference: str, by: Membership, at: datetime
) -> CouncilLetter:
    """Record that the council was told of the decision that counts now. :raises Refused:"""
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_send_letter(road, by=by, sent_on=sent_on))
    assert road.college is not None
    letter = CouncilLetter.objects.create(
        decision=road.college,
        sent_on=sent_on,
        reference=reference,
        sent_at=road.at,
        sent_by=by.user,
    )
    sentence = f"Raadsbrief verzonden op {format_date(sent_on)}, kenmerk {reference}."
    record(
        act="sent_council_letter",
        sentence=sentence,
        of=ratification,
        by=by,
        at=road.at,
        rows=[letter],
    )
    return letter


@transaction.atomic
def sign(
    ratification: Ratification, *, seen_sha256: str, by: Membership, at: datetime
) -> Signature:
    """
    Put the municipality's signature under the version that was on the signer's screen.

    :raises Refused: while college or mayor has yet to act, or somebody else was empowered.
    """
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_sign(road, by=by, seen_sha256=seen_sha256))
    assert road.offer is not None and road.college is not None and road.authorisation is not None
    signature = Signature.objects.create(
        ratification=ratification,
        version=road.offer.version,
        decision=road.college,
        authorisation=road.authorisation,
        signed_at=road.at,
        signed_by=by.user,
    )
    record(
        act="signed",
        sentence=f"Getekend voor versie {road.offer.version.number}.",
        of=ratification,
        by=by,
        at=road.at,
        sha256=seen_sha256,
        rows=[signature],
    )
    return signature


def _tell_signatories(road: Road, authorisation: Authorisation, *, by: Membership) -> None:
    who = str(authorisation.person)
    if authorisation.replacement:
        who = f"{who}, met {authorisation.replacement} als vervanger,"
    record(
        act="authorised",
        sentence=f"{who} gemachtigd om te tekenen ({authorisation.basis}).",
        of=road.ratification,
        by=by,
        at=road.at,
        sha256=authorisation.decision.version_sha256,
        facts={"authorisation": authorisation.pk, "valid_from": authorisation.valid_from},
        rows=[authorisation],
    )
    recipients = [authorisation.person_id, authorisation.replacement_id]
    tell(
        event=f"authorised:{authorisation.pk}",
        kind=Kind.DECISION,
        recipients=[each for each in recipients if each],
        subject="U bent gemachtigd om te tekenen",
        path=road.ratification.get_absolute_url(),
        at=road.at,
    )
