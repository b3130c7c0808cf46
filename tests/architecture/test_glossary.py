"""One word per term: each model stands in the glossary under the Dutch word that users read."""

import re

import pytest
from django.apps import apps

from tests.architecture.tree import PROJECT, ROOMS

GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text()
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
ROW = re.compile(
    r"^\| `(?P<code>[^`]+)` \| (?P<dutch>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE
)

SAME_IN_DUTCH = {"discipline", "hash", "id", "route"}
NEVER_SHOWN = {"jobs.Job": "no form or page shows its fields by name"}
SHOWN = [model for model in MODELS if model._meta.label not in NEVER_SHOWN]


def rows() -> list[tuple[str, str]]:
    """Return (code word, Dutch word) of every row of the glossary."""
    return [(row["code"], row["dutch"].strip()) for row in ROW.finditer(GLOSSARY)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_has_its_word(model):
    words = dict(rows())

    assert words.get(model._meta.label) == str(model._meta.verbose_name)


def test_glossary_names_no_model_that_is_gone():
    written = {code for code, _ in rows() if "." in code}

    assert written == {model._meta.label for model in MODELS}


def test_every_row_is_read():
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| `")]

    assert len(lines) == len(rows()) > len(MODELS)


def test_no_word_is_explained_twice():
    codes = [code for code, _ in rows()]

    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.label)
def test_fields_have_names_that_a_user_can_read(model):
    """Django makes a name of the code word when none is given; that is English."""
    plain = {
        field.name
        for field in model._meta.fields
        if field.verbose_name == field.name.replace("_", " ")
        and not field.is_relation
        and field.name not in SAME_IN_DUTCH
    }

    assert plain == set()
