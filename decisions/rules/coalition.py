"""
Who offers the profile and who goes on afterwards, at any moment, in a sentence each. Pure.

Under a further proposal nobody offers anything: there the position is what the college says.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from decisions.models import Decision, FollowUp, Outcome
from decisions.rules.road import Road
from dutch.moments import format_date, format_moment, local_date


class Position(StrEnum):
    """Where a municipality stands towards the offer to the minister."""

    OFFERS = "biedt mee aan"
    OPEN = "nog open"
    OUT = "biedt niet mee aan"

    def of(self, count: int) -> str:
        """Return the words after a number of municipalities."""
        return self.value if count == 1 else self.value.replace("biedt", "bieden")

    @property
    def kind(self) -> str:
        """Return which sign and colour go with it."""
        return _KINDS[self.name]


class Consent(StrEnum):
    """Where a municipality stands towards its share in a plan."""

    OFFERS = "stemt in"
    OPEN = "nog open"
    OUT = "stemt niet in"

    def of(self, count: int) -> str:
        """Return the words after a number of municipalities."""
        return self.value if count == 1 else self.value.replace("stemt", "stemmen")

    @property
    def kind(self) -> str:
        """Return which sign and colour go with it."""
        return _KINDS[self.name]


_KINDS = {"OFFERS": "success", "OPEN": "info", "OUT": "error"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The position of one municipality, and the sentence that explains it."""

    position: Position | Consent
    explanation: str

    @property
    def offers(self) -> bool:
        return self.position is Position.OFFERS


class Course(StrEnum):
    """What a municipality does with the profile once the offer has closed."""

    CONTINUES = "gaat verder"
    MAY_JOIN = "kan later aansluiten"
    NOT_YET = "nog niet aan de orde"

    def of(self, count: int) -> str:
        """Return the words after a number of municipalities."""
        if count == 1:
            return self.value
        return self.value.replace("gaat", "gaan").replace("kan ", "kunnen ")


@dataclass(frozen=True, slots=True)
class Continuation:
    """The course of one municipality, from which day, and the sentence that explains it."""

    course: Course
    since: date | None
    explanation: str


def standing(road: Road) -> Standing:
    """
    Return whether this municipality offers the profile at the moment of the road, and why.

    Under a further proposal: whether its college agrees to its share.
    """
    position = _consent(road) if road.is_further else _position(road)
    return Standing(position, f"{_reason(road)}{_remark(road, position)}.")


def continuation(road: Road) -> Continuation:
    """
    Return whether this municipality goes on after the closing moment, from when, and why.

    Who adopts the dictum later joins from that day. Before the closing nobody goes on yet; the
    sentence says what would be if nothing changed.
    """
    closes_on = local_date(road.closes_at)
    if not road.is_closed:
        return Continuation(Course.NOT_YET, None, f"{_reason(road)}; {_outlook(road)}.")
    if road.college is None or not _adopts(road):
        return Continuation(Course.MAY_JOIN, None, f"{_reason(road)}; {STILL_POSSIBLE}.")
    since = max(road.college.decided_on, closes_on)
    began = "gaat verder vanaf de sluiting op" if road.is_in_time else "sloot aan op"
    sentence = f"{_reason(road)}; de gemeente {began} {format_date(since)}."
    return Continuation(Course.CONTINUES, since, sentence)


RATIFY = "bekrachtiging is nodig"
STILL_POSSIBLE = "aansluiten kan nog, met een besluit over hetzelfde dictum"

OUTCOME_IN_WORDS = {
    Outcome.AGREED: "Het college stemde op {on} in met versie {version}",
    Outcome.DECLINED: "Het college stemde op {on} niet in met versie {version}",
    Outcome.CHANGED: "Het college stelde versie {version} op {on} gewijzigd vast en besloot "
    "daarmee niet over dezelfde tekst",
    Outcome.DEFERRED: "Het college hield het voorstel op {on} aan",
    Outcome.NOTED: "Het college nam het voorstel op {on} voor kennisgeving aan",
}
FOLLOW_UP_IN_WORDS = {
    FollowUp.DECLINED: "Het college stelde versie {version} op {on} gewijzigd vast; dat telt als "
    "niet ingestemd",
    FollowUp.SIDE_DECISION: "Het college stelde het dictum van versie {version} op {on} "
    "ongewijzigd vast, met de eigen wens in een apart besluit",
    FollowUp.NEW_VERSION: "Het college stelde versie {version} op {on} gewijzigd vast en vraagt "
    "een nieuwe versie voor alle gemeenten",
}


