"""Whom a plan asks more of than it has, and what its college said to that. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, Self

from actions.models import Word
from actions.rules.capacity import NOTHING, Line, Measure
from decisions.models import Decision, FollowUp, Organ, Outcome
from decisions.rules.road import Road, is_revoked
from dutch.numbers import format_euro, format_number

CENT = Decimal("0.01")
UNDECIDED = {Outcome.DEFERRED}
Stored = Mapping[str, object]


class LedgerLine(Protocol):
    """One line of what plans take of a municipality, as the ledger of capacity gives it."""

    @property
    def year(self) -> int: ...
    @property
    def measure(self) -> Measure: ...
    @property
    def line(self) -> Line: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """
    What a plan asks of a municipality in one year, in hours or euro, and how much is too much.

    `declared` is None while the municipality declared nothing; `before` is what other plans take.
    """

    year: int
    unit: str
    declared: Decimal | None
    before: Decimal
    here: Decimal
    beyond: Decimal

    @classmethod
    def of(cls, entry: LedgerLine) -> Self:
        """Return the figure of this line of the ledger."""
        line = entry.line
        return cls(entry.year, entry.measure, line.declared, line.before, line.here, line.beyond)

    @classmethod
    def read(cls, stored: Stored) -> Self:
        """Return the figure as it was kept."""
        amounts = {
            name: None if stored[name] is None else Decimal(str(stored[name]))
            for name in ("declared", "before", "here", "beyond")
        }
        return cls(int(str(stored["year"])), str(stored["unit"]), **amounts)  # type: ignore[arg-type]  # only declared is ever None

    def kept(self) -> dict[str, object]:
        """Return the figure as it is kept: amounts as text with two decimals."""
        return {
            name: str(value.quantize(CENT)) if isinstance(value, Decimal) else value
            for name, value in asdict(self).items()
        }

    def in_words(self, amount: Decimal) -> str:
        """Return an amount of this figure with its unit."""
        if self.unit == Measure.MONEY:
            return format_euro(amount)
        is_whole = amount == amount.to_integral_value()
        return f"{format_number(int(amount) if is_whole else amount.normalize())} uur"

    @property
    def words_here(self) -> str:
        return self.in_words(self.here)

    @property
    def words_before(self) -> str:
        return self.in_words(self.before)

    @property
    def words_beyond(self) -> str:
        return self.in_words(self.beyond)

    @property
    def words_declared(self) -> str:
        return "niet opgegeven" if self.declared is None else self.in_words(self.declared)


def figures_of(stored: Iterable[Stored]) -> list[Figure]:
    """Return the figures of a concern."""
    return [Figure.read(each) for each in stored]


def needs_word(lines: Sequence[LedgerLine], asked: Sequence[Figure] | None) -> bool:
    """
    Tell whether the college of a municipality must be asked about these lines of one plan.

    `asked` is what was put before it of that plan; None if nothing was. More than was asked is
    asked anew, whatever the college said to the lesser amount.
    """
    beyond = [entry for entry in lines if entry.line.beyond > NOTHING]
    if asked is None:
        return any(not entry.line.is_cleared for entry in beyond)
    most: dict[tuple[int, str], tuple[Decimal, Decimal]] = {}
    for figure in asked:
        here, over = most.get((figure.year, figure.unit), (NOTHING, NOTHING))
        most[figure.year, figure.unit] = (max(here, figure.here), max(over, figure.beyond))
    return any(_is_more(entry, most) for entry in beyond)


def _is_more(entry: LedgerLine, most: Mapping[tuple[int, str], tuple[Decimal, Decimal]]) -> bool:
    """Tell whether more is asked, or more of it goes beyond, than was put before the college."""
    here, over = most.get((entry.year, str(entry.measure)), (NOTHING, NOTHING))
    return entry.line.here > here or entry.line.beyond > over


def why(figures: Iterable[Figure]) -> str:
    """Say in one sentence what goes beyond, such as "In 2027 30 uur meer dan is opgegeven."."""
    said = [_beyond(figure) for figure in figures if figure.beyond]
    return f"{'; '.join(said)}." if said else ""


def _beyond(figure: Figure) -> str:
    if figure.declared is None:
        return f"In {figure.year} {figure.words_beyond}; voor dat jaar is niets opgegeven"
    return f"In {figure.year} {figure.words_beyond} meer dan er is"


@dataclass(frozen=True, slots=True)
class Said:
    """What the college said to its share, and on which day if it decided."""

    word: Word
    on: date | None = None


def said_on(road: Road) -> Said | None:
    """
    Return what the college says to its share at the moment of the road; None before the offer.

    Only a confirmed decision on the text that is offered now is a word.
    """
    if road.offer is None:
        return None
    if road.college is not None and road.is_on_this_version:
        return Said(word_of(road.college), road.college.decided_on)
    taken_back = road.college is None and any(_is_taken_back(road, d) for d in _of_college(road))
    return Said(Word.WITHDRAWN if taken_back else Word.ASKED)


def word_of(decision: Decision) -> Word:
    """Return what a decision means for the share: kennisnemen is no yes, nor is another text."""
    if decision.adopts_dictum:
        return Word.AGREED
    is_open = decision.outcome in UNDECIDED or decision.follow_up == FollowUp.NEW_VERSION
    return Word.DEFERRED if is_open else Word.DECLINED


def _of_college(road: Road) -> list[Decision]:
    return [d for d in road.ratification.decisions.all() if d.organ == Organ.COLLEGE]


def _is_taken_back(road: Road, decision: Decision) -> bool:
    """Tell whether this was the word on the text that is offered now, and is no longer."""
    assert road.offer is not None
    was_word = decision.confirmed_at is not None and decision.confirmed_at <= road.at
    is_on_offer = decision.version_sha256 == road.offer.version.sha256
    return was_word and is_on_offer and is_revoked(decision, at=road.at)
