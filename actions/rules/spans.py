"""In which periods an action runs or stands still, from the steps that it took. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from actions.models import StepKind
from actions.rules.facts import Taken

RUNS = {StepKind.STARTED, StepKind.RESUMED}


@dataclass(frozen=True, slots=True)
class Span:
    """A period of days; `last_on` is None while it goes on."""

    first_on: date
    last_on: date | None = None
    is_running: bool = True


def spans(steps: Iterable[Taken]) -> list[Span]:
    """Return the periods, one after the other; an action that ended is in none."""
    found: list[Span] = []
    for step in steps:
        if found and found[-1].last_on is None:
            open_one = found.pop()
            found.append(replace(open_one, last_on=step.on))
        if step.kind in RUNS or step.kind == StepKind.PAUSED:
            found.append(Span(step.on, is_running=step.kind in RUNS))
    return found
