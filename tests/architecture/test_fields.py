"""Plain Django fields store "1.000" as 1 and guess the double hour; ours are in `dutch.fields`."""

import ast

import pytest

from tests.architecture.tree import modules, name, parts, tree

BANNED = {
    *("IntegerField", "DecimalField", "FloatField", "CharField"),
    *("DateField", "TimeField", "DateTimeField", "SplitDateTimeField", "DurationField"),
    *("ModelForm", "modelform_factory", "modelformset_factory"),  # they choose plain fields
}
# The admin takes no other form; every field of this one is declared.
EXCEPT = {"cultuurregio/admin/providers.py": ["ModelForm"]}
FORMS = ("django.forms", "django.contrib.postgres.forms")


def plain_fields(module: ast.Module) -> list[str]:
    """Return the banned form fields that a module names, whichever way it imports them."""
    direct, packages = _imports(module)
    used = [node.id for node in ast.walk(module) if isinstance(node, ast.Name)]
    reached = [
        node.attr
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in packages
    ]
    return sorted(
        {direct[word] for word in used if direct.get(word) in BANNED} | BANNED & {*reached}
    )


def _imports(module: ast.Module) -> tuple[dict[str, str], set[str]]:
    """Return what is imported from the form modules, and the names of those modules here."""
    direct, packages = {}, {*FORMS}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(FORMS):
            direct |= {alias.asname or alias.name: alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module == "django":
            packages |= {
                alias.asname or alias.name for alias in node.names if alias.name == "forms"
            }
        if isinstance(node, ast.Import):
            packages |= {alias.asname for alias in node.names if alias.name in FORMS} - {None}
    return direct, packages


@pytest.mark.parametrize("path", [p for p in modules() if parts(p)[0] != "dutch"], ids=name)
def test_only_dutch_fields_are_used(path):
    assert plain_fields(tree(path)) == EXCEPT.get(name(path), []), "use dutch.fields"


@pytest.mark.parametrize(
    "source",
    [
        "from django import forms\nx = forms.IntegerField()",
        "from django import forms as f\nclass A(f.ModelForm): pass",
        "from django.forms import DateField\nx = DateField()",
        "from django.forms.fields import CharField as Text\nx = Text()",
        "import django.forms\nx = django.forms.FloatField()",
        "import django.forms as f\nx = f.DecimalField()",
    ],
)
def test_lint_finds_every_way_to_name_a_plain_field(source):
    assert plain_fields(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "from django.db import models\nx = models.IntegerField()",
        "from django import forms\nx = forms.ChoiceField()",
        "from django.db.models import DateField\nx = DateField()",
    ],
)
def test_lint_leaves_other_fields_alone(source):
    assert plain_fields(ast.parse(source)) == []
