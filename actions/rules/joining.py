"""
Who joins an action: the third coalition, computed from what municipalities answered. Pure.

Two times: an answer is known from the moment that it was recorded, and holds from a day. What was
known at a moment rests on rows recorded until then alone, so that later rows never change the past.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices

from actions.models import Answer, Word
from actions.models.capacity import PENDING
from dutch.moments import format_date, local_date


class Joining(TextChoices):
    """Where a municipality stands towards an action."""

    NOT_ASKED = "not_asked", "Niet gevraagd"
    ASKED = "asked", "Nog geen antwoord"
    JOINS = "joins", "Doet mee"
    RESERVED = "reserved", "Doet mee onder voorbehoud"
    LATER = "later", "Doet later mee"
    REQUESTED = "requested", "Vraagt om mee te doen"
    FOLLOWS = "follows", "Volgt"
    NOT_NOW = "not_now", "Nu niet"
    NO = "no", "Nee"
    LEFT = "left", "Gestopt met meedoen"


JOINED = frozenset({Joining.JOINS, Joining.RESERVED})
UNANSWERED = frozenset({Joining.NOT_ASKED, Joining.ASKED})


@dataclass(frozen=True, slots=True)
class Admitted:
    """What the lead said to a request, and when."""

    is_admitted: bool
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """
    One answer as it was recorded, with the key of its row.

    Whether it lies beyond the capacity follows from what is brought, not from how much that is: a
    municipality that joins with 0 hours joins.
    """

    answer: Answer
    valid_from: date
    answered_at: datetime
    pk: int = 0
    is_beyond_capacity: bool = False
    is_request: bool = False
    admission: Admitted | None = None

    def is_open_request(self, known_at: datetime) -> bool:
        """Tell whether the lead had yet to answer at that moment."""
        return self.is_request and not self._answered(known_at)

    def is_refused(self, known_at: datetime) -> bool:
        """Tell whether the lead had refused the request at that moment."""
        answered = self._answered(known_at)
        return self.is_request and answered is not None and not answered.is_admitted

    def _answered(self, known_at: datetime) -> Admitted | None:
        known = self.admission and self.admission.answered_at <= known_at
        return self.admission if known else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the own college said to its share of the plan that stands, and when that was known."""

    word: Word
    said_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """All that bears on one municipality and one action; each part in the order of recording."""

    answers: Sequence[Said] = ()
    asked: Sequence[datetime] = ()
    heard: Sequence[Heard] = ()

    def known(self, at: datetime) -> "History":
        """Return what was recorded at that moment."""
        return History(
            [each for each in self.answers if each.answered_at <= at],
            [each for each in self.asked if each <= at],
            [each for each in self.heard if each.said_at <= at],
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """Where one municipality stands, the sentence that explains it, and the row it rests on."""

    joining: Joining
    explanation: str
    said: Said | None = None


def joins(history: History, *, day: date, known_at: datetime) -> Joined:
    """Return where the municipality stands on `day`, as it was known at `known_at`, and why."""
    known = history.known(known_at)
    last = known.answers[-1] if known.answers else None
    if last and last.is_open_request(known_at):
        return Joined(Joining.REQUESTED, _requested(last), last)
    counting = [each for each in known.answers if _counts(each, known_at)]
    joined = _standing(known, counting, day)
    if last and last.is_refused(known_at):
        return Joined(joined.joining, f"{joined.explanation} {_refused(last)}", joined.said)
    return joined


def _counts(said: Said, known_at: datetime) -> bool:
    return not said.is_open_request(known_at) and not said.is_refused(known_at)


def _standing(known: History, counting: Sequence[Said], day: date) -> Joined:
    """Return where it stands by the answers that count: the last one that holds on that day."""
    last = counting[-1] if counting else None
    holding = [each for each in counting if each.valid_from <= day]
    said = holding[-1] if holding else None
    if said and said.answer is Answer.JOINS:
        return _joined(said, last, known.heard)
    coming = _coming(counting, day)
    if coming and coming.answer is Answer.JOINS:
        return Joined(Joining.LATER, f"{_from(coming)}.", coming)
    if said is None:
        return _unanswered(known, coming)
    return _aside(said, holding)


def _coming(counting: Sequence[Said], day: date) -> Said | None:
    """Return the first answer that will hold after that day: a later row replaces from its day."""
    ahead: list[Said] = []
    for said in counting:
        ahead = [each for each in ahead if each.valid_from < said.valid_from]
        if said.valid_from > day:
            ahead.append(said)
    return ahead[0] if ahead else None


def _joined(said: Said, last: Said | None, heard: Sequence[Heard]) -> Joined:
    word = heard[-1].word if heard else Word.UNNEEDED
    until = ""
    if last and last.answer is not Answer.JOINS and last is not said:
        until = f" Daarna geldt: {last.answer.label.lower()}, vanaf {format_date(last.valid_from)}."
    if word in PENDING or (said.is_beyond_capacity and word is not Word.AGREED):
        sentence = f"{_from(said)}, onder voorbehoud: het gaat boven de eigen capaciteit en"
        return Joined(Joining.RESERVED, f"{sentence} {_COLLEGE.get(word, _SILENT)}.{until}", said)
    ground = "het college stemde in" if word is Word.AGREED else "binnen de eigen capaciteit"
    return Joined(Joining.JOINS, f"{_from(said)}; {ground}.{until}", said)


def _unanswered(known: History, coming: Said | None) -> Joined:
    if coming:
        on = f"vanaf {format_date(coming.valid_from)}: {coming.answer.label.lower()}"
        return Joined(_ASIDE[coming.answer], f"De gemeente antwoordde, {on}.", coming)
    if known.asked:
        on = format_date(local_date(known.asked[-1]))
        return Joined(
            Joining.ASKED, f"De gemeente is op {on} gevraagd en heeft nog niet geantwoord."
        )
    return Joined(Joining.NOT_ASKED, "De gemeente is nog niet gevraagd en heeft niet geantwoord.")


def _aside(said: Said, holding: Sequence[Said]) -> Joined:
    on = format_date(said.valid_from)
    if said.answer is not Answer.FOLLOWS and any(e.answer is Answer.JOINS for e in holding):
        word = said.answer.label.lower()
        return Joined(
            Joining.LEFT,
            f"De gemeente deed mee en stopte op {on}; het antwoord is nu: {word}.",
            said,
        )
    return Joined(_ASIDE[said.answer], _WORDS[said.answer].format(on=on), said)


def _from(said: Said) -> str:
    return f"De gemeente doet mee vanaf {format_date(said.valid_from)}"


def _requested(said: Said) -> str:
    since, on = format_date(local_date(said.answered_at)), format_date(said.valid_from)
    return (
        f"De gemeente vraagt sinds {since} om mee te doen vanaf {on}; de actie loopt al en de "
        "trekker moet nog antwoorden."
    )


def _refused(said: Said) -> str:
    on = format_date(local_date(said.answered_at))
    return f"De trekker liet het verzoek van {on} om mee te doen niet toe."


_ASIDE = {
    Answer.FOLLOWS: Joining.FOLLOWS,
    Answer.NOT_NOW: Joining.NOT_NOW,
    Answer.NO: Joining.NO,
}
_WORDS = {
    Answer.FOLLOWS: "De gemeente volgt de actie sinds {on} en doet zelf niet mee.",
    Answer.NOT_NOW: "De gemeente doet nu niet mee; dat antwoord geldt sinds {on}.",
    Answer.NO: "De gemeente doet niet mee; dat antwoord geldt sinds {on}.",
}
_SILENT = "het college heeft nog niet ingestemd"
_COLLEGE = {
    Word.RAISED: "een nader voorstel aan het college is in voorbereiding",
    Word.WITHDRAWN: "het college trok zijn besluit in",
    Word.ASKED: "het ligt voor aan het college",
    Word.DECLINED: "het college stemde niet in",
    Word.DEFERRED: "het college hield het aan",
}
