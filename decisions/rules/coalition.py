"""Who offers the profile: computed from the facts, for any moment, with one sentence each. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from decisions.models import Decision, Outcome
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


@dataclass(frozen=True, slots=True)
class Standing:
    """The position of one municipality, and the sentence that explains it."""

    position: Position
    explanation: str

    @property
    def offers(self) -> bool:
        return self.position is Position.OFFERS


def standing(road: Road) -> Standing:
    """Return whether this municipality offers the profile at the moment of the road, and why."""
    if road.college is None:
        return _without_decision(road)
    if not road.is_on_this_version:
        return _open_until_closed(
            road, f"{_decided(road.college)}, op een vervangen versie; {RATIFY}"
        )
    if road.college.outcome == Outcome.DEFERRED:
        return _deferred(road, road.college)
    if road.college.outcome != Outcome.AGREED:
        return Standing(Position.OUT, f"{_decided(road.college)}.")
    if not road.is_in_time:
        return Standing(
            Position.OUT,
            f"{_decided(road.college)}, na de sluiting op {format_moment(road.closes_at)}.",
        )
    return Standing(Position.OFFERS, f"{_decided(road.college)}{_confirmed(road)}.")


RATIFY = "bekrachtiging is nodig"

OUTCOME_IN_WORDS = {
    Outcome.AGREED: "Het college stemde op {on} in met versie {version}",
    Outcome.DECLINED: "Het college stemde op {on} niet in met versie {version}",
    Outcome.CHANGED: "Het college stelde versie {version} op {on} gewijzigd vast en besloot "
    "daarmee niet over dezelfde tekst",
    Outcome.DEFERRED: "Het college hield het voorstel op {on} aan",
    Outcome.NOTED: "Het college nam het voorstel op {on} voor kennisgeving aan",
}


def _without_decision(road: Road) -> Standing:
    if road.offer is None:
        return Standing(Position.OPEN, "Het voorstel is nog niet aangeboden.")
    if road.college_recorded:
        return _open_until_closed(
            road, "Het besluit is vastgelegd, maar nog niet door een tweede persoon bevestigd"
        )
    if road.revoked:
        return _open_until_closed(road, _revoked(road.revoked))
    return _open_until_closed(road, "Het college heeft nog niet besloten")


def _deferred(road: Road, college: Decision) -> Standing:
    sentence = _decided(college)
    if college.next_on is None:
        return _open_until_closed(road, f"{sentence}, zonder nieuwe datum")
    sentence = f"{sentence} tot {format_date(college.next_on)}"
    if college.next_on > local_date(road.closes_at):
        sentence = f"{sentence}, na de sluiting"
    return _open_until_closed(road, sentence)


def _open_until_closed(road: Road, sentence: str) -> Standing:
    if road.is_closed:
        return Standing(
            Position.OUT, f"{sentence}; de sluiting was {format_moment(road.closes_at)}."
        )
    return Standing(Position.OPEN, f"{sentence}.")


def _decided(college: Decision) -> str:
    words = OUTCOME_IN_WORDS[Outcome(college.outcome)]
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
