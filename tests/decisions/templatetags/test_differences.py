"""Marks become tags, and what people typed stays text, however much of it there is."""

from time import process_time

import pytest

from decisions.templatetags.differences import marked


def test_marks_become_tags_and_all_else_is_escaped():
    html = marked("was [-<b>oud</b>-]{+nieuw & beter+} zo")

    assert "<del>" in html and "<ins>" in html
    assert "&lt;b&gt;oud&lt;/b&gt;" in html
    assert "nieuw &amp; beter" in html
    assert html.startswith("was ") and html.endswith(" zo")


@pytest.mark.parametrize("typed", ["[- nooit gesloten", "-] zonder begin", "{+", "+} [-"])
def test_half_a_mark_is_what_was_typed(typed):
    assert marked(typed) == typed


@pytest.mark.parametrize("mark", ["[-", "{+"])
def test_many_half_marks_cost_no_more_than_other_text(mark):
    began = process_time()
    marked(mark * 100_000)

    assert process_time() - began < 1  # searched again for each of them: half a minute
