"""Hostile and odd texts in every field at once: printed as they are, or as codes, and inert."""

from dataclasses import fields, is_dataclass, replace
from itertools import cycle, islice

import pytest

from submissions.bundle.contents import Chapter
from tests.factories import bundle as example
from tests.printing.reading import flat, opened

pytestmark = pytest.mark.corpus

MARKUP = (
    "<script>alert(1)</script>",
    '<img src="http://127.0.0.1:9/x"><img src=file:///etc/passwd>',
    '<link rel=attachment href="file:///etc/passwd"><a rel=attachment href=file:///etc/hostname>x</a>',
    '<link rel=stylesheet href="http://127.0.0.1:9/x"><base href="file:///">',
    "<style>@page{size:1px} body{display:none} @import url(http://127.0.0.1:9/x)</style>",
    '<p style="position:fixed;top:0;left:0;width:100%;height:100%;background:#fff">',
    "<table><td colspan=1000000>",
    "</p></section></body></html><h1>Vastgesteld door de minister</h1>",
    '"><a href="bundle:0.0">x</a><a href="javascript:alert(1)">y</a>',
    '" data-foot="x" onload="x" style="string-set:foot \'nep\'',
    "<!-- open <![CDATA[ ]]> <plaintext> <noscript><svg><style>",
    "&lt;b&gt; &amp;amp; &#0; &nbsp;&shy;",
    "{{ 7|add:7 }}{% load x %}${7*7} %s%n {0}",
    "<title>nep</title><meta name=author content=nep><meta http-equiv=refresh content=0>",
    "<svg><use href=file:///etc/passwd#a /><foreignObject><p>x</svg><math><mi>x",
    "<ol start=1e21><li>x</ol>" + "<div>" * 9,
)
ODD = (
    "\x00NUL \x1b[31mESC \x7f\x85 \ufeffBOM",
    "\u202eRLO \u2066isolaten\u2069 عربي אבג",
    "e\u0301 ﬁ ＡＢＣ а İı ßẞ Ĳ 𠀀 ẋ" + "\u0301" * 50,
    "👨‍👩‍👧‍👦🇳🇱👍🏽 \ufffe \U0010ffff",
    "woord" * 100,
    "a\u00ad" * 300 + "\u2028\u2029",
    "=HYPERLINK(1) +1 -2 @SUM ' OR 1=1-- ../../etc/passwd x\r\nBcc: y",
)


def sown(value, seeds):
    """Return the same contents with the next seed in every field that holds a text."""
    if isinstance(value, str):
        return next(seeds)
    if isinstance(value, tuple):
        return tuple(sown(item, seeds) for item in value)
    if is_dataclass(value):
        return replace(
            value, **{f.name: sown(getattr(value, f.name), seeds) for f in fields(value)}
        )
    return value


@pytest.mark.parametrize("texts", [MARKUP, ODD], ids=["markup", "odd"])
@pytest.mark.parametrize("shift", [0, 5])
def test_texts_stay_texts(built, texts, shift):
    value = example.contents(
        pilots=(example.a_pilot(),),
        parties=example.parties(list("abcd")),
        actions=example.actions("x")[:3],
    )
    seeds = islice(cycle(texts), shift, None)

    made = built(sown(value, seeds))

    assert 9 <= made.pages < 200
    with opened(made.pdf) as pdf:
        assert list(pdf.attachments) == ["snapshot.json"]
        for page in pdf.pages:
            assert page.mediabox[2] > 500
            assert not page.Resources.get("/XObject", {})
            for annotation in page.get("/Annots", []):
                assert "/A" not in annotation and "/Dest" in annotation


def test_markup_is_printed_as_it_was_typed(built):
    chapters = tuple(Chapter(f"Hoofdstuk {n}", text) for n, text in enumerate(MARKUP))
    made = built(example.contents(chapters=chapters))

    printed = "".join(flat(made.pdf).split())
    for text in MARKUP:
        assert "".join(text.split()) in printed
