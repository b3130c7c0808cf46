"""
The mark-up of a section: paragraphs, line breaks, **bold**, *italic*, lists, and quoted items.

All else is shown as it was typed. `{beslispunt 3b}` stands for the item itself, so that its text
cannot drift away from the dictum.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as emphasis
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from decisions.models import DictumItem
from decisions.rules.numbering import REFERENCE

LONGEST = 30_000  # characters that are still read as mark-up; the editor takes fewer
DEEPEST = 3  # lists in a list
_LEVELS = 2 * DEEPEST + 1  # a list and its entry are one level each, the text in it one more
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "q", "b", "mark"}
_ATTRIBUTES = {"li": {"value"}, "q": {"class"}, "mark": {"class"}}
_BLOCKS = re.compile(r"</(?:p|li)>|<(?:ul|ol)>")
_BREAK = re.compile(r"\s*<br\s*/?>\s*")
_ENTRY = re.compile(r'<li(?: value="(\d+)")?>\s*(?:<p>)?')
_LINE = "\x1e"
_ANY_TAG = re.compile(r"<[^>]*>")

Items = Mapping[str, DictumItem]


def items_by_number(items: Iterable[DictumItem]) -> Items:
    """Return the items as the references look for them."""
    return {item.number: item for item in items}


def html_of(text: str, items: Items) -> str:
    """
    Return the text of a section as safe HTML, with the items that it quotes.

    What is too long or too deep for mark-up is shown as plain paragraphs; nothing is left out.
    """
    tokens = None if len(text) > LONGEST else _MARKDOWN.parse(text)
    if tokens is None or is_too_deep(tokens):
        html = _plain_html(text)
    else:
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {"items": items})
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)


def paragraphs_of(text: str, items: Items) -> list[str]:
    """
    Return the text as plain paragraphs, an entry of a list with its mark as one of its own.

    No mark-up is left, items are quoted, and a line break is a line break.
    """
    html = _BREAK.sub(_LINE, " ".join(html_of(text, items).split()))
    marked = _ENTRY.sub(lambda m: f"{m[1]}. " if m[1] else "– ", html)
    blocks = (unescape(_ANY_TAG.sub("", block)).strip() for block in _BLOCKS.split(marked))
    return [block.replace(_LINE, "\n") for block in blocks if block]


def too_deep(text: str) -> bool:
    """Tell whether the lists of the text stand deeper in each other than is shown."""
    return len(text) <= LONGEST and is_too_deep(_MARKDOWN.parse(text))


def is_too_deep(tokens: Sequence[Token]) -> bool:
    """Tell whether these tokens stand deeper in each other than is shown."""
    return any(token.level > _LEVELS for token in tokens)


def _plain_html(text: str) -> str:
    paragraphs = re.split("\n{2,}", text)
    return "\n".join(f"<p>{escape(p).replace(chr(10), '<br>')}</p>" for p in paragraphs)


class _Renderer(RendererHTML):
    """Shows a reference as the item, and the numbers of a list as they were typed."""

    def reference(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002  # the shape of a rule
        env: EnvType,
    ) -> str:
        """Quote the item, or say that it is not there."""
        items: Items = env.get("items", {})
        item = items.get(tokens[idx].info)
        if item is None:
            return f'<mark class="lost-reference">{escape(tokens[idx].content)}</mark>'
        said = f"<b>beslispunt {item.number}</b>: {escape(item.text)}"
        return f'<q class="dictum-quote">{said}</q>'

    def list_item_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002  # the shape of a rule
        env: EnvType,  # noqa: ARG002  # the shape of a rule
    ) -> str:
        """Keep the number that was typed: "5." never becomes "4."."""
        number = tokens[idx].info
        return f'<li value="{int(number)}">' if number.isdecimal() else "<li>"


def _stars(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the shape of a rule
    """Take stars for emphasis, but no underscores: those are in file names."""
    return state.src[state.pos] == "*" and emphasis(state, silent)


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the shape of a rule
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = match.group()
        token.info = "" if match["gone"] else match["number"].strip()
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"breaks": True, "html": False}, renderer_cls=_Renderer)
    markdown.enable(["list", "newline", "emphasis", "balance_pairs", "fragments_join"])
    markdown.inline.ruler.at("emphasis", _stars)
    markdown.inline.ruler.before("emphasis", "reference", _reference)
    return markdown


_MARKDOWN = _markdown()
