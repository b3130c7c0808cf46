"""The matrix: what it shows, to whom, as a page and as a file."""

import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from actions.models import Action, Answer, Pace, ReasonAudience
from actions.models.amounts import ContributionKind, Unit
from actions.selectors import matrix as selected
from actions.services.standings import keep_standing
from dutch.moments import format_typed_date, local_date
from municipalities.models import Municipality, Role
from tests.factories.actions import ActionFactory, answered, contributed
from tests.factories.decisions import coordinator
from tests.factories.matrix import a_region
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db

QUERIES = 8  # session, user, roles, profile; actions, municipalities, rows, saved views
DAY = timedelta(days=1)


def visitor(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def official(profile, number=0):
    municipalities = Municipality.objects.filter(region=profile.region).order_by("name")
    return person(Role.OFFICIAL, municipalities[number])


def address(profile, **choices):
    return reverse("actions:matrix", args=[profile.pk], query=choices or None)


def page_of(profile, membership=None, **choices):
    return visitor(membership or official(profile)).get(address(profile, **choices))


def flat(response):
    """Return the page as one line of text, marks and all."""
    return " ".join(response.content.decode().split())


def columns(response):
    heads = re.search(r"<thead>(.*?)</thead>", flat(response)).group(1)
    return re.findall(r"<th scope=\"col\"[^>]*>([^<]*)", heads)


def rows(response):
    table = re.search(r"matrix-titel(.*?)</table>", flat(response)).group(1)
    return re.findall(r"<th scope=\"row\"><a[^>]*>([^<]*)", table)


def a_cell(action, municipality, **fields):
    """Let a municipality answer, and return its row."""
    row = answered(action, municipality, **fields)
    keep_standing(action, at=row.answered_at)
    return row


def test_the_own_municipality_comes_first_and_the_others_by_name():
    profile = a_region(4, 2)
    own, *others = Municipality.objects.filter(region=profile.region).order_by("-name")

    shown = columns(page_of(profile, person(Role.OFFICIAL, own)))

    assert shown == ["Actie", own.name, *sorted(other.name for other in others)]


def test_a_coordinator_has_no_column_of_the_own_even_where_a_municipality_employs_them():
    profile = a_region(3, 1)

    response = page_of(profile, coordinator(profile.region))

    assert len(columns(response)) == 4
    assert "hx-get" not in flat(response)


def test_a_cell_says_state_kinds_and_pace_in_words():
    action = ActionFactory()
    almelo = action.lead
    row = answered(action, almelo, pace=Pace.OWN)
    contributed(row, 10)
    contributed(row, 500, Unit.EURO, is_within_capacity=False)
    keep_standing(action, at=row.answered_at)

    page = flat(page_of(action.theme.profile, coordinator(almelo.region)))

    assert (
        '<td class="reserved">mee, mits<span class="v">, onder voorbehoud, vanaf 11 maart 2019, '
        'in eigen tempo, met menskracht en budget</span><small aria-hidden="true">MB eigen tempo'
        "</small></td>"
    ) in page


def test_no_answer_is_told_from_a_no():
    action = ActionFactory()
    silent = MunicipalityFactory(region=action.lead.region)
    a_cell(action, action.lead, answer=Answer.NO)

    page = flat(page_of(action.theme.profile, person(Role.ALDERMAN, silent)))

    assert '<td class="no">nee<span' in page
    assert '<div id="cel-' in page and 'class="not_asked"' in page and "niet gevraagd" in page


def test_heads_say_what_they_are_the_head_of():
    page = flat(page_of(a_region(2, 4)))

    table = re.search(r"<table> <caption(.*?)</table>", page).group(1)
    assert table.count("<th ") == table.count('<th scope="') == 3 + 3 + 4
    assert 'scope="rowgroup"' in table


def test_titles_are_text_whatever_they_hold():
    action = ActionFactory(title="<script>alert(1)</script>", theme__title="<b>thema</b>")
    MunicipalityFactory(region=action.lead.region, name="<i>gemeente</i>")

    page = page_of(action.theme.profile, person(Role.OFFICIAL, action.lead))

    assert b"<script>alert" not in page.content
    assert b"<b>thema" not in page.content and b"<i>gem" not in page.content


def test_actions_are_chosen_by_theme_and_lead():
    profile = a_region(2, 6)
    theme = profile.themes.get(number=2)
    lead = Municipality.objects.filter(led_actions__theme=theme).distinct().first()

    by_theme = rows(page_of(profile, thema=theme.pk))
    by_both = rows(page_of(profile, thema=theme.pk, trekker=lead.pk))

    assert by_theme == [str(action) for action in theme.actions.order_by("position")]
    assert by_both == [str(action) for action in theme.actions.filter(lead=lead)]


def test_a_choice_that_does_not_exist_says_so_and_shows_the_rest():
    profile = a_region(2, 2)

    for choice in ({"thema": 999_999}, {"op": "ooit"}, {"trekker": "x"}, {"blad": "0"}):
        response = page_of(profile, **choice)
        assert response.status_code == 422
        assert len(rows(response)) == 2
        assert f'name="query" value="profiel={profile.pk}"' in flat(response)


def test_without_actions_the_page_says_what_comes_next():
    profile = a_region(2, 0)

    assert "De regiocoördinator voegt ze toe." in flat(page_of(profile))


def test_as_known_on_a_day_is_what_was_recorded_until_then():
    action = ActionFactory()
    almelo = action.lead
    a_cell(action, almelo, answer=Answer.FOLLOWS)
    now = timezone.now()
    a_cell(action, almelo, answer=Answer.NO, at=now - DAY, valid_from=date(2019, 3, 20))
    profile = action.theme.profile
    reader = coordinator(almelo.region)

    then = page_of(profile, reader, op="1-4-2019")
    before = page_of(profile, reader, op="1-3-2019")

    assert '<td class="follows">' in flat(then) and "Zoals bekend op 1 april 2019" in flat(then)
    assert '<td class="follows">' not in flat(before)
    assert '<td class="no">' in flat(page_of(profile, reader))


def test_what_is_past_is_not_changed():
    profile = a_region(2, 1)

    assert "hx-get" in flat(page_of(profile))
    assert "hx-get" not in flat(page_of(profile, op="1-4-2019"))


def test_the_ready_rows_and_the_history_make_the_same_page():
    profile = a_region(5, 9)
    today = format_typed_date(local_date(timezone.now()))

    now, known = page_of(profile), page_of(profile, op=today)

    cells = [
        re.findall(r"<td class=\"(?!own|number)\w+\">.*?</td>", flat(page)) for page in (now, known)
    ]
    assert cells[0] == cells[1]
    assert len(cells[0]) == 4 * 9


def test_totals_count_each_municipality_once():
    profile = a_region(7, 5)

    page = flat(page_of(profile))

    totals = re.search(r"totalen-per-actie.*?<tbody>(.*?)</tbody>", page).group(1)
    for row in totals.split("</tr>")[:-1]:
        assert sum(map(int, re.findall(r"number\">(\d+)<", row))) == 7


def test_large_tables_come_in_pages(monkeypatch):
    monkeypatch.setattr(selected, "ROWS", 4)
    monkeypatch.setattr(selected, "COLUMNS", 3)
    profile = a_region(6, 10)
    own = official(profile).organisation.name

    last = page_of(profile, blad=3, kolommen=2)
    beyond = page_of(profile, blad=99, kolommen=99)

    assert len(rows(last)) == 2 and len(columns(last)) == 1 + 1 + 2
    assert columns(last)[1] == own
    assert "Acties 9 tot en met 10 van 10." in flat(last)
    assert "blad=2&amp;kolommen=2" in flat(last) and "blad=4" not in flat(last)
    assert rows(beyond) == rows(last)


@pytest.mark.parametrize("count", [1, 14, 60])
def test_any_size_costs_the_same_queries(count):
    profile = a_region(count, count)
    client = visitor(official(profile))

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address(profile))

    assert response.status_code == 200 and len(rows(response)) == count
    assert len(queries) == QUERIES


