"""Who joins an action: the third coalition, computed from what municipalities answered. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dutch.moments import format_date, local_date


class Answer(StrEnum):
    """What a municipality says to an action."""

    JOINS = "doet mee"
    FOLLOWS = "volgt"
    NOT_NOW = "nu niet"
    NO = "nee"


class Joining(StrEnum):
    """Where a municipality stands towards an action."""

    JOINS = "doet mee"
    RESERVED = "doet mee onder voorbehoud"
    LATER = "doet later mee"
    ASIDE = "doet niet mee"
    UNKNOWN = "nog geen antwoord"


@dataclass(frozen=True, slots=True)
class Participation:
    """
    One answer of one municipality about one action; a later answer takes its place.

    Who joins says from which day. Beyond the own capacity that is under reservation, until the
    college agreed.
    """

    answer: Answer
    answered_at: datetime
    joins_on: date | None = None
    is_within_capacity: bool = True
    college_agreed_at: datetime | None = None

    def is_reserved(self, at: datetime) -> bool:
        """Tell whether the college had yet to agree at that moment."""
        agreed = self.college_agreed_at is not None and self.college_agreed_at <= at
        return not self.is_within_capacity and not agreed


@dataclass(frozen=True, slots=True)
class Joined:
    """Where one municipality stands, and the sentence that explains it."""

    joining: Joining
    explanation: str


WORDS = {
    Answer.FOLLOWS: "De gemeente volgt de actie sinds {on} en doet zelf niet mee.",
    Answer.NOT_NOW: "De gemeente antwoordde op {on} nu niet mee te doen.",
    Answer.NO: "De gemeente antwoordde op {on} niet mee te doen.",
}


def joins(answers: Sequence[Participation], *, at: datetime) -> Joined:
    """Return whether the municipality of these answers, in order, joins at `at`, and why."""
    known = [each for each in answers if each.answered_at <= at]
    if not known:
        return Joined(Joining.UNKNOWN, "De gemeente heeft nog niet geantwoord.")
    last = known[-1]
    if last.answer is not Answer.JOINS:
        on = format_date(local_date(last.answered_at))
        return Joined(Joining.ASIDE, WORDS[last.answer].format(on=on))
    return _joins(last, at)


def _joins(last: Participation, at: datetime) -> Joined:
    since = last.joins_on or local_date(last.answered_at)
    sentence = f"De gemeente doet mee vanaf {format_date(since)}"
    if last.is_reserved(at):
        return Joined(
            Joining.RESERVED,
            f"{sentence}, onder voorbehoud: het gaat boven de eigen capaciteit en het college "
            "heeft nog niet ingestemd.",
        )
    if since > local_date(at):
        return Joined(Joining.LATER, f"{sentence}.")
    capacity = "binnen de eigen capaciteit" if last.is_within_capacity else "het college stemde in"
    return Joined(Joining.JOINS, f"{sentence}; {capacity}.")
