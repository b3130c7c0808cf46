"""When there is reason to look again at an action that a municipality does not join. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from actions.models import TriggerKind, Unit
from actions.rules.capacity import MEASURES, NOTHING, Line, Load, Measure, ledger, measured
from actions.rules.participation import TriggerDraft
from dutch.moments import format_date, local_date

HERE = 0  # no plan has this key: what would come on top of all others

Years = Mapping[tuple[int, Measure], Decimal]  # an amount per year and measure


@dataclass(frozen=True, slots=True)
class Watched:
    """
    What is known of an action, for one municipality.

    `asked` is what the plan that stands asks of it in years not past, `lines` what it carries for
    other actions, `declared` what it declared to have. `partners` are the others that join.
    """

    text: str = ""
    is_running: bool = False
    partners: Collection[str] = ()
    asked: Years | None = None
    declared: Years | None = None
    lines: Mapping[tuple[int, Measure], Sequence[Line]] | None = None


def met(trigger: TriggerDraft, watched: Watched, *, at: datetime) -> str:
    """Return the sentence that says how the trigger is met at that moment, or "" if it is not."""
    match trigger.kind:
        case TriggerKind.CAPACITY:
            return FITS if fits(watched) else ""
        case TriggerKind.WORD:
            return f"Het plan noemt “{trigger.word}”." if names(watched.text, trigger.word) else ""
        case TriggerKind.DAY:
            return _day(trigger.on, local_date(at))
        case TriggerKind.RUNNING:
            return "De actie loopt." if watched.is_running else ""
        case TriggerKind.PARTNERS:
            return _partners(trigger.partners, watched.partners)


FITS = "Wat het plan van uw gemeente vraagt, past in de capaciteit die u opgaf."


def fits(watched: Watched) -> bool:
    """
    Tell whether all that is asked fits in what was declared, on top of what is carried already.

    What was not declared is not known, and what is not known is not room. A plan that asks nothing
    countable gives no reason to look again.
    """
    asked, declared = watched.asked or {}, watched.declared or {}
    lines = watched.lines or {}
    return bool(asked) and all(
        _fits(amount, lines.get(cell, ()), declared.get(cell)) for cell, amount in asked.items()
    )


def names(text: str, word: str) -> bool:
    """Tell whether the text has a word that begins with this one, in capitals or not."""
    pattern = rf"(?<!\w){re.escape(word.strip().casefold())}"
    return bool(word.strip()) and re.search(pattern, text.casefold()) is not None


def asked_in(needs: Sequence[tuple[int, Unit, Decimal]], *, since: int) -> Years:
    """Return what is asked per year and measure, in years not before `since`."""
    found: dict[tuple[int, Measure], Decimal] = {}
    for year, unit, amount in needs:
        if year >= since and unit in MEASURES:
            cell = (year, MEASURES[unit])
            found[cell] = found.get(cell, NOTHING) + measured(unit, amount)
    return found


def _fits(amount: Decimal, lines: Sequence[Line], declared: Decimal | None) -> bool:
    if declared is None:
        return False
    loads = [Load(line.plan_id, line.here, line.word) for line in lines]
    return not ledger([*loads, Load(HERE, amount)], declared=declared)[-1].beyond


def _day(on: date | None, today: date) -> str:
    return f"Het is {format_date(on)} of later." if on and on <= today else ""


def _partners(wanted: int | None, partners: Collection[str]) -> str:
    if not wanted or len(partners) < wanted:
        return ""
    names = ", ".join(sorted(partners))
    if len(partners) == 1:
        return f"Nu doet 1 andere gemeente mee: {names}."
    return f"Nu doen {len(partners)} andere gemeenten mee: {names}."
