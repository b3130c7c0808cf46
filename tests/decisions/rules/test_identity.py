import hashlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rules.identity import RECIPE, canonical, dictum_sha256, item_sha256

words = st.text(
    st.characters(categories=["L", "M", "N", "P", "S"], exclude_characters="\u200b\u00ad"),
    min_size=1,
    max_size=8,
)
sentences = st.lists(words, min_size=1, max_size=12)
dutch = st.lists(st.text("abcëéïöüñàç’", min_size=1, max_size=8), min_size=1, max_size=12)


@given(st.text())
def test_canonical_text_is_canonical_already(text):
    once = canonical(text)

    assert canonical(once) == once


@given(
    dutch, st.lists(st.sampled_from([" ", "\n", "\r\n", "\t", "\u00a0", "  \n\n "]), min_size=12)
)
def test_line_breaks_and_blanks_do_not_count(said, gaps):
    text = "".join(word + gap for word, gap in zip(said, gaps, strict=False))

    assert canonical(text) == canonical(" ".join(said))


@given(dutch, st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff"), st.data())
def test_what_nobody_sees_does_not_count(said, hidden, data):
    text = " ".join(said)
    place = data.draw(st.integers(0, len(text)))

    assert canonical(text[:place] + hidden + text[place:]) == canonical(text)


@given(dutch)
def test_the_way_accents_are_stored_does_not_count(said):
    text = " ".join(said)

    assert canonical(unicodedata.normalize("NFD", text)) == canonical(text)


def test_an_accent_behind_an_invisible_character_is_one_letter():
    assert canonical("e\u200b\u0301") == "é"


@given(sentences, words)
def test_another_word_counts(said, extra):
    before, after = " ".join(said), " ".join([*said, extra])

    assert item_hash(text=before) != item_hash(text=after)


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "in te stemmen."},
        {"text": "In te stemmen"},
        {"organ": "mayor"},
        {"number": "1a"},
        {"number": "", "organ": "college1"},
    ],
)
def test_capitals_punctuation_organ_and_number_count(changed):
    assert item_hash(**changed) != item_hash()


def test_order_and_number_of_items_count():
    one, other = item_hash(), item_hash(number="2")

    outcomes = {dictum_sha256(each) for each in ([one, other], [other, one], [one], [])}

    assert len(outcomes) == 4


def test_the_recipe_gives_the_same_outcome_when_a_stranger_follows_it():
    text = "  De wethouder\nte mach\u00adtigen. "
    step_4 = "De wethouder te machtigen."
    step_6 = hashlib.sha256(f"mayor\x1f5\x1f{step_4}".encode()).hexdigest()
    step_7 = hashlib.sha256(f"{step_6}\n{step_6}".encode()).hexdigest()

    assert item_sha256(organ="mayor", number="5", text=text) == step_6
    assert dictum_sha256([step_6, step_6]) == step_7


def test_the_hash_never_changes():
    sha256 = item_sha256(organ="college", number="2a", text="Tijd en Ruimte")

    assert sha256 == "6fb9d402d3d95388baa3756c162c89dc0fdb02cb8236ac8cae9e0e0ec11b29c8"


def test_the_recipe_names_every_character_that_is_removed():
    named = {chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4})", RECIPE)}
    removed = {chr(code) for code in range(0x10000) if canonical(f"a{chr(code)}a") == "aa"}

    assert removed
    assert removed <= named


def test_white_space_is_what_unicode_calls_white_space():
    blank = {code for code in range(0x110000) if canonical(f"a{chr(code)}a") == "a a"}

    assert blank == {
        *range(0x9, 0xE), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B),
        0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
    }  # fmt: skip


def item_hash(organ="college", number="1", text="In te stemmen."):
    return item_sha256(organ=organ, number=number, text=text)
