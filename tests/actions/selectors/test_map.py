"""Where every municipality stands, on a map and in the table beside it."""

from datetime import date

import pytest

from actions.models import Answer
from actions.rules.joining import Joining
from actions.rules.shades import FEW, MANY, NONE, OF_ACTION
from actions.selectors.map import map_page
from actions.services.standings import keep_standing, rebuild_standings
from municipalities.models import Role
from tests.factories.actions import NOW, ActionFactory, ThemeFactory, answered, contributed
from tests.factories.decisions import ProfileFactory
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db
SQUARE = "M0 0L100 0L100 100L0 100Z"


@pytest.fixture
def profile():
    return ProfileFactory()


@pytest.fixture
def almelo(profile):
    return MunicipalityFactory(region=profile.region, name="Almelo")


@pytest.fixture
def borne(profile):
    return MunicipalityFactory(region=profile.region, name="Borne")


@pytest.fixture
def action(profile, almelo):
    return ActionFactory(theme__profile=profile, lead=almelo)


def answers(action, municipality, answer=Answer.JOINS, **fields):
    said = answered(action, municipality, answer, **fields)
    keep_standing(action, at=NOW)
    return said


def shown(almelo, profile, *, theme=None, action=None):
    viewer = person(Role.ALDERMAN, almelo)
    return map_page(profile, theme=theme, action=action, viewer=viewer, at=NOW)


def test_of_one_action_it_shows_how_everybody_stands(profile, almelo, borne, action):
    contributed(answers(action, almelo), 10, is_within_capacity=False)
    keep_standing(action, at=NOW)

    page = shown(almelo, profile, action=action.pk)

    reserved, nothing = OF_ACTION[Joining.RESERVED], OF_ACTION[Joining.NOT_ASKED]
    assert [(spot.municipality, spot.sign, spot.words) for spot in page.spots] == [
        (almelo, reserved.sign, "Doet mee onder voorbehoud"),
        (borne, nothing.sign, "Niet gevraagd"),
    ]
    assert [spot.is_own for spot in page.spots] == [True, False]
    assert [spot.since for spot in page.spots] == [date(2019, 3, 11), None]
    assert page.legend == [(reserved, 1), (nothing, 1)]
    assert (page.action, page.joining) == (action, 1)


def test_of_more_actions_it_shows_how_many_a_municipality_joins(profile, almelo, borne, action):
    others = [ActionFactory(theme=action.theme, lead=almelo) for _ in range(2)]
    for each in (action, others[0]):
        answers(each, almelo)
    answers(action, borne)
    answers(others[0], borne, Answer.FOLLOWS)

    page = shown(almelo, profile)

    assert [(spot.shade, spot.sign, spot.words) for spot in page.spots] == [
        (MANY, "2", "Doet mee aan 2 van 3 acties"),
        (FEW, "1", "Doet mee aan 1 van 3 acties"),
    ]
    assert [list(spot.actions) for spot in page.spots] == [[action, others[0]], [action]]
    assert (page.action, page.joining, page.count) == (None, 2, 3)


def test_a_theme_shows_its_own_actions(profile, almelo, action):
    other = ActionFactory(theme=ThemeFactory(profile=profile), lead=almelo)
    answers(other, almelo)

    assert shown(almelo, profile, theme=action.theme.number).spots[0].shade is NONE
    assert shown(almelo, profile, theme=other.theme.number).spots[0].sign == "1"


def test_an_answer_that_holds_later_is_no_joining_yet(profile, almelo, action):
    answers(action, almelo, valid_from=date(2020, 1, 1))

    page = shown(almelo, profile, action=action.pk)

    assert (page.spots[0].words, page.joining) == ("Doet later mee", 0)


@pytest.mark.parametrize(
    ("fields", "is_drawn", "is_tiled"),
    [
        pytest.param({"border": SQUARE}, True, False, id="borders"),
        pytest.param({"tile_column": 0, "tile_row": 0}, True, True, id="tiles"),
        pytest.param({}, False, None, id="neither: the table alone"),
    ],
)
def test_what_is_known_of_the_region_is_drawn(fields, is_drawn, is_tiled, profile):
    own = MunicipalityFactory(region=profile.region, **fields)
    ActionFactory(theme__profile=profile, lead=own)

    page = shown(own, profile)

    assert (page.ground is not None) is is_drawn
    assert (page.spots[0].shape is not None) is is_drawn
    assert not is_drawn or page.ground.is_tiled is is_tiled


def test_a_profile_without_actions_shows_nobody_joining(profile, almelo):
    page = shown(almelo, profile)

    assert (page.count, page.joining, page.spots[0].shade) == (0, 0, NONE)


@pytest.mark.parametrize("number", [1, 14, 60])
def test_the_map_costs_the_same_for_any_number(
    number, profile, almelo, action, django_assert_num_queries
):
    for _ in range(number):
        each = ActionFactory(theme=action.theme, lead=almelo)
        answered(each, MunicipalityFactory(region=profile.region))
    rebuild_standings(profile.themes.values_list("actions", flat=True), at=NOW)
    viewer = person(Role.ALDERMAN, almelo)

    with django_assert_num_queries(3):
        page = map_page(profile, theme=None, action=None, viewer=viewer, at=NOW)

    assert page.joining == number
