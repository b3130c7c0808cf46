"""What a municipality says to an action, before it is written down, and what stands in its way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from actions.models import (
    Answer,
    ContributionKind,
    Pace,
    ReasonAudience,
    ReasonKind,
    StepKind,
    TriggerKind,
    Unit,
)
from actions.models.amounts import LARGEST

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_CONTRIBUTIONS = 20
MOST_TRIGGERS = 20
LONGEST_REASON, LONGEST_DESCRIPTION, LONGEST_WORD = 4000, 500, 100
MOST_PARTNERS = 342
ENDED = frozenset({StepKind.DONE, StepKind.STOPPED})


@dataclass(frozen=True, slots=True)
class ContributionDraft:
    """With what a municipality would join; `amount` counts for each year of the period."""

    kind: ContributionKind
    unit: Unit
    amount: Decimal | None
    first_year: int
    last_year: int
    is_within_capacity: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True)
class TriggerDraft:
    """On what a municipality would look again."""

    kind: TriggerKind
    word: str = ""
    on: date | None = None
    partners: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer with all that belongs to it; the reason is for the own municipality unless said."""

    answer: Answer
    valid_from: date
    pace: Pace | None = None
    reason_kind: ReasonKind | None = None
    reason: str = ""
    reason_audience: ReasonAudience = ReasonAudience.OWN
    contributions: tuple[ContributionDraft, ...] = ()
    triggers: tuple[TriggerDraft, ...] = ()

    @property
    def is_beyond_capacity(self) -> bool:
        return any(not each.is_within_capacity for each in self.contributions)


