"""The example region can be drawn: every municipality has a border, and it says from whom."""

from actions.rules.places import Place, ground
from examples.facts import example_of


def test_every_municipality_of_the_example_is_on_the_map():
    region = example_of("twente").region

    drawn = ground(
        [Place(each.code, each.name, each.border, each.tile) for each in region.municipalities]
    )

    assert len(drawn.shapes) == len(region.municipalities) == 14
    assert not drawn.is_tiled
    assert "CBS/Kadaster" in region.borders_from