def _position(road: Road) -> Position:
    if _is_undecided(road):
        return Position.OUT if road.offer and road.is_closed else Position.OPEN
    return Position.OFFERS if _adopts(road) and road.is_in_time else Position.OUT


def _consent(road: Road) -> Consent:
    """Return what the college says; its word counts after the closing as well."""
    if _is_undecided(road):
        return Consent.OPEN
    return Consent.OFFERS if _adopts(road) else Consent.OUT


def _is_undecided(road: Road) -> bool:
    """Tell whether the college has yet to decide on the text that is offered now."""
    return (
        road.college is None
        or not road.is_on_this_version
        or road.college.outcome == Outcome.DEFERRED
        or road.college.follow_up == FollowUp.NEW_VERSION
    )


def _adopts(road: Road) -> bool:
    return road.college_agreed and road.is_on_this_version


def _reason(road: Road) -> str:
    """Return what happened here, as a sentence without its full stop."""
    if road.college is None:
        return _without_decision(road)
    decided = _decided(road.college)
    if not road.is_on_this_version:
        return f"{decided}, op een vervangen versie; {RATIFY}"
    if road.college.outcome == Outcome.DEFERRED:
        return f"{decided}{_returns(road, road.college)}"
    return decided


def _remark(road: Road, position: Position | Consent) -> str:
    """Return what the closing moment and the second person add to the sentence."""
    closing = format_moment(road.closes_at)
    if position in {Position.OFFERS, Consent.OFFERS}:
        return _confirmed(road)
    if position is Position.OPEN:
        return ""
    if _is_undecided(road):
        return f"; de sluiting was {closing}" if road.is_closed else ""
    return f", na de sluiting op {closing}" if _adopts(road) else ""


def _outlook(road: Road) -> str:
    closing = format_moment(road.closes_at)
    if _position(road) is Position.OFFERS:
        return f"zolang dat zo blijft, gaat de gemeente na de sluiting op {closing} verder"
    return f"wie verder gaat, staat vast na de sluiting op {closing}"


def _without_decision(road: Road) -> str:
    if road.offer is None:
        return "Het voorstel is nog niet aangeboden"
    if road.college_recorded:
        return "Het besluit is vastgelegd, maar nog niet door een tweede persoon bevestigd"
    return _revoked(road.revoked) if road.revoked else "Het college heeft nog niet besloten"


def _returns(road: Road, college: Decision) -> str:
    if college.next_on is None:
        return ", zonder nieuwe datum"
    late = ", na de sluiting" if college.next_on > local_date(road.closes_at) else ""
    return f" tot {format_date(college.next_on)}{late}"


def _decided(college: Decision) -> str:
    words = (
        FOLLOW_UP_IN_WORDS[FollowUp(college.follow_up)]
        if college.follow_up
        else OUTCOME_IN_WORDS[Outcome(college.outcome)]
    )
    return words.format(on=format_date(college.decided_on), version=college.version.number)


def _confirmed(road: Road) -> str:
    """Say when it was confirmed, and whether it was only recorded after the closing moment."""
    assert road.college is not None and road.college.confirmed_at is not None
    late = ", vastgelegd na de sluiting" if road.college.recorded_at > road.closes_at else ""
    return f"{late}, bevestigd op {format_date(local_date(road.college.confirmed_at))}"


def _revoked(decision: Decision) -> str:
    what = "Het besluit" if decision.confirmed_at else "De vastlegging van het besluit"
    day = format_date(local_date(decision.revocation.revoked_at))
    return f"{what} van {format_date(decision.decided_on)} is op {day} ingetrokken"
