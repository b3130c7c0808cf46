"""The matrix beside a bare Django view that renders a table with as many cells."""

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import Action, Answer, Participation
from actions.selectors.matrix import COLUMNS, ROWS
from benchmarks.rounds import lowest, table
from benchmarks.visitors import visitor
from municipalities.models import Membership, Municipality, Role
from profiles.models import Profile
from tests.factories.matrix import a_region
from tests.factories.people import person

SIZES = ((14, 30), (60, 200), (342, 500))
REQUESTS = 5
BARE = engines["django"].from_string(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def run() -> None:
    """Print CPU time, queries and size of a page of the matrix for each size of a region."""
    for municipalities, actions in SIZES:
        _compare(municipalities, actions)


def _compare(municipalities: int, actions: int) -> None:
    profile = a_region(municipalities, actions)
    reader = _reader(profile)
    client = visitor(reader.user)
    url = reverse("actions:matrix", args=[profile.pk])
    rows, columns = min(actions, ROWS), min(municipalities - 1, COLUMNS) + 1
    cells = [[f"doet mee {row} {column}" for column in range(columns)] for row in range(rows)]
    page, queries = _looked_at(client, url, cells=rows * columns)
    known = f"{url}?op=1-4-2019"
    figures = lowest(
        {
            f"bare table of {columns} x {rows}": _repeat(lambda: _bare(cells)),
            "a page without a table": _repeat(lambda: client.get(reverse("actions:views"))),
            "page of the matrix": _repeat(lambda: client.get(url)),
            "the same as known on a day": _repeat(lambda: client.get(known)),
        }
    )
    pages = -(-actions // ROWS) * -(-(municipalities - 1) // COLUMNS)
    print(f"{municipalities} x {actions}: {pages} pages, each figure is {REQUESTS} requests")
    print(table(figures, beside=next(iter(figures))))
    print(f"{queries} queries, {len(page) / 1024:.0f} KiB a page")
    print(f"{_change(client, profile, reader)} queries to change one cell\n")


def _reader(profile: Profile) -> Membership:
    """Return an official in the middle of the table, of a municipality that leads nothing first."""
    municipalities = Municipality.objects.filter(region=profile.region_id).order_by("name")
    return person(Role.OFFICIAL, municipalities[municipalities.count() // 2])


def _looked_at(client: Client, url: str, *, cells: int) -> tuple[str, int]:
    """Return the page and its queries, once it is known that all its cells are there."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content.decode()
    matrix = page.partition("matrix-titel")[2].partition("</table>")[0]
    assert matrix.count("<td ") == cells, matrix.count("<td ")
    return page, len(queries)


def _change(client: Client, profile: Profile, reader: Membership) -> int:
    """Change one cell, see it on the page, take it back, and return how many queries it took."""
    action = Action.objects.filter(theme__profile=profile).order_by(
        "theme__number", "position", "pk"
    )[0]
    municipality = Municipality.objects.get(pk=reader.organisation_id)
    with transaction.atomic():
        said = Participation.objects.filter(action=action, municipality=municipality).last()
        url = reverse("actions:cell", args=[action.pk, municipality.code])
        data = {"replaces": said.pk if said else 0, **_other(said)}
        with CaptureQueriesContext(connection) as queries:
            response = client.post(url, data, headers={"HX-Request": "true"})
        assert response.status_code == 200, response.content.decode()
        transaction.set_rollback(True)
    return len(queries)


def _other(said: Participation | None) -> dict[str, str]:
    """Return an answer that differs from the one that stands and takes nothing away."""
    if said and said.answer == Answer.JOINS:
        return {"answer": "joins", "pace": "own" if said.pace != "own" else "ahead"}
    if said and said.answer == Answer.FOLLOWS:
        return {"answer": "not_now", "reason_kind": "timing"}
    return {"answer": "follows"}


def _bare(cells: list[list[str]]) -> HttpResponse:
    return HttpResponse(BARE.render({"rows": cells}))


def _repeat(ask: Callable[[], HttpResponse]) -> Callable[[], None]:
    def repeat() -> None:
        for _ in range(REQUESTS):
            assert ask().status_code == 200

    return repeat
