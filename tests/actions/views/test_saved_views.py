"""Saved views: of the one who made them, and never an address that somebody typed."""

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import SavedView
from actions.services import views as services
from municipalities.models import Role
from tests.factories.actions import ActionFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return ActionFactory()


@pytest.fixture
def client(action):
    client = Client()
    client.force_login(person(Role.OFFICIAL, action.lead).user)
    return client


def save(client, action, name="Mijn thema", **fields):
    data = {
        "name": name,
        "page": "matrix",
        "profile": str(action.theme.profile_id),
        "query": f"profiel={action.theme.profile_id}&thema={action.theme_id}",
        **fields,
    }
    return client.post(reverse("actions:save_view"), data)


def matrix_of(action):
    return reverse("actions:matrix", args=[action.theme.profile_id])


def view():
    return SavedView.objects.get()


def text(response):
    return " ".join(response.content.decode().split())


def test_a_view_is_kept_with_its_choices_and_opens_there(client, action):
    response = save(client, action)

    assert (response.status_code, response.url) == (
        302,
        f"{matrix_of(action)}?thema={action.theme_id}",
    )
    page = text(client.get(matrix_of(action)))
    assert f'<a href="{response.url}">Mijn thema</a>' in page


def test_only_known_choices_and_own_addresses_are_kept(client, action):
    response = save(client, action, query="next=//elders.example&thema=1&profiel=999&blad=3")

    assert response.url == f"{matrix_of(action)}?thema=1"
    assert view().query == f"profiel={action.theme.profile_id}&thema=1"


@pytest.mark.parametrize(
    "fields",
    [
        {"page": "beheer"},
        {"name": ""},
        {"name": "x" * 81},
        {"profile": "x"},
        {"query": "x" * 1001},
    ],
)
def test_what_cannot_be_kept_is_said(client, action, fields):
    response = save(client, action, **fields)

    assert response.status_code == 422 and "De weergave is niet bewaard" in text(response)
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_and_what_was_typed_stays(client, action):
    save(client, action)

    response = save(client, action, query="thema=1")

    assert response.status_code == 422
    assert "al een weergave met deze naam" in text(response)
    assert 'value="thema=1"' in text(response) and 'value="Mijn thema"' in text(response)


def test_there_is_an_end_to_the_number_of_views(client, action, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    save(client, action)

    assert save(client, action, name="Nog een").status_code == 422


def test_a_view_of_another_region_is_not_kept(client):
    theirs = ActionFactory()

    assert save(client, theirs).status_code == 404


def test_a_view_gets_another_name(client, action):
    save(client, action)
    prefix = f"weergave-{view().pk}"

    url = reverse("actions:rename_view", args=[view().pk])
    assert client.post(url, {f"{prefix}-name": "Voor dinsdag"}).status_code == 302

    assert view().name == "Voor dinsdag"
    assert "Voor dinsdag" in text(client.get(reverse("actions:views")))


def test_a_name_that_is_taken_or_missing_is_refused_in_place(client, action):
    save(client, action)
    first = view()
    save(client, action, name="Andere")
    url = reverse("actions:rename_view", args=[first.pk])

    taken = client.post(url, {f"weergave-{first.pk}-name": "Andere"})
    empty = client.post(url, {f"weergave-{first.pk}-name": ""})

    assert taken.status_code == empty.status_code == 422
    assert "al een weergave met deze naam" in text(taken) and "Vul dit veld in." in text(empty)
    first.refresh_from_db()
    assert first.name == "Mijn thema"


def test_a_view_is_removed(client, action):
    save(client, action)

    client.post(reverse("actions:remove_view", args=[view().pk]))

    assert not SavedView.objects.exists()
    assert "U hebt nog geen weergaven bewaard." in text(client.get(reverse("actions:views")))


def test_somebody_elses_views_are_nowhere(client, action):
    save(client, action)
    colleague = Client()
    colleague.force_login(person(Role.SECRETARY, action.lead).user)

    for name in ("rename_view", "remove_view"):
        assert colleague.post(reverse(f"actions:{name}", args=[view().pk])).status_code == 404
    assert "Mijn thema" not in text(colleague.get(reverse("actions:views")))
    assert "Mijn thema" not in text(colleague.get(matrix_of(action)))


def test_a_view_of_a_page_that_is_gone_is_left_out(client, action):
    save(client, action)
    SavedView.objects.update(page="verdwenen")

    assert client.get(reverse("actions:views")).status_code == 200


def test_a_view_is_shown_on_the_table_of_its_own_profile_alone(client, action):
    save(client, action)
    client.get(matrix_of(action))  # says once that it was saved
    other = ActionFactory(theme__profile__region=action.lead.region, lead=action.lead)

    assert "Mijn thema" not in text(client.get(matrix_of(other)))
