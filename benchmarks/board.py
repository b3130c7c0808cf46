"""The board beside a bare Django view that renders a table of the same size."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks.rounds import lowest, table
from decisions.models import Outcome
from tests.factories.decisions import coordinator, travelled, with_municipalities

YES = Outcome.AGREED
SIZES = (14, 60)
REQUESTS = 10
BARE = engines["django"].from_string(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def run() -> None:
    """Print CPU time, queries and size of the board for each number of municipalities."""
    for size in SIZES:
        _compare(size)


def _compare(size: int) -> None:
    proposal = with_municipalities(size)
    for road in proposal.ratifications.all():
        travelled(road, outcome=YES, mayor=YES, authorised=True, informed=True)
    client = Client()
    client.force_login(coordinator(proposal.profile.region).user)
    url = f"/voorstellen/{proposal.pk}/bord/"
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content
    asked = len(queries)
    assert page.count(b"<tr") >= size
    rows = [[f"cel {column} van rij {row}" for column in range(4)] for row in range(size)]
    request = RequestFactory().get("/")
    figures = lowest(
        {
            f"bare table of {size} x 4, {REQUESTS} times": lambda: _repeat(
                lambda: _bare(request, rows)
            ),
            f"board of {size}, {REQUESTS} times": lambda: _repeat(lambda: client.get(url)),
        }
    )
    print(table(figures, beside=next(iter(figures))))
    print(f"{asked} queries, {len(page) / 1024:.0f} KiB\n")


def _bare(_request: HttpRequest, rows: list[list[str]]) -> HttpResponse:
    return HttpResponse(BARE.render({"rows": rows}))


def _repeat(ask: object) -> None:
    assert callable(ask)
    for _ in range(REQUESTS):
        assert ask().status_code == 200
