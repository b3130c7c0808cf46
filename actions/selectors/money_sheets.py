"""Capacity and money as sheets: every amount in its own row, and the file says what it is."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from actions.documents.tables import Sheet, Value, about_file
from actions.models import ContributionKind
from actions.rules.capacity import NOTHING, Measure
from actions.rules.sums import UNIT_OF, Entry, Side, Sums, sums_by
from actions.selectors.money import MoneyPage
from municipalities.models import Membership

Key = tuple[int, int, int, Measure, ContributionKind]  # party, action, year, measure, kind
SIDES = {Side.ASKED: "gevraagd", Side.COMMITTED: "toegezegd"}


def money_sheets(page: MoneyPage, *, viewer: Membership, at: datetime) -> list[Sheet]:
    """Return the sheets of what the reader chose; fte stand as hours."""
    amounts = Sheet(
        "Gevraagd en toegezegd",
        ["Partij", "Thema", "Actie", "Jaar", "Soort", "Eenheid", "Gevraagd", "Toegezegd"],
        list(_amounts(page)),
    )
    declared = Sheet(
        "Opgegeven capaciteit", ["Gemeente", "Jaar", "Uren", "Euro"], list(_declared(page))
    )
    in_words = Sheet(
        "In woorden",
        ["Partij", "Actie", "Jaren", "Soort", "Kant", "Omschrijving"],
        [
            [
                each.party.name,
                str(each.action),
                each.period,
                each.kind.label,
                SIDES[each.side],
                each.text,
            ]
            for each in page.in_words
        ],
    )
    by = f"{viewer.capacity}, {viewer.on_behalf_of}"
    more: list[tuple[str, Value]] = [
        ("Cultuurprofiel", page.facts.profile.title),
        ("Jaren", page.when),
        ("Fte", "1 fte is 1.350 uren per jaar; fte staan in dit bestand als uren"),
        ("Leeg", "Een lege cel bij de capaciteit is niet opgegeven; 0 is opgegeven als nul"),
    ]
    return [amounts, declared, in_words, about_file("Capaciteit en geld", by=by, at=at, more=more)]


def _amounts(page: MoneyPage) -> Iterator[list[Value]]:
    """Give a row for each party, action, year and kind, in the order of the page."""
    for (party, action, year, measure, kind), sums in _in_order(page, page.entries):
        found = page.facts.actions[action]
        yield [
            page.facts.parties[party].name,
            found.theme.title,
            str(found),
            year,
            kind.label,
            UNIT_OF[measure].label,
            sums.asked.get(kind, NOTHING),
            sums.committed.get(kind, NOTHING),
        ]


def _in_order(page: MoneyPage, entries: Iterable[Entry]) -> list[tuple[Key, Sums]]:
    names = {pk: party.name for pk, party in page.facts.parties.items()}
    actions = {pk: (each.theme.number, each.position) for pk, each in page.facts.actions.items()}
    by_row = sums_by(
        entries, lambda each: (each.party, each.action, each.year, each.measure, each.kind)
    )
    return sorted(
        by_row.items(), key=lambda row: (names[row[0][0]], actions[row[0][1]], row[0][2:])
    )


def _declared(page: MoneyPage) -> Iterator[list[Value]]:
    for municipality in page.facts.municipalities:
        for year in page.shown_years:
            amounts = [page.facts.declared.get((municipality.pk, year, each)) for each in Measure]
            yield [municipality.name, year, *amounts]
