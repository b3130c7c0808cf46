"""Nothing but the predicate and its rule tells whether an embargo has ended."""

import ast

import pytest

from tests.architecture.tree import modules, name, tree

MOMENTS = {"not_before", "ends_at_latest"}
MAY = {
    "decisions/querysets.py",  # the predicate
    "decisions/rules/embargo.py",  # the same as a moment
    "decisions/models/embargo.py",  # what the database refuses
}


def comparisons(module: ast.Module) -> list[int]:
    """Return the lines on which a moment of an embargo is compared, in Python or in a query."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            found += [node.lineno for side in sides if _is_moment(side) and not _is_none(sides)]
        if isinstance(node, ast.keyword) and "__" in (node.arg or ""):
            found += [node.value.lineno for part in node.arg.split("__")[:-1] if part in MOMENTS]
    return found


def _is_moment(node: ast.expr) -> bool:
    named = getattr(node, "attr", getattr(node, "id", ""))
    return named in MOMENTS


def _is_none(sides: list[ast.expr]) -> bool:
    return any(isinstance(side, ast.Constant) and side.value is None for side in sides)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_only_one_place_compares_the_moments(path):
    if name(path) not in MAY:
        assert comparisons(tree(path)) == []


@pytest.mark.parametrize(
    "code",
    [
        "embargo.not_before <= now",
        "now > proposal.embargo.ends_at_latest",
        "not_before < at",
        "Proposal.objects.filter(embargo__not_before__lte=now)",
    ],
)
def test_a_comparison_is_seen(code):
    assert comparisons(ast.parse(code)) == [1]


@pytest.mark.parametrize("code", ["if embargo.not_before is None: pass", "x(not_before=at)"])
def test_what_is_no_comparison_passes(code):
    assert comparisons(ast.parse(code)) == []
