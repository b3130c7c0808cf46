"""Each rule as a table: which facts stand in the way, and which sentence is said."""

from itertools import product

import pytest

from municipalities.rules import Blocker, blockers_to_invite, blockers_to_wipe

FREE = {"is_invitable": True, "has_role": False, "is_invited": False}
INVITING = [
    ({}, []),
    ({"is_invitable": False}, [Blocker.NOT_INVITABLE]),
    ({"has_role": True}, [Blocker.HAS_ROLE]),
    ({"is_invited": True}, [Blocker.INVITED]),
    ({"has_administrator": True}, [Blocker.HAS_ADMINISTRATOR]),
    ({"has_administrator": True, "has_role": True}, [Blocker.HAS_ROLE]),
    ({"administrator_invited": True}, [Blocker.ADMINISTRATOR_INVITED]),
    ({"administrator_invited": True, "is_invited": True}, [Blocker.INVITED]),
    ({"is_unconfirmed": True}, [Blocker.NOT_CONFIRMED_YET]),
    ({"is_unconfirmed": True, "is_invitable": False}, [Blocker.NOT_INVITABLE]),
    ({"has_role": True, "is_invited": True}, [Blocker.HAS_ROLE, Blocker.INVITED]),
]


@pytest.mark.parametrize(("facts", "blockers"), INVITING)
def test_what_stands_in_the_way_of_an_invitation(facts, blockers):
    assert blockers_to_invite(**FREE | facts) == blockers


@pytest.mark.parametrize(
    ("is_theirs", "is_self", "has_factor"), [*product([True, False], repeat=3)]
)
def test_a_factor_is_wiped_by_somebody_else_who_looks_after_the_person(
    is_theirs, is_self, has_factor
):
    found = blockers_to_wipe(is_theirs=is_theirs, is_self=is_self, has_factor=has_factor)

    assert (found == []) == (is_theirs and not is_self and has_factor)


@pytest.mark.parametrize("blocker", Blocker)
def test_every_sentence_is_one_for_a_person(blocker):
    assert blocker.label[0].isupper() and blocker.label.endswith(".")
