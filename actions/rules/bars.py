"""Amounts as bars, for an SVG as wide as the page. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.models import ContributionKind
from actions.rules.capacity import NOTHING

ROW, TEXT, LANE, GAP = 64, 16, 14, 3  # pixels: a party, its name, one bar, between bars
WHOLE = Decimal(100)
EDGE = Decimal("0.50")  # per cent left and right, so that the thickest line stays inside
SHOWN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is drawn of one party; `declared` is None while that is unknown."""

    name: str
    label: str
    asked: Decimal
    committed: Mapping[ContributionKind, Decimal]
    declared: Decimal | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: `x` and `width` as "12.50%"."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One party: its name, what is asked under that, and what is committed under that again."""

    name: str
    label: str
    text_y: int
    asked_y: int
    committed_y: int
    end_y: int
    asked: Segment
    committed: list[Segment]
    declared_x: str | None


@dataclass(frozen=True, slots=True)
class Bars:
    height: int
    lane: int
    rows: list[Bar]


def bars(parties: Sequence[Amounts]) -> Bars | None:
    """Return the picture of these parties, one under the other; None where there is nothing."""
    longest = max((_longest(party) for party in parties), default=NOTHING)
    if not longest:
        return None
    rows = [_bar(party, longest, top=ROW * number) for number, party in enumerate(parties)]
    return Bars(height=ROW * len(rows), lane=LANE, rows=rows)


def segments(amounts: Iterable[tuple[str, Decimal]], *, longest: Decimal) -> list[Segment]:
    """Return the amounts behind each other, each beginning where the one before it ends."""
    pieces, before = [], NOTHING
    for kind, amount in amounts:
        if amount:
            start, end = _share(before, longest), _share(before + amount, longest)
            pieces.append(Segment(kind, f"{start + EDGE}%", f"{end - start}%"))
        before += amount
    return pieces


def _bar(party: Amounts, longest: Decimal, *, top: int) -> Bar:
    asked = segments([("asked", party.asked)], longest=longest)
    declared = None if party.declared is None else f"{_share(party.declared, longest) + EDGE}%"
    asked_y = top + TEXT + GAP
    committed_y = asked_y + LANE + GAP
    return Bar(
        name=party.name,
        label=party.label,
        text_y=top + TEXT - 3,
        asked_y=asked_y,
        committed_y=committed_y,
        end_y=committed_y + LANE,
        asked=asked[0] if asked else Segment("asked", f"{EDGE}%", "0%"),
        committed=segments(party.committed.items(), longest=longest),
        declared_x=declared,
    )


def _longest(party: Amounts) -> Decimal:
    return max(party.asked, sum(party.committed.values(), NOTHING), party.declared or NOTHING)


def _share(amount: Decimal, longest: Decimal) -> Decimal:
    return (amount / longest * (WHOLE - 2 * EDGE)).quantize(SHOWN)