def test_another_region_finds_no_table():
    profile = a_region(1, 1)
    stranger = person(Role.OFFICIAL, MunicipalityFactory())

    for name, args in (("matrix", []), ("matrix_file", ["csv"])):
        url = reverse(f"actions:{name}", args=[profile.pk, *args])
        assert visitor(stranger).get(url).status_code == 404


def book_of(profile, file_format, membership=None, **choices):
    url = reverse("actions:matrix_file", args=[profile.pk, file_format], query=choices or None)
    response = visitor(membership or official(profile)).get(url)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_a_file_holds_all_rows_of_the_choice(file_format, monkeypatch):
    monkeypatch.setattr(selected, "ROWS", 2)
    profile = a_region(3, 9)
    theme = profile.themes.get(number=1)

    response = book_of(profile, file_format, thema=theme.pk)

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    heads, *lines = book.get_sheet_by_name("Deelname").to_python()
    assert [line[1] for line in lines] == [a.title for a in theme.actions.order_by("position")]
    assert heads[4] == official(profile).organisation.name
    for line in lines:
        assert sum(line[7:]) == 3
    about = dict(book.get_sheet_by_name("Over dit bestand").to_python())
    assert about["Stand"] == "zoals nu bekend" and about["Aantal acties"] == 3
    assert about["Gemaakt door"] == f"Ambtenaar, {official(profile).organisation.name}"


