"""The execution agenda as people read it, and as a coordinator keeps it."""

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Action, MilestoneState
from actions.rules.agenda import seen_action
from municipalities.models import Role
from tests.factories.actions import (
    ActionFactory,
    AmbitionFactory,
    MilestoneFactory,
    PlanFactory,
    ThemeFactory,
    college_said,
    news,
    took_step,
    writer,
)
from tests.factories.decisions import ProfileFactory, coordinator
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def reader(profile, role=Role.CLERK):
    return signed_in(person(role, MunicipalityFactory(region=profile.region)))


def keeper(profile):
    return signed_in(coordinator(profile.region))


def page_of(profile, client=None, **query):
    client = client or reader(profile)
    return text_of(client.get(reverse("actions:actions", args=[profile.pk]), query))


def text_of(response):
    """Return the page with one blank for any, and none inside the brackets of a tag."""
    return " ".join(response.content.decode().split()).replace("> ", ">").replace(" <", "<")


def typed(action, **changes):
    return {
        "number": action.number,
        "title": action.title,
        "text": action.text,
        "ambition": action.ambition_id or "",
        "lead": action.lead_id or "",
        "seen_sha256": seen_action(action),
        **changes,
    }


def test_an_action_stands_under_its_theme_and_ambition_with_stage_progress_and_lead():
    ambition = AmbitionFactory(theme__title="Tijd", title="Meer makers")
    lead = MunicipalityFactory(region=ambition.theme.profile.region, name="Waterstad")
    action = ActionFactory(theme=ambition.theme, ambition=ambition, title="Atelier", lead=lead)
    PlanFactory(action=action, passed=True)
    took_step(action)
    MilestoneFactory(action=action, reached=True)
    MilestoneFactory(action=action)

    page = page_of(ambition.theme.profile)

    places = [
        page.index(words)
        for words in (
            ">Tijd</h2>",
            "Ambitie 1: Meer makers",
            f'<a href="/acties/{action.pk}/">1.1 Atelier</a>',
            "<span>Loopt</span>",
            "1 van 2 mijlpalen gehaald (50 %)",
            "<span>1 te laat</span>",
            ">Waterstad</td>",
        )
    ]
    assert places == sorted(places)


def test_an_action_without_lead_and_milestones_says_so():
    action = ActionFactory(lead=None)

    page = page_of(action.theme.profile)

    assert "nog niet bekend" in page
    assert "Nog geen mijlpalen" in page
    assert "0 %" not in page


def test_actions_stand_in_the_order_of_themes_and_places_those_without_ambition_first():
    profile = ProfileFactory()
    second, first = (ThemeFactory(profile=profile, number=number) for number in (2, 1))
    ambition = AmbitionFactory(theme=first)
    ActionFactory(theme=second, number="2.1")
    ActionFactory(theme=first, number="1.1", position=1, ambition=ambition)
    ActionFactory(theme=first, number="1.3", position=3)
    ActionFactory(theme=first, number="1.2", position=2)

    page = page_of(profile)

    places = [page.index(f"{number} Actie") for number in ("1.2", "1.3", "1.1", "2.1")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, ["1.1", "1.2", "2.1"]),
        ({"thema": "1"}, ["1.1", "1.2"]),
        ({"fase": "idea"}, ["1.2", "2.1"]),
        ({"fase": "running"}, ["1.1"]),
        ({"trekker": "GM9001"}, ["1.1"]),
        ({"trekker": "geen"}, ["2.1"]),
        ({"thema": "2", "fase": "running"}, []),
    ],
)
def test_a_reader_chooses_by_theme_stage_and_lead(query, numbers):
    profile = ProfileFactory()
    first, second = ThemeFactory(profile=profile), ThemeFactory(profile=profile)
    lead = MunicipalityFactory(region=profile.region, code="GM9001")
    running = ActionFactory(theme=first, lead=lead)
    PlanFactory(action=running, passed=True)
    took_step(running)
    ActionFactory(theme=first)
    ActionFactory(theme=second, lead=None)

    page = page_of(profile, **query)

    assert [n for n in ("1.1", "1.2", "2.1") if f"{n} Actie" in page] == numbers
    assert ("Er zijn geen acties die hieraan voldoen." in page) is not numbers or numbers


def test_a_choice_that_does_not_exist_is_refused_in_words():
    action = ActionFactory()

    answer = reader(action.theme.profile).get(
        reverse("actions:actions", args=[action.theme.profile_id]), {"fase": "weg"}
    )

    assert answer.status_code == 422
    assert "1.1 Actie" in text_of(answer)


