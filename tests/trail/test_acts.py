"""Every act that the code records can be looked for by its Dutch words."""

import ast

from tests.architecture.tree import PROJECT, ROOMS
from trail.rules import ACTS

WRITERS = {"record", "_record_act"}


def recorded():
    """Return the words of all acts in the code: literals given to what writes the trail."""
    words = {"seeded"}  # written by a migration
    for room in ROOMS:
        for path in (PROJECT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in WRITERS:
                    words |= _word(call)
    return words


def _word(call):
    given = [keyword.value for keyword in call.keywords if keyword.arg == "act"] or call.args[:1]
    return {value.value for value in given if isinstance(value, ast.Constant)}


def test_every_act_has_its_words():
    assert recorded() == set(ACTS)
