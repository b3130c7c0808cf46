"""The page "Capaciteit en geld": what is asked, declared and committed, added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.models import ContributionKind
from actions.rules.bars import Amounts, Bars, bars
from actions.rules.capacity import NOTHING, Measure
from actions.rules.sums import (
    Declared,
    Entry,
    Sums,
    declared_together,
    said,
    said_short,
    sums_by,
    sums_of,
)
from actions.selectors.money_facts import Facts, InWords
from municipalities.models import Municipality, Organisation

KINDS = {
    Measure.TIME: [
        ContributionKind.PEOPLE,
        ContributionKind.KNOWLEDGE,
        ContributionKind.EXPERIENCE,
    ],
    Measure.MONEY: [ContributionKind.BUDGET],
}
TITLES = {Measure.TIME: "Tijd", Measure.MONEY: "Geld"}
UNKNOWN = "capaciteit onbekend"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose; None stands for all of them. A theme goes by its number."""

    year: int | None = None
    theme: int | None = None
    action: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality."""

    municipality: Municipality
    sums: Sums
    by_kind: Sequence[Decimal]
    declared: Declared

    @property
    def is_over(self) -> bool:
        """Whether more is committed than the municipality has; never of a capacity half known."""
        return not self.declared.unknown and self.sums.total_committed > self.declared.amount


@dataclass(frozen=True, slots=True)
class Table:
    """
    One measure: the municipalities with their total, and the bars that say the same.

    `by_kind` is what is committed of each of `kinds`; `unknown` counts the municipalities that
    declared nothing for at least one of the chosen years.
    """

    measure: Measure
    kinds: Sequence[ContributionKind]
    rows: Sequence[Row]
    total: Sums
    by_kind: Sequence[Decimal]
    declared: Declared
    unknown: int
    bars: Bars | None

    @property
    def title(self) -> str:
        return TITLES[self.measure]

    @property
    def over(self) -> list[str]:
        """The municipalities that committed more than they have."""
        return [row.municipality.name for row in self.rows if row.is_over]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One calendar year, or all of them together; in each pair time comes first."""

    name: str
    sums: Sequence[tuple[Measure, Sums]]


@dataclass(frozen=True, slots=True)
class OtherRow:
    """What is asked of a party that is no municipality."""

    party: Organisation
    asked: Sequence[tuple[Measure, Decimal]]


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """`entries` are all amounts of the choice: of municipalities and of others."""

    facts: Facts
    choice: Choice
    entries: Sequence[Entry]
    tables: Sequence[Table]
    years: Sequence[YearRow]
    others: Sequence[OtherRow]
    in_words: Sequence[InWords]

    @property
    def shown_years(self) -> Sequence[int]:
        return [self.choice.year] if self.choice.year else self.facts.years

    @property
    def when(self) -> str:
        """The chosen years in words."""
        years = self.facts.years
        return str(self.choice.year) if self.choice.year else f"{years[0]} tot en met {years[-1]}"


def money_page(facts: Facts, choice: Choice) -> MoneyPage:
    """Return the page as the reader chose to see it."""
    of_choice = [each for each in facts.entries if _is_chosen(facts, choice, each.action)]
    of_year = [each for each in of_choice if choice.year in {None, each.year}]
    own = {each.pk for each in facts.municipalities}
    ours = [each for each in of_year if each.party in own]
    return MoneyPage(
        facts=facts,
        choice=choice,
        entries=of_year,
        tables=[_table(facts, choice, ours, measure) for measure in Measure],
        years=_year_rows(facts, [each for each in of_choice if each.party in own]),
        others=_others(facts, [each for each in of_year if each.party not in own]),
        in_words=[
            each
            for each in facts.in_words
            if _is_chosen(facts, choice, each.action.pk) and _is_in(each.years, choice.year)
        ],
    )


def _is_chosen(facts: Facts, choice: Choice, action: int) -> bool:
    theme = facts.actions[action].theme.number
    return choice.action in {None, action} and choice.theme in {None, theme}


def _is_in(years: Sequence[int], year: int | None) -> bool:
    return year is None or year in years


def _table(facts: Facts, choice: Choice, entries: Iterable[Entry], measure: Measure) -> Table:
    of_measure = [each for each in entries if each.measure is measure]
    by_party = sums_by(of_measure, lambda each: each.party)
    years = [choice.year] if choice.year else facts.years
    declared = {
        each.pk: [facts.declared.get((each.pk, year, measure)) for year in years]
        for each in facts.municipalities
    }
    rows = [
        _row(each, by_party.get(each.pk, Sums()), declared[each.pk], measure)
        for each in facts.municipalities
    ]
    total = sums_of(of_measure)
    return Table(
        measure=measure,
        kinds=KINDS[measure],
        rows=rows,
        total=total,
        by_kind=_by_kind(total, measure),
        declared=declared_together(amount for each in declared.values() for amount in each),
        unknown=sum(1 for row in rows if row.declared.unknown),
        bars=bars([_amounts(row, measure) for row in rows]),
    )


def _row(
    municipality: Municipality, sums: Sums, declared: Iterable[Decimal | None], measure: Measure
) -> Row:
    return Row(municipality, sums, _by_kind(sums, measure), declared_together(declared))


def _by_kind(sums: Sums, measure: Measure) -> list[Decimal]:
    return [sums.committed.get(kind, NOTHING) for kind in KINDS[measure]]


def _amounts(row: Row, measure: Measure) -> Amounts:
    """Return what is drawn of a municipality; of a capacity half known no line is drawn."""
    is_known = not row.declared.unknown
    committed = row.sums.total_committed
    whole = f"{said_short(measure, committed)} van {said(measure, row.declared.amount)}"
    return Amounts(
        name=row.municipality.name,
        label=whole if is_known else f"{said(measure, committed)}, {UNKNOWN}",
        asked=row.sums.total_asked,
        committed=dict(zip(KINDS[measure], row.by_kind, strict=True)),
        declared=row.declared.amount if is_known else None,
    )


def _year_rows(facts: Facts, entries: Sequence[Entry]) -> list[YearRow]:
    by_year = sums_by(entries, lambda each: (each.year, each.measure))
    rows = [
        YearRow(str(year), [(each, by_year.get((year, each), Sums())) for each in Measure])
        for year in facts.years
    ]
    by_measure = sums_by(entries, lambda each: each.measure)
    return [*rows, YearRow("Totaal", [(each, by_measure.get(each, Sums())) for each in Measure])]


def _others(facts: Facts, entries: Sequence[Entry]) -> list[OtherRow]:
    by_party = sums_by(entries, lambda each: (each.party, each.measure))
    found = {each.party: facts.parties[each.party] for each in entries}
    return [
        OtherRow(
            party,
            [(each, by_party.get((party.pk, each), Sums()).total_asked) for each in Measure],
        )
        for party in sorted(found.values(), key=lambda party: party.name)
    ]
