"""Mark-up of sections: a small allow-list, items by reference, and nothing that can harm."""

import re
import time

import pytest

from decisions.documents.markup import LONGEST, html_of, items_by_number, paragraphs_of, too_deep
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import read_document
from decisions.models import DictumItem
from tests.decisions.documents.texts import REAL

ITEMS = items_by_number(
    [DictumItem(number="3b", organ="college", text="Deelname <per> actie & zo.")]
)
QUOTE = '<q class="dictum-quote"><b>beslispunt 3b</b>: Deelname &lt;per&gt; actie &amp; zo.</q>'


def html(text):
    return " ".join(html_of(text, ITEMS).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Een\n\ntwee", "<p>Een</p> <p>twee</p>"),
        ("Een\ntwee", "<p>Een<br> twee</p>"),
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>"),
        ("- een\n- twee", "<ul> <li>een</li> <li>twee</li> </ul>"),
        ("5. vijf\n7. zeven", '<ol> <li value="5">vijf</li> <li value="7">zeven</li> </ol>'),
        ("bestand_met_streepjes en _dit_", "<p>bestand_met_streepjes en _dit_</p>"),
        ("3 * 4 * 5", "<p>3 * 4 * 5</p>"),
        ("# kop", "<p># kop</p>"),
        ("    ingesprongen", "<p>ingesprongen</p>"),
        ("> citaat", "<p>&gt; citaat</p>"),
        ("`code`", "<p>`code`</p>"),
        ("a\n---", "<p>a<br> ---</p>"),
        ("&lt; &amp;", "<p>&amp;lt; &amp;amp;</p>"),
        ("[a](http://voorbeeld.example)", "<p>[a](http://voorbeeld.example)</p>"),
        ("![a](x.png)", "<p>![a](x.png)</p>"),
        ("Zie {beslispunt 3b}.", f"<p>Zie {QUOTE}.</p>"),
        ("**{beslispunt 3b}**", f"<p><strong>{QUOTE}</strong></p>"),
        (
            "{beslispunt 9}",
            '<p><mark class="lost-reference">{beslispunt 9}</mark></p>',
        ),
        (
            "{vervallen beslispunt 3b}",
            '<p><mark class="lost-reference">{vervallen beslispunt 3b}</mark></p>',
        ),
    ],
)
def test_what_is_shown(text, shown):
    assert html(text) == shown


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<javascript:alert(1)>",
    '<a href="data:text/html,x">x</a>',
    "<!-- x --><?php ?><![CDATA[x]]>",
    "[" * 5000,
    "*" * 5000,
    "- " * 5000,
    "1. " * 5000,
    "{beslispunt " * 2000,
    "{beslispunt <script>}",
    "\x00\x1b\u202e",
    "a" * 1_000_000,
    "**a " * 7000,
    "* *a" * 7000,
    "-\n" * 9000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_harms_and_nothing_takes_long(text):
    start = time.process_time()

    shown = html_of(text, ITEMS)

    assert time.process_time() - start < 2
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!?]+)", shown))
    assert tags <= {"p", "br", "strong", "em", "ul", "ol", "li", "q", "b", "mark"}
    attributes = set(re.findall(r"<\w+ (\w+)=", shown))
    assert attributes <= {"class", "value"}


@pytest.mark.parametrize(
    ("text", "is_deep"),
    [
        ("- a\n  - b\n    - c", False),
        ("- a\n  - b\n    - c\n      - d", True),
        ("1. a\n   1. b\n      1. c\n         1. d", True),
        ("a" * (LONGEST + 1), False),
    ],
)
def test_depth_is_bounded(text, is_deep):
    assert too_deep(text) == is_deep


def test_what_is_too_deep_is_shown_as_it_was_typed():
    assert html("- a\n  - b\n    - c\n      - d") == "<p>- a<br> - b<br> - c<br> - d</p>"


def test_plain_paragraphs_for_paper():
    text = "**Zie** {beslispunt 3b}\nen meer.\n\n- een\n- twee\n\n4. vier"

    assert paragraphs_of(text, ITEMS) == [
        "Zie beslispunt 3b: Deelname <per> actie & zo.\nen meer.",
        "– een",
        "– twee",
        "4. vier",
    ]


@pytest.mark.skipif(not REAL.exists(), reason="the real document lies outside the repository")
def test_a_real_document_reads_as_before():
    read = read_proposal(read_document(REAL.name, REAL.read_bytes()))
    for section in read.sections:
        before = section.text.split()
        after = " ".join(paragraphs_of(section.text, {})).split()

        assert [_bare(w) for w in after if _bare(w)] == [_bare(w) for w in before if _bare(w)]


def _bare(word):
    """Leave out the mark of a list: a browser draws it."""
    return "" if word in {"-", "–", "*"} else word
