"""What each part says: who signs, what is missing, and that no text becomes markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from submissions.bundle.pages import Line, Row, manifest, pages, table_of_contents
from tests.factories import bundle as example

EVIL = '</p></table><script src="http://evil.example/x">{{ 7|add:7 }}</script><b id=x>"\'&amp;'


def html(kind, **changes):
    return next(part.html for part in pages(example.contents(**changes)) if part.kind == kind)


def words(markup):
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def letter(*parties, **changes):
    return words(html("letter", parties=parties, **changes))


def section(text, start, end):
    return text.split(start)[1].split(end)[0]


def test_letter_is_signed_only_by_those_who_may():
    text = words(html("letter"))

    signing = section(text, "Ondertekening", "Neemt deel, tekent niet")
    assert "Almelo" in signing and "Tubbergen" in signing
    assert "Twenterand" not in signing and "Wierden" not in signing


def test_letter_names_who_joins_without_signing():
    text = section(words(html("letter")), "Neemt deel, tekent niet", "Neemt niet deel")

    assert "Twenterand : Het college stemde in; de burgemeester heeft nog niet" in text
    assert "Almelo" not in text and "Wierden" not in text


def test_letter_names_who_does_not_join_and_why():
    text = words(html("letter")).split("Neemt niet deel")[1]

    assert "Wierden : Het college heeft het voorstel aangehouden" in text
    assert "Twenterand" not in text


def test_who_may_sign_but_does_not_offer_never_signs():
    odd = example.a_party(1, "Elders", offers=False, may_sign=True)

    text = letter(example.a_party(0, "Hier"), odd)

    assert "Elders" not in section(text, "Ondertekening", "Neemt niet deel")
    assert "1 van de 2 gemeenten" in text


def test_letter_of_all_says_alle():
    text = letter(example.a_party(0, "Hier"), example.a_party(1, "Daar"))

    assert "alle 2 gemeenten" in text
    assert "Neemt niet deel" not in text and "tekent niet" not in text


def test_letter_without_signatories_says_so():
    text = letter(example.not_signing(0, "Hier"))

    assert "nog geen gemeente bevoegd om deze brief te ondertekenen" in text
    assert "Namens de colleges" not in text


def test_unsigned_is_not_shown_as_signed():
    text = letter(example.a_party(0, "Hier", signed_at=None))

    assert "nog niet ondertekend" in text and "ondertekend op" not in text


@pytest.mark.parametrize(
    ("addressee", "salutation"),
    [
        ("Minister van Onderwijs, Cultuur en Wetenschap", "Excellentie,"),
        ("Staatssecretaris en minister", "Excellentie,"),
        ("Gedeputeerde staten van Overijssel", "Geachte heer of mevrouw,"),
    ],
)
def test_salutation_fits_the_addressee(addressee, salutation):
    assert salutation in words(html("letter", addressee=addressee))


@pytest.mark.parametrize(
    ("closes_at", "sentence"),
    [
        (datetime(2018, 10, 31, 23, 0, tzinfo=UTC), "vóór 1 november 2018."),
        (datetime(2018, 10, 31, 11, 30, tzinfo=UTC), "vóór 31 oktober 2018, 12.30 uur."),
    ],
)
def test_closing_moment_is_dutch_time(closes_at, sentence):
    assert sentence in words(html("letter", closes_at=closes_at))


@pytest.mark.parametrize("kind", ["cover", "letter"])
def test_example_data_say_so(kind):
    assert "Dit zijn voorbeeldgegevens" in html(kind)
    assert "oorbeeldgegevens" not in html(kind, example_note="")


def test_example_data_say_so_at_the_foot_of_every_part():
    for part in pages(example.contents()):
        assert "· voorbeeldgegevens" in part.html


def test_table_of_decisions_shows_who_says_so():
    row = words(html("decisions")).split("Almelo")[2]

    for fact in (
        "college instemmen 9-10-2018 versie 1",
        "Besluitenlijst van 9 oktober 2018, punt 7",
        "bestuurssecretaris 9-10-2018, 17.00",
        "ambtenaar cultuur 10-10-2018, 17.12",
    ):
        assert fact in row


@pytest.mark.parametrize(
    ("sha256", "shown"),
    [
        (example.a_dictum().sha256, "versie 1"),
        ("0" * 64, "andere versie"),
        ("", "onbekend"),
    ],
)
def test_text_decided_on_is_never_taken_for_the_same(sha256, shown):
    decision = example.a_decision(version_sha256=sha256)

    row = words(html("decisions", parties=(example.a_party(0, "Hier", decisions=(decision,)),)))

    assert f"16-10-2018 {shown} Besluitenlijst" in row


def test_region_without_decisions_says_so():
    party = example.a_party(0, "Hier", decisions=())

    assert "nog geen besluit vastgelegd en bevestigd" in words(html("decisions", parties=(party,)))


@pytest.mark.parametrize(
    ("kind", "field", "sentence"),
    [
        ("actions", "actions", "waren er nog geen acties"),
        ("actions", "pilots", "waren er nog geen proeftuinen"),
        ("profile", "chapters", "nog geen hoofdstukken"),
        ("themes", "themes", "nog geen thema’s"),
        ("themes", "milestones", "nog geen mijlpalen"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(kind, field, sentence):
    full = {"pilots": (example.a_pilot(),)}

    assert sentence in words(html(kind, **{field: ()}))
    assert sentence not in words(html(kind, **full))


def test_dictum_items_can_be_read_back():
    assert "5. (burgemeester) De wethouder cultuur te machtigen" in html("dictum")


def test_input_hash_follows_the_contents_of_its_own_part_only():
    before = {part.kind: part.input_sha256 for part in pages(example.contents())}
    after = {part.kind: part.input_sha256 for part in pages(example.contents(milestones=()))}

    assert {kind for kind in before if before[kind] != after[kind]} == {"themes"}


def test_contents_table_and_manifest_show_what_they_are_given():
    value = example.contents()

    toc = table_of_contents(value, [Line(2, "Visie", 17, "bundle:3.1")]).html
    proof = manifest(value, [Row("Profiel", 3, 5, "ab" * 32)], snapshot_sha256="cd" * 32).html

    assert '<a href="bundle:3.1">Visie</a>' in toc and "17" in words(toc)
    assert f"Profiel 3–5 {'ab' * 32}" in words(proof) and "cd" * 32 in proof


class Shape(HTMLParser):
    """Collects the elements and attributes of a page, without its text."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        self.found.append(tag)


def shape(markup):
    parser = Shape()
    parser.feed(markup)
    return parser.found


def spoiled(value, text):
    """Return the same contents with the text in every field that holds one."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(spoiled(item, text) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        names = value.__dataclass_fields__
        return replace(value, **{n: spoiled(getattr(value, n), text) for n in names})
    return value


def test_no_text_field_becomes_markup():
    value = example.contents(pilots=(example.a_pilot(),))

    for plain, evil in zip(
        pages(spoiled(value, "woord")), pages(spoiled(value, EVIL)), strict=True
    ):
        assert shape(evil.html) == shape(plain.html), evil.kind
        assert "http://evil.example" in evil.html
