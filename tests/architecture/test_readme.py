"""What the README promises exists."""

import ast
import re

import pytest
from django.core.management import get_commands
from hypothesis import given
from hypothesis import strategies as some

from decisions.rules import identity
from tests.architecture.tree import PROJECT, ROOMS, tree

README = (PROJECT / "README.md").read_text()
VARIABLES = {
    row["name"]: row["default"].strip("`")
    for row in re.finditer(
        r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>[^|]+) \|", README, re.MULTILINE
    )
}
NO_DEFAULT = "required"

TEXTS = some.text(some.characters(exclude_categories=["Cs"]))


def read_variables() -> dict[str, ast.Call]:
    """Return each environment variable that the settings read, with the call that reads it."""
    calls = [
        node
        for node in ast.walk(tree(PROJECT / "cultuurregio" / "settings.py"))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.")
    ]
    return {call.args[0].value: call for call in calls}


def shown(default: ast.expr) -> str:
    """Return a default the way the table shows it."""
    if not isinstance(default, ast.Constant | ast.List):
        return {"BASE_DIR / 'var'": "var` in the project"}.get(
            ast.unparse(default), ast.unparse(default)
        )
    value = ast.literal_eval(default)
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) or "empty" if isinstance(value, list) else str(value)


def test_table_names_every_variable_that_the_settings_read():
    assert set(VARIABLES) == set(read_variables())


@pytest.mark.parametrize("name", VARIABLES)
def test_table_tells_the_default(name):
    call = read_variables()[name]

    expected = shown(call.args[1]) if len(call.args) > 1 else NO_DEFAULT

    assert VARIABLES[name] == expected


def test_nothing_else_reads_the_environment():
    """Settings come from one file; only what runs before Django or beside it may look itself."""
    readers = {
        room
        for room in ROOMS
        for path in (PROJECT / room).rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", path.read_text())
    }

    assert readers <= {"jobs", "printing"}  # failpoints of tests; the limited child


def test_make_commands_exist():
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)\b", README)) <= targets


def test_management_commands_exist():
    promised = set(re.findall(r"^\| `([a-z_]+)(?: [A-Z]+)?` \|", README, re.MULTILINE))
    ours = {name for name, room in get_commands().items() if room in ROOMS}

    assert promised == ours


@given(some.lists(some.tuples(some.sampled_from(["college", "mayor"]), some.text("12ab"), TEXTS)))
def test_recipe_in_the_readme_gives_the_hash_of_the_portal(items):
    [recipe] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    printed: dict = {}
    exec(compile(recipe, "README.md", "exec"), printed)  # noqa: S102 - our own words

    ours = identity.dictum_sha256(
        identity.item_sha256(organ=organ, number=number, text=text) for organ, number, text in items
    )

    assert printed["dictum_hash"](items) == ours


def test_readme_opens_with_the_two_commands_and_the_picture():
    opening = README[:1000]

    assert opening.index("make run") < opening.index("make test") < opening.index("bord.png")
