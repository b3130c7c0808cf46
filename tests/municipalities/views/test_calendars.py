"""The page "Vergaderkalender"."""

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.models import CollegeCalendar, Recess, Role
from tests.factories.people import MembershipFactory, MunicipalityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db

PAGE = reverse("municipalities:calendar")
ADD = reverse("municipalities:add_recess")
CALENDAR = {
    "kalender-weekday": "1",
    "kalender-papers_due_days": "10",
    "kalender-conform_days": "",
}
RECESS = {"reces-name": "Herfst", "reces-first_on": "20-10-2030", "reces-last_on": "28-10-2030"}


@pytest.fixture
def official():
    return MembershipFactory(role=Role.OFFICIAL)


def visitor(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def test_who_said_nothing_reads_what_is_reckoned_with(official):
    page = text(visitor(official).get(PAGE))

    assert "Nog niet opgegeven" in page and "stukken 7 dagen vóór de vergadering" in page
    assert "selected>dinsdag" in page


def test_what_is_kept_is_shown_with_who_and_when(official):
    client = visitor(official)

    page = text(client.post(PAGE, CALENDAR, follow=True))

    assert "Nog niet opgegeven" not in page
    assert f"Laatst bijgehouden door {official.user}" in page
    assert "Collegedag maandag, stukken 10 dagen ervoor, geen conformroute." in page
    assert "selected>maandag" in page and 'value="10"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kalender-weekday": "6"}, "Kies een dag uit de lijst."),
        ({"kalender-weekday": ""}, "Kies een dag."),
        ({"kalender-papers_due_days": "zeven"}, ""),
        ({"kalender-papers_due_days": "61"}, "Vul ten hoogste 60 in."),
        ({"kalender-papers_due_days": "-1"}, ""),
        ({"kalender-conform_days": "1.000"}, "Vul ten hoogste 60 in."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(official, wrong, sentence):
    response = visitor(official).post(PAGE, CALENDAR | wrong)

    assert response.status_code == 422
    assert sentence in text(response)
    assert not CollegeCalendar.objects.exists()


def test_a_recess_is_added_and_removed(official):
    client = visitor(official)

    added = text(client.post(ADD, RECESS, follow=True))
    remove = reverse("municipalities:remove_recess", args=[Recess.objects.get().pk])
    removed = text(client.post(remove, follow=True))

    assert "zondag 20 oktober 2030" in added and remove in added
    assert "is verwijderd" in removed and "Er zijn nog geen recessen" in removed


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reces-last_on": "19-10-2030"}, "Kies een dag op of na de eerste dag."),
        ({}, "In deze dagen ligt al een reces."),
        ({"reces-name": ""}, "Vul dit veld in."),
    ],
)
def test_a_recess_that_cannot_be_keeps_what_was_typed(official, changes, sentence):
    client = visitor(official)
    client.post(ADD, RECESS)

    response = client.post(ADD, RECESS | changes)

    assert response.status_code == 422
    assert sentence in text(response) and 'value="20-10-2030"' in text(response)
    assert Recess.objects.count() == 1


def test_another_municipality_cannot_remove_it(official):
    recess = Recess.objects.create(
        municipality=MunicipalityFactory(),
        name="Herfst",
        first_on="2030-10-20",
        last_on="2030-10-28",
    )

    response = visitor(official).post(reverse("municipalities:remove_recess", args=[recess.pk]))

    assert response.status_code == 404
    assert Recess.objects.exists()


def test_who_has_no_college_has_no_calendar():
    member = MembershipFactory(role=Role.ADMINISTRATOR, organisation=ProvinceFactory())

    client = visitor(member)

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, CALENDAR).status_code == 404
    assert PAGE not in text(client.get(reverse("accounts:profile")))


def test_the_coming_meetings_show_what_the_calendar_means(official):
    client = visitor(official)
    meetings = text(client.get(PAGE)).count('scope="row">dinsdag ')

    client.post(PAGE, CALENDAR)

    page = text(client.get(PAGE))
    assert meetings >= 11
    assert 'scope="row">dinsdag ' not in page and page.count('scope="row">maandag ') >= 11
