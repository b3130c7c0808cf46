"""The papers beside the code: complete, valid, and pointing to what exists."""

import re
from datetime import date

import jsonschema
import pytest
import yaml

from tests.architecture.tree import PROJECT, SETUP, files, name

PAPERS = files(".md")
DECISIONS = sorted((PROJECT / "docs" / "adr").glob("*.md"))
PUBLICCODE = yaml.safe_load((PROJECT / "publiccode.yml").read_text())

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https://"}
LANGUAGE = {"type": "string", "pattern": "^[a-z]{2}$"}

DESCRIPTION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["shortDescription", "longDescription", "features"],
    "properties": {
        "localisedName": TEXT,
        "genericName": {"type": "string", "maxLength": 35},
        "shortDescription": {"type": "string", "minLength": 1, "maxLength": 150},
        "longDescription": {"type": "string", "minLength": 150, "maxLength": 10_000},
        "documentation": ADDRESS,
        "features": {"type": "array", "items": TEXT, "minItems": 1},
        "screenshots": {"type": "array", "items": TEXT},
    },
}
DEPENDENCY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": TEXT,
        "versionMin": TEXT,
        "versionMax": TEXT,
        "optional": {"type": "boolean"},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        *("publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "categories"),
        *("developmentStatus", "softwareType", "description", "legal", "maintenance"),
        "localisation",
    ],
    "properties": {
        "publiccodeYmlVersion": {"const": "0.4"},
        "name": TEXT,
        "url": ADDRESS,
        "softwareVersion": TEXT,
        "releaseDate": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "platforms": {"type": "array", "items": TEXT, "minItems": 1},
        "categories": {"type": "array", "items": {"pattern": "^[a-z-]+$"}, "minItems": 1},
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {"const": "standalone/web"},
        "intendedAudience": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "scope": {"type": "array", "items": {"pattern": "^[a-z-]+$"}},
                "countries": {"type": "array", "items": LANGUAGE},
            },
        },
        "description": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": LANGUAGE,
            "additionalProperties": DESCRIPTION,
        },
        "legal": {
            "type": "object",
            "additionalProperties": False,
            "required": ["license"],
            "properties": {"license": TEXT, "mainCopyrightOwner": TEXT},
        },
        "maintenance": {
            "type": "object",
            "additionalProperties": False,
            "required": ["type", "contacts"],
            "properties": {
                "type": {"enum": ["internal", "community"]},
                "contacts": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["name"],
                        "additionalProperties": False,
                        "properties": {"name": TEXT, "email": {"pattern": "^[^@]+@[^@]+$"}},
                    },
                },
            },
        },
        "localisation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {"type": "array", "items": LANGUAGE, "minItems": 1},
            },
        },
        "dependsOn": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"open": {"type": "array", "items": DEPENDENCY}},
        },
    },
}


def test_publiccode_is_valid():
    jsonschema.validate(PUBLICCODE, SCHEMA)


def test_publiccode_says_what_the_project_says():
    project = SETUP["project"]

    assert PUBLICCODE["softwareVersion"] == project["version"]
    assert PUBLICCODE["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert date.fromisoformat(PUBLICCODE["releaseDate"])


def test_licence_is_complete():
    licence = (PROJECT / "LICENSE").read_text()
    articles = re.findall(r"^## (\d+)\. ", licence, re.MULTILINE)

    assert licence.startswith("# EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == [str(number) for number in range(1, 16)]
    assert "## Appendix" in licence
    assert licence.rstrip().endswith("require the production of a new\nEUPL version.")
    assert len(licence.split()) == 2254


def test_changes_name_the_version():
    versions = re.findall(
        r"^## \[?([\w.]+)\]?", (PROJECT / "CHANGELOG.md").read_text(), re.MULTILINE
    )

    assert versions[:2] == ["Unreleased", SETUP["project"]["version"]]


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_links_lead_somewhere(paper):
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", paper.read_text())

    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_files_that_are_named_exist(paper):
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|md|html|toml|yml))`", paper.read_text())

    assert [path for path in named if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_decision_has_its_four_parts_on_half_a_page(decision):
    text = decision.read_text()

    assert re.match(rf"# {decision.name[:4]}\. \S.*\n\n20\d\d-\d\d-\d\d\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        *("Why", "Decision", "Alternatives", "Consequences")
    ]
    assert len(text.split()) <= 400


def test_decisions_are_numbered_without_gaps():
    assert [path.name[:4] for path in DECISIONS] == [
        f"{number:04}" for number in range(1, len(DECISIONS) + 1)
    ]


def test_every_decision_is_in_the_list():
    listed = (PROJECT / "docs" / "architecture.md").read_text()

    assert [path.name for path in DECISIONS if path.name not in listed] == []
