"""
Whether a municipality decides in time: red, amber or green, with one sentence why. Pure.

Who may not see outcomes gets a light that is the same for every outcome: once a college has decided
on this text, nothing that follows from its decision counts, a new day on the agenda included.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from decisions.models import Decision, Outcome
from decisions.rules.planning import Chance, last_day
from decisions.rules.road import Road
from dutch.moments import format_date, format_day, format_time, local_date

SOON = timedelta(days=14)


class Colour(StrEnum):
    RED = "rood"
    AMBER = "oranje"
    GREEN = "groen"


@dataclass(frozen=True, slots=True)
class Light:
    """How it stands with one municipality, and the sentence that says why."""

    colour: Colour
    why: str


DECIDED = Light(Colour.GREEN, "Het college heeft besloten; het besluit is bevestigd.")


def light(road: Road, chance: Chance | None, *, sees_outcome: bool) -> Light:
    """Return the light of a municipality at the moment of its road, for this kind of reader."""
    if road.offer is None:
        return light_before_offer(chance, on=local_date(road.at))
    if road.college is None:
        return _undecided(road, chance)
    if road.is_on_this_version:
        found = _decided(road, road.college, chance) if sees_outcome else DECIDED
    else:
        found = _decided_on_older_text(road, chance)
    if sees_outcome and road.council_letter is None:
        return Light(Colour.RED, f"{found.why} De raadsbrief is nog niet verzonden.")
    return found


def light_before_offer(chance: Chance | None, *, on: date) -> Light:
    """Return the light of a municipality that has not been offered the proposal on this day."""
    return _without_day(chance, on=on, what="Het voorstel is nog niet aangeboden")


def agenda_day(road: Road, *, sees_outcome: bool) -> date | None:
    """Return on which day the college decides, as far as this reader may know of it."""
    if road.college is None:
        is_told = sees_outcome or road.college_recorded is None
        return road.placing.on if road.placing and is_told else None
    if not road.is_on_this_version:
        return _placed_since_offer(road)
    is_deferred = sees_outcome and road.college.outcome == Outcome.DEFERRED
    return _returns_on(road, road.college) if is_deferred else None


def _undecided(road: Road, chance: Chance | None) -> Light:
    if road.college_recorded:
        return _unconfirmed()
    if road.is_closed:
        return Light(Colour.RED, "De sluiting is voorbij; er is geen besluit vastgelegd.")
    if road.placing:
        return _on_agenda(road, road.placing.on)
    return _without_day(chance, on=local_date(road.at), what="Nog niet op de agenda")


def _decided_on_older_text(road: Road, chance: Chance | None) -> Light:
    if road.college_recorded:
        return _unconfirmed()
    if road.is_closed:
        return Light(
            Colour.RED, "De sluiting is voorbij; er is niet over de nieuwe versie besloten."
        )
    if day := _placed_since_offer(road):
        return _on_agenda(road, day)
    what = "Het college besluit opnieuw, over de nieuwe versie, maar heeft die niet op de agenda"
    return _without_day(chance, on=local_date(road.at), what=what)


def _decided(road: Road, college: Decision, chance: Chance | None) -> Light:
    if road.college_recorded:
        return _unconfirmed()
    if college.outcome == Outcome.DEFERRED:
        return _deferred(road, college, chance)
    return DECIDED


def _deferred(road: Road, college: Decision, chance: Chance | None) -> Light:
    day = _returns_on(road, college)
    if road.is_closed:
        return Light(Colour.RED, "Aangehouden; de sluiting is voorbij.")
    if day is None:
        found = _without_day(chance, on=local_date(road.at), what="Aangehouden zonder nieuwe datum")
        colour = Colour.AMBER if found.colour is Colour.GREEN else found.colour
        return Light(colour, found.why)
    return _not_in_time(road, day, f"Aangehouden tot {format_day(day)}") or Light(
        Colour.AMBER, f"Aangehouden tot {format_day(day)}, voor de sluiting."
    )


def _unconfirmed() -> Light:
    return Light(Colour.AMBER, "Er is een besluit vastgelegd; het wacht op een tweede persoon.")


def _on_agenda(road: Road, day: date) -> Light:
    if refusal := _not_in_time(road, day, f"Op de agenda van {format_day(day)}"):
        return refusal
    if day < local_date(road.at):
        why = f"Het stond op de agenda van {format_day(day)}; er is nog geen besluit vastgelegd."
        return Light(Colour.AMBER, why)
    return Light(Colour.GREEN, f"Op de agenda van {format_day(day)}.")


def _not_in_time(road: Road, day: date, what: str) -> Light | None:
    """Return what is wrong with a day that nobody can count on to be in time."""
    if day <= last_day(road.closes_at):
        return None
    if day == local_date(road.closes_at):
        before = format_time(road.closes_at)
        why = f"{what}, de dag van de sluiting; leg het besluit vast voor {before}."
        return Light(Colour.AMBER, why)
    return Light(Colour.RED, f"{what}; dat is te laat.")


def _without_day(chance: Chance | None, *, on: date, what: str) -> Light:
    """Judge by when the papers must be in, as there is no day yet on which the college decides."""
    if chance is None:
        return Light(Colour.RED, f"{what}; het college vergadert niet voor de sluiting.")
    due = chance.papers_due_on
    if due < on:
        return Light(Colour.RED, f"{what}; de stukken moesten er op {format_date(due)} zijn.")
    colour = Colour.AMBER if due - on <= SOON else Colour.GREEN
    return Light(colour, f"{what}; de stukken moeten er uiterlijk {format_date(due)} zijn.")


def _returns_on(road: Road, college: Decision) -> date | None:
    """Return when the college decides again: as placed since, or as it said when it deferred."""
    if road.placing and road.placing.on > college.decided_on:
        return road.placing.on
    return college.next_on


def _placed_since_offer(road: Road) -> date | None:
    """Return the day on the agenda since this version: an older one could tell of a deferral."""
    if road.placing is None or road.offer is None:
        return None
    return road.placing.on if road.placing.placed_at >= road.offer.offered_at else None
