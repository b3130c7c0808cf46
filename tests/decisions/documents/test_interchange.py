"""A paper for other systems: a documented shape that does not change unnoticed."""

import json

import pytest

from decisions.documents.interchange import FORMAT, FORMAT_VERSION, write_json
from decisions.documents.letters import council_letter
from decisions.documents.papers import Copy
from decisions.documents.proposal import read_proposal
from decisions.rules.identity import item_sha256
from tests.architecture.tree import PROJECT
from tests.decisions.documents.papers import SHA256, proposal_paper, subject
from tests.decisions.documents.texts import WRAPPED


@pytest.fixture(scope="module")
def read():
    return read_proposal(WRAPPED)


def test_the_shape_is_this(read):
    values = json.loads(write_json(proposal_paper(read)))

    assert list(values) == [
        "format",
        "format_version",
        "title",
        "copy",
        "warning",
        "example_note",
        "municipality",
        "region",
        "proposal",
        "dictum",
        "letterhead",
        "sections",
    ]
    assert (values["format"], values["format_version"]) == (FORMAT, FORMAT_VERSION)
    assert values["municipality"] == {
        "name": "Almelo",
        "code": "GM0141",
        "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0141",
    }
    assert values["proposal"] == {
        "title": "Samen cultuur maken",
        "version": 1,
        "frozen_at": "2018-09-17T07:00:00+00:00",
        "closes_at": "2018-11-01T08:00:00+00:00",
        "not_public_before": "2018-10-30T23:00:00+00:00",
    }
    assert values["copy"] == "eigen exemplaar"
    assert values["sections"][0] == {
        "heading": "Toelichting voor de openbare besluitenlijst",
        "level": 1,
        "audience": "public",
        "text": read.sections[0].text,
    }


def test_the_hashes_are_those_of_the_recipe(read):
    dictum = json.loads(write_json(proposal_paper(read)))["dictum"]

    assert dictum["sha256"] == SHA256
    assert [(i["number"], i["organ"], i["text"]) for i in dictum["items"]] == [
        (item.number, item.organ, item.text) for item in read.items
    ]
    assert [i["sha256"] for i in dictum["items"]] == [
        item_sha256(organ=item.organ, number=item.number, text=item.text) for item in read.items
    ]


def test_a_letter_has_its_head_and_no_embargo_is_null(read):
    letter = council_letter(subject(read.items, not_before=None), decided=None)

    values = json.loads(write_json(letter))

    assert values["letterhead"]["addressee"] == "Aan de raad van de gemeente Almelo"
    assert values["letterhead"]["facts"][0] == {"label": "Datum", "value": "in te vullen"}
    assert values["warning"].startswith("Dit is een concept")
    assert values["proposal"]["not_public_before"] is None


def test_the_papers_name_every_key(read):
    page = (PROJECT / "docs" / "papers-json.md").read_text()
    values = json.loads(write_json(proposal_paper(read, copy=Copy.EXTERNAL)))

    for key in (*values, *values["municipality"], *values["proposal"], *values["dictum"]):
        assert f"`{key}`" in page
    for key in (*values["dictum"]["items"][0], *values["sections"][0]):
        assert f"`{key}`" in page
