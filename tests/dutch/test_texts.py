import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dutch.texts import UnreadableText, clean_text


@given(some.text(some.characters(exclude_categories=[])))
def test_any_text_is_cleaned_once_or_refused(text):
    try:
        clean = clean_text(text)
    except UnreadableText:
        return

    assert clean_text(clean) == clean == unicodedata.normalize("NFC", clean)
    assert clean.encode().decode() == clean


@given(some.text(some.sampled_from("\u200b\u200d\u00ad \n\t\xa0\ufeff\ufe0f\u3164"), min_size=1))
def test_what_cannot_be_seen_is_nothing(text):
    assert clean_text(text) == ""


def test_two_ways_to_write_an_accent_become_one():
    assert clean_text("cafe\N{COMBINING ACUTE ACCENT}") == clean_text("café") == "café"


def test_refusal_says_where():
    with pytest.raises(UnreadableText, match=r"niet te zien is \(plaats 3\)"):
        clean_text("ab\x00c")


HIDING = [
    *(0, 8, 0x0B, 0x0C, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x9F, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE),
    *(*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x10FFFF),
]


@pytest.mark.parametrize("code", HIDING, ids=hex)
def test_character_that_hides_is_refused(code):
    with pytest.raises(UnreadableText):
        clean_text(f"a{chr(code)}b")
