"""Every way to stand has a look of its own, by more than colour."""

import pytest

from actions.rules.joining import JOINED, Joining
from actions.rules.shades import ALL, FEW, MANY, NONE, OF_ACTION, Filling, shade_of_actions

J, R, F, N = Joining.JOINS, Joining.RESERVED, Joining.FOLLOWS, Joining.NOT_ASKED


def test_every_way_to_stand_is_told_apart_by_its_sign():
    signs = [shade.sign for shade in OF_ACTION.values()]

    assert set(OF_ACTION) == set(Joining)
    assert len(set(signs)) == len(signs)


def test_only_who_joins_without_reservation_is_full():
    full = {joining for joining, shade in OF_ACTION.items() if shade.filling is Filling.SOLID}

    assert full == JOINED - {Joining.RESERVED}


@pytest.mark.parametrize(
    ("joinings", "shade", "count"),
    [
        pytest.param([J, J], ALL, 2, id="all"),
        pytest.param([J, R], ALL, 2, id="under reservation joins too"),
        pytest.param([J, N], MANY, 1, id="half"),
        pytest.param([J, N, N], FEW, 1, id="less than half"),
        pytest.param([F, N], NONE, 0, id="who follows does not join"),
        pytest.param([], NONE, 0, id="no actions"),
    ],
)
def test_how_much_a_municipality_joins_has_four_shades(joinings, shade, count):
    assert shade_of_actions(joinings) == (shade, count)
