import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.documents.resemblance import difference, likeness, words

SAID = st.lists(st.sampled_from(["wij", "gaan", "samen", "naar", "de", "regio"]), max_size=12)


def test_difference_marks_whole_words():
    before = "leidraad voor de regionale samenwerking tussen gemeenten"
    after = "leidraad voor samenwerking binnen de 14 gemeenten"

    marked = difference(before, after)

    assert marked == (
        "leidraad voor {+samenwerking binnen+} de [-regionale samenwerking tussen-]{+14+} gemeenten"
    )


@given(SAID, SAID)
def test_both_texts_can_be_read_back_from_the_difference(before, after):
    marked = difference(" ".join(before), " ".join(after))

    assert without(marked, "{+", "+}").replace("[-", "").replace("-]", "").split() == before
    assert without(marked, "[-", "-]").replace("{+", "").replace("+}", "").split() == after


@pytest.mark.parametrize(
    ("one", "other"),
    [("Voor de regio.", "voor de regio"), ("thema’s", "thema's"), ("co\u00adcreatie", "cocreatie")],
)
def test_capitals_punctuation_and_quotes_are_no_words(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(("least", "expected"), [(0.0, 0.5), (0.5, 0.5), (0.9, 0.0)])
def test_likeness_that_cannot_reach_the_least_is_none(least, expected):
    assert likeness(["a", "b"], ["a", "c"], least=least) == expected


def without(text, start, end):
    """Return the text without what stands between these marks."""
    while start in text:
        before, _, rest = text.partition(start)
        text = before + " " + rest.partition(end)[2]
    return text
