"""Components take what they declare and nothing else; templates keep to the rules of the CSP."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django_cotton.compiler_regex import CottonCompiler, Tag

TEMPLATES = Path(settings.BASE_DIR, "templates")
COMPONENTS = {path.stem: path for path in (TEMPLATES / "cotton").glob("*.html")}
PRINTED = {"bundle", "print.html"}  # on paper, without the portal round it
PAGES = sorted(p for p in TEMPLATES.rglob("*.html") if PRINTED.isdisjoint(p.parts))
DATA = r'[^>]*\stype="application/json"'  # read by a script, run by nobody
INLINE = re.compile(
    rf"<style|\sstyle=|<script(?![^>]*\ssrc=|{DATA})|\son[a-z]+=|javascript:", re.IGNORECASE
)
EVALUATED = re.compile(r"<c-[^>]*\s:[\w-]+=[\"']\{[{%]")
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE)


def named(attributes):
    return {key.lstrip(":") for key, *_ in Tag.attr_pattern.findall(attributes)}


def declared(component):
    text = COMPONENTS[component].read_text(encoding="utf-8")
    found = re.search(r"<c-vars\s([^>]*)/>", text)
    return named(found[1]) if found else set()


def undeclared(template):
    """Return what this template gives to a component that the component does not know."""
    text, _ = CottonCompiler().exclude_ignorables(template)
    tags = [Tag(found) for found in Tag.tag_pattern.finditer(text)]
    uses = [(tag.tag_name[2:], named(tag.attrs)) for tag in tags if not tag.is_closing]
    return [
        f"<c-{name}>: {sorted(given - declared(name))}"
        for name, given in uses
        if name not in {"vars", "slot"} and given - declared(name)
    ]


def in_tree(path):
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=in_tree)
def test_components_are_given_only_what_they_declare(path):
    assert undeclared(path.read_text(encoding="utf-8")) == []


def test_misspelt_attribute_is_found():
    template = '<c-notice kind="error" headnig="Let op">{% if a > b %}x{% endif %}</c-notice>'

    assert undeclared(template) == ["<c-notice>: ['headnig']"]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=in_tree)
def test_no_text_is_evaluated_as_python(path):
    """`:x="{{ y }}"` would read the text of y as a Python value; write `:x="y"`."""
    assert EVALUATED.findall(path.read_text(encoding="utf-8")) == []


def test_attribute_after_a_variable_is_found():
    template = """<c-step heading="{{ a|default:'>' }}" :done="3" />"""

    assert undeclared(template) == ["<c-step>: ['done']"]


def test_there_are_at_most_twelve_components_and_the_demo_shows_each():
    parts = sorted((TEMPLATES / "examples").glob("components*.html"))
    page = "".join(part.read_text(encoding="utf-8") for part in parts)
    inside_others = {"field"}

    shown = set(re.findall(r"<c-(\w+)", page))

    assert len(COMPONENTS) <= 12
    assert set(COMPONENTS) - shown == inside_others


@pytest.mark.parametrize("path", PAGES, ids=in_tree)
def test_no_inline_style_or_script_and_nothing_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")

    assert INLINE.findall(text) == []
    assert ELSEWHERE.findall(text) == []
