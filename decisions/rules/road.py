"""What is known about one municipality at one moment. Pure: reads only what was fetched."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from decisions.models import (
    Agreement,
    Authorisation,
    CouncilLetter,
    Decision,
    Offer,
    Organ,
    Outcome,
    Placing,
    Ratification,
    Signature,
)
from dutch.moments import local_date

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Road:
    """
    The facts that count for one municipality at the moment `at`.

    `college` and `mayor` are the decisions that count: confirmed, the latest, not revoked.
    `college_recorded` and `mayor_recorded` wait for the second person. `revoked` is the last
    decision of the college that was taken back without another in its place. `agreement` is of
    the portfolio holder, on the text that is offered now.
    """

    ratification: Ratification
    at: datetime
    offer: Offer | None
    college: Decision | None
    college_recorded: Decision | None
    mayor: Decision | None
    mayor_recorded: Decision | None
    revoked: Decision | None
    council_letter: CouncilLetter | None
    authorisation: Authorisation | None
    signature: Signature | None
    agreement: Agreement | None
    placing: Placing | None

    @property
    def municipality(self) -> str:
        return self.ratification.municipality.name

    @property
    def is_further(self) -> bool:
        """Whether it is about the own share in a plan: no mayor, no signature, no minister."""
        return self.ratification.proposal.is_further

    @property
    def closes_at(self) -> datetime:
        return self.ratification.proposal.closes_at

    @property
    def is_closed(self) -> bool:
        return self.at >= self.closes_at

    @property
    def receipt(self) -> Offer | None:
        """The offer, once its receipt was confirmed."""
        if self.offer is None or self.offer.acknowledged_at is None:
            return None
        return self.offer if self.offer.acknowledged_at <= self.at else None

    @property
    def college_agreed(self) -> bool:
        """The college adopted the dictum as it stands, perhaps with a wish beside it."""
        return self.college is not None and self.college.adopts_dictum

    @property
    def mayor_agreed(self) -> bool:
        """The mayor took the own item of the text that is offered now."""
        return (
            self.mayor is not None
            and self.mayor.outcome == Outcome.AGREED
            and self._is_on_offer(self.mayor)
        )

    @property
    def is_on_this_version(self) -> bool:
        """The college's decision is on the text that is offered now."""
        return self.college is not None and self._is_on_offer(self.college)

    def _is_on_offer(self, decision: Decision) -> bool:
        return self.offer is not None and decision.version_sha256 == self.offer.version.sha256

    @property
    def is_in_time(self) -> bool:
        """The college decided before the closing moment; on the day itself the recording counts."""
        if self.college is None:
            return False
        last_day = local_date(self.closes_at)
        return self.college.decided_on < last_day or (
            self.college.decided_on == last_day and self.college.recorded_at <= self.closes_at
        )


def road_at(ratification: Ratification, *, at: datetime) -> Road:
    """Return the facts of this municipality as they were known at `at`."""
    college, college_recorded = _counting(ratification, Organ.COLLEGE, at)
    mayor, mayor_recorded = _counting(ratification, Organ.MAYOR, at)
    offer = last([o for o in ratification.offers.all() if o.offered_at <= at])
    return Road(
        ratification=ratification,
        at=at,
        offer=offer,
        college=college,
        college_recorded=college_recorded,
        mayor=mayor,
        mayor_recorded=mayor_recorded,
        revoked=None if college or college_recorded else _last_revoked(ratification, at),
        council_letter=_letter(college, at),
        authorisation=_authorisation(mayor, at),
        signature=_signature(ratification, college, mayor, at),
        agreement=_agreement(ratification, offer, at),
        placing=last([p for p in ratification.placings.all() if p.placed_at <= at]),
    )


def is_revoked(decision: Decision, *, at: datetime) -> bool:
    """Tell whether the decision had been taken back by then."""
    return hasattr(decision, "revocation") and decision.revocation.revoked_at <= at


def _counting(
    ratification: Ratification, organ: Organ, at: datetime
) -> tuple[Decision | None, Decision | None]:
    """Return the decision that counts, and a later one that waits for its confirmation."""
    standing = [
        d
        for d in ratification.decisions.all()
        if d.organ == organ and d.recorded_at <= at and not is_revoked(d, at=at)
    ]
    confirmed = last([d for d in standing if d.confirmed_at and d.confirmed_at <= at])
    latest = last(standing)
    return confirmed, latest if latest != confirmed else None


def _last_revoked(ratification: Ratification, at: datetime) -> Decision | None:
    return last(
        [
            d
            for d in ratification.decisions.all()
            if d.organ == Organ.COLLEGE and d.recorded_at <= at and is_revoked(d, at=at)
        ]
    )


def _letter(college: Decision | None, at: datetime) -> CouncilLetter | None:
    if college is None or not hasattr(college, "council_letter"):
        return None
    return college.council_letter if college.council_letter.sent_at <= at else None


def _authorisation(mayor: Decision | None, at: datetime) -> Authorisation | None:
    if mayor is None or mayor.outcome != Outcome.AGREED:
        return None
    day = local_date(at)
    return last(
        [
            a
            for a in mayor.authorisations.all()
            if a.authorised_at <= at
            and a.valid_from <= day
            and (a.valid_until is None or day <= a.valid_until)
        ]
    )


def _signature(
    ratification: Ratification, college: Decision | None, mayor: Decision | None, at: datetime
) -> Signature | None:
    """Return the signature that rests on the decisions that count."""
    return last(
        [
            s
            for s in ratification.signatures.all()
            if s.signed_at <= at
            and college is not None
            and s.decision_id == college.pk
            and mayor is not None
            and s.authorisation.decision_id == mayor.pk
        ]
    )


def _agreement(ratification: Ratification, offer: Offer | None, at: datetime) -> Agreement | None:
    return last(
        [
            agreement
            for agreement in ratification.agreements.all()
            if agreement.agreed_at <= at
            and offer is not None
            and agreement.version_sha256 == offer.version.sha256
        ]
    )


def last(items: list[Fact]) -> Fact | None:
    """Return the last of these facts, if there is one."""
    return items[-1] if items else None