class ParticipationBlocker(TextChoices):
    """Why an answer cannot be written down as it is; the labels are for the person."""

    PACE = "pace", "Kies in welk tempo de gemeente meedoet."
    NO_PACE = "no_pace", "Alleen wie meedoet, heeft een tempo."
    REASON = "reason", "Kies een reden."
    LONG_REASON = "long_reason", "De toelichting is te lang."
    DAY = "day", "Kies een dag van 2000 tot en met 2100."
    NOT_JOINING = "not_joining", "Alleen wie meedoet, legt bijdragen vast."
    MANY = "many", f"Leg ten hoogste {MOST_CONTRIBUTIONS} bijdragen vast."
    AMOUNT = "amount", "Vul een hoeveelheid in; 0 mag."
    CENTS = "cents", "Gebruik ten hoogste 2 cijfers achter de komma."
    NO_AMOUNT = "no_amount", "Wat in woorden staat, heeft geen hoeveelheid."
    DESCRIPTION = "description", "Omschrijf in woorden wat de gemeente bijdraagt."
    LONG_DESCRIPTION = "long_description", "Gebruik ten hoogste 500 tekens."
    EURO = "euro", "Budget is in euro of in woorden, en euro is alleen voor budget."
    PERIOD = "period", "Het laatste jaar ligt niet vóór het eerste, van 2000 tot en met 2100."
    JOINING = "joining", "Wie meedoet, heeft geen aanleiding nodig om later mee te doen."
    MANY_TRIGGERS = "many_triggers", f"Noem ten hoogste {MOST_TRIGGERS} aanleidingen."
    WORD = "word", "Noem een onderwerp van ten hoogste 100 tekens."
    ON = "on", "Kies een dag."
    PARTNERS = "partners", f"Noem een aantal gemeenten van 1 tot en met {MOST_PARTNERS}."
    ENDED = "ended", "Deze actie is afgerond of gestopt; meedoen kan niet meer."
    COMMITMENTS = (
        "commitments",
        "Uw gemeente zegde bijdragen toe die nu vervallen. Bevestig dat u ze hebt gelezen.",
    )
    NOT_OWN = "not_own", "Alleen een ambtenaar van de eigen gemeente legt de deelname vast."
    ELSEWHERE = "elsewhere", "Deze actie is niet van uw cultuurregio."


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which field, and for a list in which row (from 0)."""

    field: str
    blocker: ParticipationBlocker
    row: int | None = None


def faults(draft: AnswerDraft) -> list[Fault]:
    """Return everything that is wrong with the answer itself."""
    return [
        *_faults_of_answer(draft),
        *_faults_of_contributions(draft),
        *_faults_of_triggers(draft),
    ]


def blockers_to_answer(
    draft: AnswerDraft,
    *,
    standing: AnswerDraft | None = None,
    today: date | None = None,
    is_ended: bool = False,
    has_read_commitments: bool = False,
) -> list[ParticipationBlocker]:
    """
    Return what still stands between this answer and the record.

    `standing` is what the municipality said before, `is_ended` whether the action is over.
    """
    open_commitments = commitments_left(standing, draft, today=today) if today else []
    blockers = [fault.blocker for fault in faults(draft)]
    if is_ended and draft.answer == Answer.JOINS:
        blockers.append(ParticipationBlocker.ENDED)
    if open_commitments and not has_read_commitments:
        blockers.append(ParticipationBlocker.COMMITMENTS)
    return list(dict.fromkeys(blockers))


def commitments_left(
    standing: AnswerDraft | None, draft: AnswerDraft, *, today: date
) -> list[ContributionDraft]:
    """Return the contributions of years not past that a municipality leaves behind by stopping."""
    if standing is None or standing.answer != Answer.JOINS or draft.answer == Answer.JOINS:
        return []
    return [each for each in standing.contributions if each.last_year >= today.year]


def fitting(draft: AnswerDraft) -> AnswerDraft:
    """Return the draft without what does not belong to its answer: a form asks for all at once."""
    if draft.answer == Answer.JOINS:
        return replace(draft, triggers=())
    return replace(draft, pace=None, contributions=())


def has_begun(steps: Sequence[StepKind]) -> bool:
    """Tell whether the action runs or paused after it ran, by its steps in order."""
    return bool(steps) and steps[-1] not in ENDED


def is_running(steps: Sequence[StepKind]) -> bool:
    """Tell whether the action runs now."""
    return has_begun(steps) and steps[-1] is not StepKind.PAUSED


def is_over(steps: Sequence[StepKind]) -> bool:
    """Tell whether the action is done or stopped."""
    return bool(steps) and steps[-1] in ENDED


def is_request(
    draft: AnswerDraft, *, has_begun: bool, has_joined: bool, is_led_by_another: bool
) -> bool:
    """
    Tell whether the lead has to admit the municipality.

    That is so for who newly joins an action that has begun. The lead itself asks nobody, and where
    nobody leads there is nobody to ask: then the answer counts at once.
    """
    joins = draft.answer == Answer.JOINS
    return joins and has_begun and not has_joined and is_led_by_another


def _faults_of_answer(draft: AnswerDraft) -> Iterator[Fault]:
    joins = draft.answer == Answer.JOINS
    needs_reason = draft.answer in {Answer.NOT_NOW, Answer.NO}
    checks = [
        ("pace", ParticipationBlocker.PACE, joins and draft.pace is None),
        ("pace", ParticipationBlocker.NO_PACE, not joins and draft.pace is not None),
        ("reason_kind", ParticipationBlocker.REASON, needs_reason and draft.reason_kind is None),
        ("reason", ParticipationBlocker.LONG_REASON, len(draft.reason) > LONGEST_REASON),
        ("valid_from", ParticipationBlocker.DAY, not _is_year(draft.valid_from.year)),
    ]
    yield from (Fault(field, blocker) for field, blocker, applies in checks if applies)


def _faults_of_contributions(draft: AnswerDraft) -> Iterator[Fault]:
    if draft.contributions and draft.answer != Answer.JOINS:
        yield Fault("contributions", ParticipationBlocker.NOT_JOINING)
    if len(draft.contributions) > MOST_CONTRIBUTIONS:
        yield Fault("contributions", ParticipationBlocker.MANY)
    for row, contribution in enumerate(draft.contributions):
        for field, blocker in _wrong_with(contribution):
            yield Fault(field, blocker, row)


def _wrong_with(draft: ContributionDraft) -> Iterator[tuple[str, ParticipationBlocker]]:
    in_words = draft.unit == Unit.DESCRIPTION
    is_budget = draft.kind == ContributionKind.BUDGET
    years = (draft.first_year, draft.last_year)
    checks = [
        ("amount", ParticipationBlocker.AMOUNT, not in_words and not _is_amount(draft.amount)),
        ("amount", ParticipationBlocker.CENTS, not _is_in_cents(draft.amount)),
        ("amount", ParticipationBlocker.NO_AMOUNT, in_words and draft.amount is not None),
        ("description", ParticipationBlocker.DESCRIPTION, in_words and not draft.description),
        (
            "description",
            ParticipationBlocker.LONG_DESCRIPTION,
            len(draft.description) > LONGEST_DESCRIPTION,
        ),
        (
            "unit",
            ParticipationBlocker.EURO,
            not in_words and is_budget != (draft.unit == Unit.EURO),
        ),
        (
            "last_year",
            ParticipationBlocker.PERIOD,
            not all(map(_is_year, years)) or draft.last_year < draft.first_year,
        ),
    ]
    yield from ((field, blocker) for field, blocker, applies in checks if applies)


def _faults_of_triggers(draft: AnswerDraft) -> Iterator[Fault]:
    if draft.triggers and draft.answer == Answer.JOINS:
        yield Fault("triggers", ParticipationBlocker.JOINING)
    if len(draft.triggers) > MOST_TRIGGERS:
        yield Fault("triggers", ParticipationBlocker.MANY_TRIGGERS)
    for row, trigger in enumerate(draft.triggers):
        if blocker := _missing_in(trigger):
            yield Fault(trigger.kind.value, blocker, row)


def _missing_in(trigger: TriggerDraft) -> ParticipationBlocker | None:
    needed = {
        TriggerKind.WORD: (ParticipationBlocker.WORD, 0 < len(trigger.word) <= LONGEST_WORD),
        TriggerKind.DAY: (ParticipationBlocker.ON, trigger.on is not None),
        TriggerKind.PARTNERS: (
            ParticipationBlocker.PARTNERS,
            1 <= (trigger.partners or 0) <= MOST_PARTNERS,
        ),
    }
    blocker, is_there = needed.get(trigger.kind, (None, True))
    return None if is_there else blocker


def _is_amount(amount: Decimal | None) -> bool:
    return amount is not None and amount.is_finite() and 0 <= amount <= LARGEST


def _is_in_cents(amount: Decimal | None) -> bool:
    return not _is_amount(amount) or amount == round(amount or 0, 2)


def _is_year(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR
