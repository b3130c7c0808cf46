"""The whole bundle: numbers, links, tags, the same bytes, and what a change costs."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from decisions.rules.identity import RECIPE
from submissions.bundle.build import SnapshotDiffers, build
from submissions.bundle.contents import from_snapshot, to_snapshot
from submissions.bundle.pages import pages
from tests.factories import bundle as example
from tests.printing.reading import flat, links, opened, tags, texts
from tests.submissions.bundle.conftest import Cache

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import django, hashlib, sys
django.setup()
from submissions.bundle.build import build
from tests.factories.bundle import contents, sealed
parts = {}
value = contents()
bundle = build(
    value, snapshot_sha256=sealed(value), cached=parts.get, keep=parts.__setitem__,
    report=lambda *_: None,
)
print(hashlib.sha256(bundle.pdf).hexdigest())
"""


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_every_page_says_which_page_of_how_many_it_is(bundle):
    pages = texts(bundle.pdf)

    assert len(pages) == bundle.pages > 10
    for number, text in enumerate(pages, start=1):
        assert text.splitlines()[-1] == f"Pagina {number} van {len(pages)}"


def test_part_pages_add_up(bundle):
    assert sum(part.pages for part in bundle.parts) == bundle.pages
    assert [part.kind for part in bundle.parts] == [
        "cover",
        "contents",
        "letter",
        "profile",
        "themes",
        "decisions",
        "dictum",
        "actions",
        "manifest",
    ]


def test_contents_table_names_the_true_page_of_every_heading(bundle):
    toc, *_ = [text for text in texts(bundle.pdf) if text.startswith("Inhoud\n")]
    lines = toc.splitlines()
    entries = list(zip(lines[3:-2:2], lines[4:-2:2], strict=True))

    assert len(entries) > 15
    for title, number in entries[1:]:  # the letter's heading is its subject
        assert title in texts(bundle.pdf)[int(number) - 1].splitlines(), (title, number)


def test_links_in_the_contents_table_lead_to_the_page_they_name(bundle):
    toc = texts(bundle.pdf)[1].splitlines()
    named = [int(number) for number in toc[4:-2:2]]

    assert links(bundle.pdf) == [(2, page) for page in named]


def test_contents_table_of_many_pages_moves_what_follows(built):
    chapter = example.contents().chapters[0]
    many = tuple(replace(chapter, title=f"Hoofdstuk {n}", text="Kort.") for n in range(120))

    bundle = built(example.contents(chapters=many))

    assert bundle.parts[1].pages > 2
    toc = " ".join(texts(bundle.pdf)[1 : 1 + bundle.parts[1].pages]).splitlines()
    page = int(toc[toc.index("Hoofdstuk 119") + 1])
    assert "Hoofdstuk 119" in texts(bundle.pdf)[page - 1].splitlines()
    assert (toc.count("Hoofdstuk 119"), toc.count("Hoofdstuk 0")) == (1, 1)


def test_bookmarks_lead_to_the_same_pages(bundle):
    with opened(bundle.pdf) as pdf, pdf.open_outline() as outline:
        titles = {item.title: [child.title for child in item.children] for item in outline.root}

    assert list(titles)[:3] == ["Inhoud", "Aanbiedingsbrief", "Cultuurprofiel"]
    assert titles["Cultuurprofiel"] == [chapter.title for chapter in example.contents().chapters]


def test_file_is_tagged_in_dutch_and_shows_its_title(bundle):
    with opened(bundle.pdf) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title).startswith("Ruimte voor verbeelding in Twente")
        assert str(pdf.docinfo.Author) == "Twente"
    assert {"/Document", "/Part", "/H1", "/H2", "/P", "/L", "/Table", "/TH", "/Link"} <= set(
        tags(bundle.pdf)
    )


def test_every_page_finds_its_own_tags(bundle):
    with opened(bundle.pdf) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        keys = [int(page.StructParents) for page in pdf.pages]
        assert len(set(keys)) == len(keys)
        for page in pdf.pages:
            for owner in owners[int(page.StructParents)]:
                assert owner is None or owner.Pg.objgen == page.objgen


def test_header_cells_are_unique_over_the_parts(bundle):
    with opened(bundle.pdf) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)

    keys = [bytes(name) for name in names[::2]]
    assert keys == sorted(set(keys)) and len(keys) > 30


def test_snapshot_travels_with_the_file_and_gives_the_same_contents(bundle):
    with opened(bundle.pdf) as pdf:
        snapshot = pdf.attachments["snapshot.json"].get_file().read_bytes()
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Data

    assert sha256(snapshot) == example.sealed(example.contents())
    assert from_snapshot(json.loads(snapshot)) == example.contents()
    assert sha256(snapshot) in flat(bundle.pdf)


def test_moment_in_the_metadata_is_the_freeze(bundle):
    with opened(bundle.pdf) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20181031140500Z"
        assert "2018-10-31T14:05:00Z" in pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_another_process_without_cache_makes_the_same_bytes(bundle, seed):
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "DJANGO_SETTINGS_MODULE": "cultuurregio.settings",
            "TZ": "Pacific/Auckland",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.strip() == sha256(bundle.pdf)


def test_contents_read_back_from_their_snapshot_make_the_same_bytes(built, bundle):
    thawed = from_snapshot(json.loads(json.dumps(to_snapshot(example.contents()))))

    assert built(thawed).pdf == bundle.pdf


def test_a_changed_decision_renders_its_own_part_and_what_is_derived(built, bundle, cache):
    first, *others = example.contents().parties
    changed = replace(first, decisions=(example.a_decision(evidence="Punt 12"),))
    before = set(cache)

    again = built(example.contents(parties=(changed, *others)))

    new = [part.kind for part in again.parts if part.input_sha256 not in before]
    assert new == ["decisions", "manifest"]
    assert again.pdf != bundle.pdf


def test_nothing_is_rendered_when_all_is_known(built, bundle, cache):
    cache.rendered.clear()

    built(example.contents())

    assert cache.rendered == []


def test_progress_counts_to_the_total(built):
    heard = []

    built(example.contents(), report=lambda *news: heard.append(news))

    assert [done for done, _, _ in heard] == list(range(10))
    assert {total for _, total, _ in heard} == {9}
    assert heard[0][2] == "Voorblad wordt opgemaakt"
    assert heard[-1][2] == "De onderdelen worden samengevoegd"


def test_contents_of_another_snapshot_are_refused():
    cache = Cache()

    with pytest.raises(SnapshotDiffers, match="controlegetal"):
        build(
            example.contents(title="Iets anders"),
            snapshot_sha256=example.sealed(example.contents()),
            cached=cache.get,
            keep=cache.keep,
            report=lambda *_: None,
        )


def test_sixty_municipalities_fit(built):
    names = [f"Gemeente {number}" for number in range(60)]

    bundle = built(example.contents(parties=example.parties(names)))

    text = flat(bundle.pdf)
    assert all(name in text for name in names)
    assert bundle.pages < 60


def test_dictum_can_be_recomputed_from_the_printed_text(bundle):
    text = flat(bundle.pdf)

    for item in example.a_dictum().items:
        assert f"{item.number}. ({item.organ}) {item.text}" in text
        assert item.sha256 in text
    assert example.a_dictum().sha256 in text
    assert RECIPE.splitlines()[0] in text


def test_manifest_lists_each_part_with_its_pages_and_hash(bundle):
    first, manifest = 1, " ".join(texts(bundle.pdf)[-1].split("\n"))
    for part in bundle.parts[:-1]:
        last = first + part.pages - 1
        span = str(first) if first == last else f"{first}–{last}"
        if part.kind != "contents":
            assert f"{part.title} {span} {part.input_sha256}" in manifest
        first = last + 1


def test_input_hash_is_that_of_the_part(bundle):
    known = {part.kind: part.input_sha256 for part in bundle.parts}

    for part in pages(example.contents()):
        assert known[part.kind] == part.input_sha256
