"""Municipalities as shapes: borders where all are known, else tiles, else nothing."""

import pytest

from actions.rules.places import WIDTH, Place, corners, ground, middle

SQUARE = "M0 0L100 0L100 100L0 100Z"
BESIDE = "M100 0L200 0L200 100L100 100Z"


def place(code="GM0001", *, name="Almelo", border="", tile=None):
    return Place(code, name, border, tile)


def test_borders_are_brought_into_a_picture_of_one_width():
    drawn = ground([place(border=SQUARE), place("GM0002", border=BESIDE)])

    assert (drawn.is_tiled, drawn.height) == (False, 545)  # 120 of 220 high, on a width of 1.000
    assert drawn.transform == "scale(4.54545) translate(10 10)"
    almelo, borne = drawn.shapes["GM0001"], drawn.shapes["GM0002"]
    assert (almelo.path, almelo.x, almelo.y) == (SQUARE, 273, 273)
    assert (borne.x, borne.y) == (WIDTH - 273, 273)


def test_where_a_border_is_missing_all_become_tiles():
    drawn = ground([place(border=SQUARE, tile=(0, 0)), place("GM0002", tile=(1, 2))])

    assert drawn.is_tiled
    assert [corners(shape.path)[0] for shape in drawn.shapes.values()] == [(0, 0), (188, 276)]
    assert all(
        0 < shape.x < WIDTH and 0 < shape.y < drawn.height for shape in drawn.shapes.values()
    )


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([], id="nobody"),
        pytest.param([place()], id="nothing is known"),
        pytest.param([place(border=SQUARE), place("GM0002")], id="one lies nowhere"),
        pytest.param([place(tile=(0, 0)), place("GM0002")], id="one has no tile"),
    ],
)
def test_a_map_on_which_somebody_is_missing_is_no_map(places):
    assert ground(places) is None


@pytest.mark.parametrize(
    ("path", "centre"),
    [
        pytest.param(SQUARE, (50, 50), id="a square"),
        pytest.param("M0 0L0 100L100 100L100 0Z", (50, 50), id="the other way round"),
        pytest.param("M0 0L30 0L0 30Z", (10, 10), id="a triangle"),
        pytest.param(f"M500 500L501 500L501 501Z{SQUARE}", (50, 50), id="an island apart"),
        pytest.param("M-20 -20L20 -20L20 20L-20 20Z", (0, 0), id="around the corner"),
        pytest.param("M5 5L5 5L5 5Z", (5, 5), id="a point"),
    ],
)
def test_a_name_stands_in_the_middle_of_the_largest_piece(path, centre):
    assert middle(path) == pytest.approx(centre)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Almelo", ["Almelo"]),
        ("Hof van Twente", ["Hof van Twente"]),
        ("Alphen-Chaam en omstreken", ["Alphen-Chaam", "en omstreken"]),
    ],
)
def test_a_long_name_is_broken(name, lines):
    assert ground([place(name=name, border=SQUARE)]).shapes["GM0001"].lines == lines