def test_a_file_lists_each_answer_with_its_day_pace_and_kinds():
    action = ActionFactory(title="=1+1")
    row = answered(action, action.lead, valid_from=date(2019, 3, 1), pace=Pace.AHEAD)
    contributed(row, 10, kind=ContributionKind.KNOWLEDGE)
    keep_standing(action, at=row.answered_at)

    response = book_of(action.theme.profile, "xlsx", person(Role.OFFICIAL, action.lead))

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    _, line = book.get_sheet_by_name("Antwoorden").to_python()
    assert line[1] == "=1+1"
    assert line[4:] == [
        action.lead.name,
        action.lead.code,
        "Doet mee",
        date(2019, 3, 1),
        "Voorop",
        "kennis",
    ]


@pytest.mark.parametrize("file_format", ["xlsx", "ods", "csv"])
def test_a_reason_is_in_no_file(file_format):
    action = ActionFactory()
    secret = "Geheime reden van de gemeente"
    a_cell(
        action,
        action.lead,
        answer=Answer.NO,
        reason=secret,
        reason_kind="capacity",
        reason_audience=ReasonAudience.PARTIES,
    )

    content = book_of(action.theme.profile, file_format, coordinator(action.lead.region)).content

    if file_format != "csv":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        content = str([book.get_sheet_by_name(n).to_python() for n in book.sheet_names]).encode()
    assert secret.encode() not in content and b"capaciteit" not in content


def test_a_file_is_called_by_region_and_day():
    profile = a_region(1, 1)

    response = book_of(profile, "csv", op="1-4-2019")

    name = f'filename="deelname-{profile.region.slug}-2019-04-01.csv"'
    assert response.headers["Content-Disposition"] == f"attachment; {name}"
    assert response.content.decode().startswith("\ufeffActie;Titel;")


def test_a_file_of_an_unreadable_choice_is_the_page_that_says_so():
    profile = a_region(1, 1)
    url = reverse("actions:matrix_file", args=[profile.pk, "csv"], query={"op": "ooit"})

    response = visitor(official(profile)).get(url)

    assert response.status_code == 422 and b"<h1>Deelname</h1>" in response.content


def test_an_action_without_a_ready_row_is_nobody_asked():
    action = ActionFactory()

    page = flat(page_of(action.theme.profile, person(Role.OFFICIAL, action.lead)))

    assert "niet gevraagd" in page
    assert Action.objects.filter(standing=None).exists()
