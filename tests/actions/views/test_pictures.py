"""Capacity and money, the map and the timeline as people open them."""

import re
from datetime import date

import pytest

from actions.models import Unit
from actions.selectors.money import Choice
from municipalities.models import Role
from tests.factories.actions import (
    ActionFactory,
    MilestoneFactory,
    PlanFactory,
    answered,
    contributed,
    declared,
    took_step,
)
from tests.factories.decisions import ProfileFactory
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile():
    return ProfileFactory(first_year=2021, last_year=2023)


@pytest.fixture
def almelo(profile):
    return MunicipalityFactory(region=profile.region, name="Almelo", code="GM0141")


@pytest.fixture
def alderman(client, almelo):
    client.force_login(person(Role.ALDERMAN, almelo).user)
    return client


def an_action(profile, almelo):
    return ActionFactory(theme__profile=profile, lead=almelo)


def test_money_says_it_in_a_sentence_in_bars_and_in_a_table(alderman, profile, almelo):
    action = an_action(profile, almelo)
    PlanFactory(action=action, needs=[(almelo, 2021, Unit.EURO, 1000)], frozen=True)
    contributed(answered(action, almelo), "12.50", Unit.EURO)
    declared(almelo, 10, Unit.EURO)

    page = alderman.get(f"/profielen/{profile.pk}/capaciteit/", {"jaar": "2021"}).content.decode()

    space = "\N{NO-BREAK SPACE}"
    assert f"zegden €{space}12,50 toe van de €{space}1.000 die de plannen vragen." in page
    assert "Meer dan zij opgaven: Almelo." in page
    assert f">€{space}12,50 van €{space}10</text>" in page
    assert page.count('<rect class="bars__committed"') == 1 + 1  # Almelo, and the legend
    assert f'<td class="number">€{space}1.000</td>' in page
    assert "1 fte is 1.350 uren per jaar" in page


@pytest.mark.parametrize(
    ("query", "year"),
    [
        pytest.param({}, 2023, id="the last of the period: today lies after it"),
        pytest.param({"jaar": "2022"}, 2022, id="a year"),
        pytest.param({"jaar": "alle"}, None, id="all years"),
        pytest.param({"jaar": "1999"}, 2023, id="not on the list"),
        pytest.param({"jaar": "x", "thema": "y", "actie": "-1"}, 2023, id="nonsense"),
    ],
)
def test_a_choice_that_is_not_on_the_list_is_no_choice(query, year, alderman, profile):
    page = alderman.get(f"/profielen/{profile.pk}/capaciteit/", query).context["page"]

    assert page.choice == Choice(year=year)


def test_a_theme_and_an_action_are_chosen(alderman, profile, almelo):
    action = an_action(profile, almelo)
    query = {"thema": str(action.theme.number), "actie": str(action.pk), "jaar": "2021"}

    page = alderman.get(f"/profielen/{profile.pk}/capaciteit/", query).context["page"]

    assert page.choice == Choice(2021, action.theme.number, action.pk)


@pytest.mark.parametrize("end", ["xlsx", "ods", "csv"])
def test_money_is_handed_out_as_a_file(end, alderman, profile, almelo):
    contributed(answered(an_action(profile, almelo), almelo), "12.50", Unit.EURO)

    answer = alderman.get(f"/profielen/{profile.pk}/capaciteit/tabel.{end}", {"jaar": "2021"})

    assert answer.status_code == 200
    assert f'.{end}"' in answer["Content-Disposition"]
    if end == "csv":
        assert "2021;Budget;euro;0,00;12,50" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("path", ["capaciteit/", "capaciteit/tabel.csv", "kaart/", "tijdlijn/"])
def test_another_region_is_not_there(path, alderman):
    assert alderman.get(f"/profielen/{ProfileFactory().pk}/{path}").status_code == 404


def test_the_map_can_be_reached_and_read_without_seeing_it(alderman, profile, almelo):
    almelo.border = "M0 0L100 0L100 100Z"
    almelo.save()
    profile.region.borders_from = "CBS/Kadaster"
    profile.region.save()
    action = an_action(profile, almelo)

    page = alderman.get(f"/profielen/{profile.pk}/kaart/", {"actie": action.pk}).content.decode()

    (link,) = re.findall(r'<a class="map__link"[^>]*>', page)
    assert 'href="#GM0141"' in link
    assert 'aria-label="Almelo: Niet gevraagd"' in link
    assert '<tr id="GM0141"' in page
    assert '<td data-label="Stand">Niet gevraagd</td>' in page
    assert "Grenzen: CBS/Kadaster." in page


def test_without_borders_and_tiles_the_table_says_it_alone(alderman, profile, almelo):
    an_action(profile, almelo)

    page = alderman.get(f"/profielen/{profile.pk}/kaart/").content.decode()

    assert "<svg viewBox" not in page
    assert '<td data-label="Doet mee aan">0 van 1</td>' in page


def test_a_profile_without_actions_says_what_is_next(alderman, profile):
    page = alderman.get(f"/profielen/{profile.pk}/kaart/").content.decode()

    assert "Er zijn hier nog geen acties." in page


def test_the_timeline_says_in_words_what_it_draws(alderman, profile, almelo):
    action = an_action(profile, almelo)
    took_step(action)
    MilestoneFactory(action=action, title="Eerste voorstelling", due_on=date(2019, 9, 1))

    page = alderman.get(f"/profielen/{profile.pk}/tijdlijn/").content.decode()

    assert '<svg width="100%"' in page
    assert "1 mijlpaal is over tijd." in page
    assert "Eerste voorstelling: 1 september 2019, <strong>over tijd</strong>" in page
    assert "1 april 2019 – nu" in page


def test_a_timeline_without_dates_says_what_is_next(alderman, profile, almelo):
    empty = alderman.get(f"/profielen/{profile.pk}/tijdlijn/").content.decode()
    an_action(profile, almelo)
    bare = alderman.get(f"/profielen/{profile.pk}/tijdlijn/").content.decode()

    assert "Er zijn hier nog geen acties." in empty
    assert "Zet mijlpalen bij een actie" in bare
