"""The embargo as a picture: one line for each moment. A list says the same in words."""

from dataclasses import dataclass
from datetime import datetime

from decisions.models import Proposal
from decisions.rules.embargo import EmbargoState
from dutch.moments import format_moment

HEAD, ROW = 28, 44  # pixels: the word "nu", one moment under the other
MARGIN = 3.0  # per cent left and right


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the picture; `x` as "37.50%", the heights as SVG reads them."""

    words: str
    at: datetime
    is_end: bool
    x: str
    text_y: str
    y: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`now` is where the upright line of today stands."""

    height: str
    start: str
    now: str
    moments: list[Moment]
    words: str


def picture(proposal: Proposal, state: EmbargoState, *, ends_at: datetime | None) -> Picture | None:
    """Return the picture of the moments in force; `ends_at` is when it became public, if it did."""
    named = _named(proposal, state, ends_at)
    if not named:
        return None
    first, last = (choose([state.at, *(at for _, at in named)]) for choose in (min, max))

    def x(at: datetime) -> str:
        share = (at - first) / (last - first) if last > first else 0.0
        return f"{MARGIN + share * (100 - 2 * MARGIN):.2f}%"

    return Picture(
        height=str(HEAD + ROW * len(named)),
        start=x(first),
        now=x(state.at),
        moments=[
            Moment(
                words=words,
                at=at,
                is_end=at == ends_at,
                x=x(at),
                text_y=str(HEAD + ROW * number + 14),
                y=str(HEAD + ROW * number + 28),
            )
            for number, (words, at) in enumerate(named)
        ],
        words="; ".join(f"{words}: {format_moment(at)}" for words, at in named),
    )


def _named(
    proposal: Proposal, state: EmbargoState, ends_at: datetime | None
) -> list[tuple[str, datetime]]:
    """Return the moments in the order in which they come, by their Dutch names."""
    if state.moments is None:
        return []
    named = [
        ("Niet openbaar vóór", state.moments.not_before),
        ("Sluiting", proposal.closes_at),
        ("Eindigt uiterlijk", state.moments.ends_at_latest),
        *([("Openbaar", ends_at)] if ends_at else []),
    ]
    return sorted(named, key=lambda each: each[1])
