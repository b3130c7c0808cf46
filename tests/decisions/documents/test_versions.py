"""What happened between two texts: the fewest words that tell it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.documents.reading import UnreadableDocument
from decisions.documents.resemblance import Effort
from decisions.documents.versions import MOST_EFFORT, Comparing, marked_lines
from decisions.models import DictumItem


def items(text):
    """Read "1A:tekst 2B:tekst": number, key and text of each item; a dot is no key."""
    return [
        DictumItem(
            number=word[0],
            key=None if word[1] == "." else UUID(int=ord(word[1])),
            organ="college",
            text=word[3:],
        )
        for word in text.split()
    ]


def changes(before, after, effort=10_000):
    comparing = Comparing(
        lambda item: item.number,
        lambda *_: [],
        lambda old, new: ["was " + old.number] if old.number != new.number else [],
        Effort(effort),
    )
    return comparing.changes(items(before), items(after))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("1A:a 2B:b", "1A:a 2B:b", "1 ongewijzigd, 2 ongewijzigd"),
        ("1A:a 2B:b", "1A:a 2B:c", "1 ongewijzigd, 2 gewijzigd"),
        ("1A:a 2B:b", "1A:a", "1 ongewijzigd, 2 vervallen"),
        ("1A:a", "1B:b 2A:a", "1 toegevoegd, 2 vernummerd"),
        ("1A:a 2B:b 3C:c", "1C:c 2A:a 3B:b", "1 verplaatst, 2 vernummerd, 3 vernummerd"),
        ("1.:a 2.:b", "1A:a 2B:x", "1 ongewijzigd, 2 gewijzigd"),
        ("1A:a 2B:b", "1B:b 2A:a", "1 vernummerd, 2 verplaatst"),
        ("", "1A:a", "1 toegevoegd"),
    ],
)
def test_what_happened(before, after, said):
    assert sorted(f"{c.name} {c.what}" for c in changes(before, after)) == sorted(said.split(", "))


@given(st.permutations(range(9)))
def test_whatever_the_order_nothing_is_lost(order):
    before = " ".join(f"{n + 1}{'ABCDEFGHI'[n]}:t" for n in range(9))
    after = " ".join(f"{at + 1}{'ABCDEFGHI'[n]}:t" for at, n in enumerate(order))

    found = changes(before, after)

    assert len(found) == 9
    assert {c.what for c in found} <= {"ongewijzigd", "verplaatst", "vernummerd"}
    if list(order) != sorted(order):
        assert any(c.what == "verplaatst" for c in found)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("een twee", "een drie", ["een [-twee-]{+drie+}"]),
        ("a\n\nb", "a\n\nb c", ["a", "b {+c+}"]),
        ("a\nb", "a", ["a", "[-b-]"]),
        ("a", "a\nb", ["a", "{+b+}"]),
    ],
)
def test_lines_stay_lines(before, after, lines):
    assert marked_lines(before, after, effort=Effort()) == lines


def test_without_effort_both_texts_are_given_whole():
    (change,) = changes("1A:a", "1A:b", effort=1)

    assert (change.what, change.before, change.after, change.lines) == ("gewijzigd", "a", "b", ())
    with pytest.raises(UnreadableDocument):
        marked_lines("a b", "a c", effort=Effort(1))


def test_lines_that_repeat_cost_no_more_than_the_effort_that_is_left():
    before = "\n".join(["a"] * 1200)
    after = "\n".join(line for n in range(600) for line in ("a", f"b{n}"))

    with pytest.raises(UnreadableDocument):  # without a measure: twenty seconds
        marked_lines(before, after, effort=Effort(MOST_EFFORT))
