"""The matrix as sheets: as it is shown, as a list to sort and filter, and what the file is."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from actions.documents.tables import Sheet, Value, about_file
from actions.models import Pace
from actions.rules.cells import SHORT, Cell, kinds_in_words, unpacked
from actions.selectors.matrix import Matrix, Row
from dutch.moments import format_date
from municipalities.models import Membership, Municipality

OF_ACTION = ("Actie", "Titel", "Thema", "Trekker")
OF_ANSWER = ("Gemeente", "CBS-code", "Stand", "Geldt vanaf", "Tempo", "Brengt mee")


def matrix_sheets(matrix: Matrix, *, viewer: Membership, at: datetime) -> list[Sheet]:
    """Return the sheets of everything that the reader chose to see."""
    columns = _columns(matrix)
    counted = [joining.label for joining in SHORT]
    table = Sheet(
        "Deelname",
        [*OF_ACTION, *(municipality.name for municipality in columns), *counted],
        [[*_action(row), *map(_shown, _cells(row, matrix)), *_counts(row)] for row in matrix.rows],
    )
    answers = Sheet("Antwoorden", [*OF_ACTION, *OF_ANSWER], list(_answers(matrix, columns)))
    return [table, answers, _about(matrix, viewer=viewer, at=at)]


def _columns(matrix: Matrix) -> list[Municipality]:
    return [*([matrix.own] if matrix.own else []), *matrix.municipalities]


def _cells(row: Row, matrix: Matrix) -> list[str]:
    return [*([row.own] if matrix.own else []), *row.cells]


def _action(row: Row) -> list[Value]:
    lead = row.action.lead
    return [row.action.number, row.action.title, str(row.action.theme), lead.name if lead else ""]


def _shown(cell: str) -> str:
    said = unpacked(cell)
    return f"{said.joining.label} ({said.mark})" if said.mark else said.joining.label


def _counts(row: Row) -> list[Value]:
    return [row.counts.get(joining, 0) for joining in SHORT]


def _answers(matrix: Matrix, columns: Sequence[Municipality]) -> Iterator[list[Value]]:
    """Give a row for each municipality that was asked or answered."""
    for row in matrix.rows:
        for municipality, cell in zip(columns, _cells(row, matrix), strict=True):
            if cell:
                yield [
                    *_action(row),
                    municipality.name,
                    municipality.code,
                    *_answer(unpacked(cell)),
                ]


def _answer(cell: Cell) -> list[Value]:
    pace = Pace(cell.pace).label if cell.pace else ""
    return [cell.joining.label, cell.since, pace, kinds_in_words(cell.kinds)]


def _about(matrix: Matrix, *, viewer: Membership, at: datetime) -> Sheet:
    state = f"zoals bekend op {format_date(matrix.day)}" if matrix.is_past else "zoals nu bekend"
    more: list[tuple[str, Value]] = [
        ("Cultuurregio", matrix.profile.region.name),
        ("Cultuurprofiel", matrix.profile.title),
        ("Stand", state),
        ("Stand op", matrix.day),
        ("Aantal acties", matrix.row_pages.total),
        ("Letters", "M = menskracht, K = kennis, E = ervaring, B = budget"),
        ("Redenen", "Waarom een gemeente niet meedoet, staat niet in dit bestand."),
    ]
    by = f"{viewer.capacity}, {viewer.on_behalf_of}"
    return about_file("Deelname van gemeenten aan acties", by=by, at=at, more=more)
