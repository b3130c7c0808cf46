"""Answering in a cell of the matrix: short, in place, and nothing is ever lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import Answer, Pace, Participation
from actions.services.standings import keep_standing
from municipalities.models import Role
from tests.factories.actions import ActionFactory, answered, contributed
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
YES = {"answer": "joins", "pace": "own", "reason_kind": ""}


def visitor(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def cell_of(action, municipality=None):
    return reverse("actions:cell", args=[action.pk, (municipality or action.lead).code])


def official(action):
    return visitor(person(Role.OFFICIAL, action.lead))


def post(action, replaces=0, **fields):
    data = {**YES, "replaces": str(replaces), **fields}
    return official(action).post(cell_of(action), data, **HTMX)


def text(response):
    return " ".join(response.content.decode().split())


def last(action):
    return Participation.objects.filter(action=action).last()


def has_joined(action, **fields):
    row = answered(action, action.lead, **fields)
    contributed(row, 10)
    keep_standing(action, at=row.answered_at)
    return row


def test_the_form_shows_what_stands_and_where_there_is_more():
    action = ActionFactory()
    row = has_joined(action, pace=Pace.AHEAD)

    page = text(official(action).get(cell_of(action), **HTMX))

    assert page.startswith(f'<form id="cel-{action.pk}"')
    assert f'name="replaces" value="{row.pk}"' in page
    assert '<option value="ahead" selected>' in page and '<option value="joins" selected>' in page
    assert reverse("actions:participation", args=[action.pk, action.lead.code]) in page


def test_a_first_answer_is_kept_and_comes_back_as_the_cell():
    action = ActionFactory()

    response = post(action)

    assert response.status_code == 200
    assert '<div id="cel-' in text(response) and 'class="joins"' in text(response)
    assert "in eigen tempo" in text(response) and "Het antwoord is opgeslagen." in text(response)
    assert (last(action).answer, last(action).pace) == (Answer.JOINS, Pace.OWN)


def test_another_pace_keeps_the_contributions():
    action = ActionFactory()
    row = has_joined(action)

    post(action, row.pk)

    assert last(action).pace == Pace.OWN
    assert last(action).contributions.get().amount == Decimal(10)


def test_what_would_take_contributions_away_goes_to_the_whole_form():
    action = ActionFactory()
    row = has_joined(action)

    response = post(action, row.pk, answer="no", reason_kind="other", pace="")

    assert response.status_code == 422
    assert "volledige formulier" in text(response) and '<option value="no" selected>' in text(
        response
    )
    assert last(action) == row


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pace": ""}, "Kies in welk tempo de gemeente meedoet."),
        ({"answer": "no", "pace": ""}, "Kies een reden."),
        ({"answer": ""}, "Antwoord: "),
        ({"answer": "ja"}, "Antwoord: "),
    ],
)
def test_what_is_missing_is_said_in_the_cell(fields, sentence):
    action = ActionFactory()

    response = post(action, **fields)

    assert response.status_code == 422 and sentence in text(response)
    assert last(action) is None


def test_a_colleague_who_was_first_is_shown_beside_what_was_typed():
    action = ActionFactory()
    theirs = answered(action, action.lead, answer=Answer.FOLLOWS)

    response = post(action)

    assert response.status_code == 409
    assert "Er staat nu: volgt" in text(response)
    assert '<option value="own" selected>' in text(response)
    assert f'name="replaces" value="{theirs.pk}"' in text(response)
    assert last(action) == theirs


def test_after_the_answer_of_a_colleague_the_next_try_counts():
    action = ActionFactory()
    theirs = answered(action, action.lead, answer=Answer.FOLLOWS)

    assert post(action, theirs.pk).status_code == 200
    assert last(action).answer == Answer.JOINS


def test_who_changes_nothing_adds_no_row():
    action = ActionFactory()
    row = answered(action, action.lead, at=timezone.now() - timedelta(days=1))

    assert post(action, row.pk, pace="along").status_code == 200
    assert last(action) == row


def test_leaving_the_form_shows_the_cell_again():
    action = ActionFactory()
    has_joined(action)

    page = text(official(action).get(f"{cell_of(action)}?toon", **HTMX))

    assert '<div id="cel-' in page and "<form" not in page


def test_without_javascript_the_form_is_a_page():
    action = ActionFactory()
    client = official(action)

    page = text(client.get(cell_of(action)))
    refused = client.post(cell_of(action), {**YES, "pace": "", "replaces": "0"})
    saved = client.post(cell_of(action), {**YES, "replaces": "0"})

    assert "<!DOCTYPE html>" in page and "<h1>" in page
    assert refused.status_code == 422 and "<h1>" in text(refused)
    table = reverse("actions:matrix", args=[action.theme.profile_id])
    assert (saved.status_code, saved.url) == (302, table)


def test_only_the_own_cell_is_there():
    action = ActionFactory()
    neighbour = MunicipalityFactory(region=action.lead.region)
    stranger = person(Role.OFFICIAL, MunicipalityFactory())

    for visit in (official(action).get, official(action).post):
        assert visit(cell_of(action, neighbour), YES, **HTMX).status_code == 404
    assert visitor(stranger).get(cell_of(action), **HTMX).status_code == 404
    assert last(action) is None


@pytest.mark.parametrize("role", [Role.ALDERMAN, Role.SECRETARY, Role.MAYOR])
def test_only_officials_answer(role):
    action = ActionFactory()

    client = visitor(person(role, action.lead))

    assert client.post(cell_of(action), {**YES, "replaces": "0"}).status_code == 403
    assert visitor(coordinator(action.lead.region)).get(cell_of(action)).status_code == 403
