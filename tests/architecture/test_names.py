"""One place for everything, small enough to read, and no words that do not belong here."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.tree import APPS, PROJECT, files, modules, name, parts, tree

FILE_NAMES = {
    *("models", "querysets", "constraints", "rules", "access", "services", "selectors", "forms"),
    *("tasks", "views", "urls", "admin", "emails", "apps", "migrations", "management"),
    *("adapters", "backends", "middleware", "receivers"),  # how a room hangs in its framework
    *("templatetags", "bundle", "documents", "store", "__init__"),
}
NOWHERE = {"utils", "util", "common", "core", "helpers", "helper", "signals", "misc", "lib"}

LONGEST_FUNCTION, LONGEST_MODULE, LONGEST_TEMPLATE, USUAL_FUNCTION = 40, 300, 100, 8
LONGER: dict[str, str] = {}  # "path" or "path::function" -> why a reader accepts it

TEXTS = (".py", ".md", ".html", ".toml", ".yml", ".yaml", ".in", ".css", ".js", ".sh", ".json")
FORBIDDEN = {
    "a place outside the project": re.compile(r"(?<![\w.~])/(?:work|root|home)/|\.\./shared"),
    "an address of one machine": re.compile(r"https?://(?!127\.0\.0\.1)\d+\.\d+\.\d+\.\d+"),
    "work left for later": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
    "another database": re.compile("sqlite" + "3", re.IGNORECASE),
    "a queue that is none": re.compile(r"ALWAYS_EAGER\W+" + "True"),
    "a door left open": re.compile(r"\bcsrf_ex" + r"empt\b|\|s" + r"afe\b"),
}

ALLOWED = {
    ("a door left open", "templates/field_notes.html"): "help texts are ours and Django's own HTML",
    (
        "a door left open",
        "tests/cultuurregio/test_errors.py",
    ): "its own views, which fail on purpose",
}

FUNCTIONS = [
    (path, node)
    for path in modules()
    for node in ast.walk(tree(path))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]
TEMPLATES = [path for path in files(".html") if "templates" in path.parts]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return node.end_lineno - node.lineno + 1


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("app", APPS)
def test_app_has_only_the_file_names_that_all_apps_share(app):
    found = {path.stem for path in (PROJECT / app).glob("*.py")} | {
        path.name for path in (PROJECT / app).iterdir() if (path / "__init__.py").exists()
    }

    assert found <= FILE_NAMES


def test_nothing_lives_nowhere():
    lost = [name(path) for path in modules() if NOWHERE & {*parts(path.with_suffix(""))}]

    assert lost == []


def test_functions_can_be_read_at_a_glance():
    long = {
        f"{name(path)}::{node.name}": length(node)
        for path, node in FUNCTIONS
        if length(node) > LONGEST_FUNCTION and f"{name(path)}::{node.name}" not in LONGER
    }

    assert long == {}


def test_the_usual_function_is_small():
    assert median(length(node) for _, node in FUNCTIONS) <= USUAL_FUNCTION


def test_modules_can_be_read_in_one_go():
    long = {
        name(path): lines(path)
        for path in modules()
        if lines(path) > LONGEST_MODULE and name(path) not in LONGER
    }

    assert long == {}


def test_templates_can_be_read_on_one_screen():
    long = {
        name(path): lines(path)
        for path in TEMPLATES
        if lines(path) > LONGEST_TEMPLATE and name(path) not in LONGER
    }

    assert long == {}


def test_every_exception_is_still_needed():
    long = {
        *(
            f"{name(path)}::{node.name}"
            for path, node in FUNCTIONS
            if length(node) > LONGEST_FUNCTION
        ),
        *(name(path) for path in modules() if lines(path) > LONGEST_MODULE),
        *(name(path) for path in TEMPLATES if lines(path) > LONGEST_TEMPLATE),
    }

    assert set(LONGER) <= long


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    found = [
        f"{name(path)}:{number}"
        for path in files(*TEXTS, "Makefile", "Dockerfile")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if FORBIDDEN[what].search(line) and (what, name(path)) not in ALLOWED
    ]

    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a place outside the project", "open /wo" + "rk/x"),
        ("a place outside the project", "see ../sha" + "red/x"),
        ("an address of one machine", "http://" + "10.0.0.1/"),
        ("work left for later", "# TO" + "DO: later"),
        ("another database", '"django.db.backends.sqlite' + '3"'),
        ("a queue that is none", "CELERY_TASK_ALWAYS" + "_EAGER = True"),
        ("a door left open", "{{ x|s" + "afe }}"),
    ],
)
def test_what_is_forbidden_would_be_found(what, line):
    assert FORBIDDEN[what].search(line)