def test_an_empty_agenda_says_what_to_do():
    profile = ProfileFactory()

    assert "De regiocoördinator voegt ze toe." in page_of(profile)
    assert "Actie toevoegen" not in page_of(profile)
    assert "Actie toevoegen" in page_of(profile, keeper(profile))


def test_the_agenda_of_another_region_is_not_found():
    address = reverse("actions:actions", args=[ActionFactory().theme.profile_id])

    assert reader(ProfileFactory()).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_agenda_costs_the_same_for_any_number(count, django_assert_num_queries):
    theme = ThemeFactory()
    lead = MunicipalityFactory(region=theme.profile.region)
    for _ in range(count):
        action = ActionFactory(theme=theme, lead=lead, ambition=AmbitionFactory(theme=theme))
        college_said(PlanFactory(action=action, passed=True), lead)
        news(MilestoneFactory(action=action), MilestoneState.REACHED)
    client = reader(theme.profile)
    address = reverse("actions:actions", args=[theme.profile_id])

    with django_assert_num_queries(14):
        page = text_of(client.get(address))

    assert page.count("Nader voorstel</span>") == count


def test_a_coordinator_adds_an_action_without_a_number():
    theme = ThemeFactory(number=3)
    client = keeper(theme.profile)
    address = reverse("actions:add_action", args=[theme.profile_id])

    form = text_of(client.get(address))
    answer = client.post(address, {"theme": theme.pk, "title": "Atelier", "text": "Samen."})

    added = Action.objects.get()
    assert "dan krijgt de actie het volgende nummer" in form
    assert (added.number, added.lead, added.ambition) == ("3.1", None, None)
    assert answer.url == added.get_absolute_url()


def test_what_was_typed_stays_when_it_is_refused():
    taken = ActionFactory()
    theme = taken.theme
    elsewhere = AmbitionFactory(theme=ThemeFactory(profile=theme.profile))
    address = reverse("actions:add_action", args=[theme.profile_id])
    fields = {"theme": theme.pk, "title": "Atelier", "text": "Samen.", "number": taken.number}

    numbered = keeper(theme.profile).post(address, fields)
    misplaced = keeper(theme.profile).post(address, fields | {"ambition": elsewhere.pk})
    empty = keeper(theme.profile).post(address, {"title": ""})

    assert [each.status_code for each in (numbered, misplaced, empty)] == [422, 422, 422]
    assert "Dit nummer is al van een andere actie" in text_of(numbered)
    assert 'value="Atelier"' in text_of(numbered)
    assert "Deze ambitie hoort bij een ander thema." in text_of(misplaced)
    assert Action.objects.count() == 1


def test_a_coordinator_changes_an_action_and_the_page_says_who_did():
    action = ActionFactory()
    client = keeper(action.theme.profile)
    address = reverse("actions:change_action", args=[action.pk])

    answer = client.post(address, typed(action, title="Podium", lead=""))

    action.refresh_from_db()
    assert (answer.status_code, action.title, action.lead) == (302, "Podium", None)
    assert "Laatst gewijzigd door" in text_of(client.get(address))


def test_of_two_changes_at_once_the_second_sees_both():
    action = ActionFactory()
    address = reverse("actions:change_action", args=[action.pk])
    mine = typed(action, title="Zolder")
    keeper(action.theme.profile).post(address, typed(action, title="Podium"))

    answer = keeper(action.theme.profile).post(address, mine)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "De actie van nu: 1.1 Podium" in page and 'value="Zolder"' in page
    action.refresh_from_db()
    assert action.title == "Podium" and seen_action(action) in page


def test_after_reading_both_the_second_change_goes_through():
    action = ActionFactory()
    address = reverse("actions:change_action", args=[action.pk])
    keeper(action.theme.profile).post(address, typed(action, title="Podium"))
    action.refresh_from_db()

    answer = keeper(action.theme.profile).post(address, typed(action, title="Zolder"))

    action.refresh_from_db()
    assert (answer.status_code, action.title) == (302, "Zolder")


def test_a_change_to_a_taken_number_is_refused_in_words():
    action = ActionFactory()
    other = ActionFactory(theme=action.theme)
    address = reverse("actions:change_action", args=[action.pk])

    answer = keeper(action.theme.profile).post(address, typed(action, number=other.number))

    assert answer.status_code == 422
    assert "Dit nummer is al van een andere actie" in text_of(answer)


def test_only_who_coordinates_keeps_the_agenda():
    action = ActionFactory()
    client = signed_in(writer(action))

    answers = [
        client.get(reverse("actions:add_action", args=[action.theme.profile_id])),
        client.get(reverse("actions:change_action", args=[action.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
