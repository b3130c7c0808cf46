"""
The cells of the matrix as HTML.

A page holds thousands of them and a template tag for each costs more than all the rest of the page.
So the HTML of a cell is made once for all cells that say the same. All that goes into it are words
of our own; nobody's text does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from actions.rules.cells import EMPTY, KEPT, SHORT, unpacked
from actions.rules.joining import Joining
from actions.selectors.matrix import Row

register = template.Library()

MEANINGS = {
    Joining.RESERVED: "het gaat boven de eigen capaciteit en het college stemde nog niet in",
    Joining.LATER: "vanaf een dag die nog komt",
    Joining.REQUESTED: "de actie loopt al en de trekker moet nog antwoorden",
    Joining.FOLLOWS: "blijft op de hoogte en doet zelf niet mee",
    Joining.ASKED: "gevraagd en nog niet geantwoord",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the legend, and how often it stands in the table."""

    joining: Joining
    count: int

    @property
    def word(self) -> str:
        return SHORT[self.joining]

    @property
    def meaning(self) -> str:
        return MEANINGS.get(self.joining, "")


@register.filter
def legend(counts: Mapping[Joining, int]) -> list[Entry]:
    """Return what each word means, in one order."""
    return [Entry(joining, counts.get(joining, 0)) for joining in SHORT]


@register.filter
def numbers(counts: Mapping[Joining, int]) -> SafeString:
    """Return a cell with the number for each kind of answer."""
    cells = (f'<td class="number">{counts.get(joining, 0)}</td>' for joining in SHORT)
    return mark_safe("".join(cells))  # noqa: S308  # numbers alone


@register.filter
def address(row: Row) -> str:
    """Return the address of the action of this row."""
    before, after = _around_action()
    return f"{before}{row.action.pk}{after}"


@register.filter
def cells(row: Row) -> SafeString:
    """Return the cells of the other municipalities."""
    return mark_safe("".join(map(_cell, row.cells)))  # noqa: S308  # words of our own alone


@register.simple_tag
def own_cell(
    action: int,
    code: str,
    cell: str,
    *,
    is_editable: bool = False,
    is_fresh: bool = False,
) -> SafeString:
    """Return the content of a cell of the own municipality: a link, that opens a form in place."""
    address = participation_address(action, code)
    more = f' hx-get="{address}cel/" hx-target="#cel-{action}" hx-swap="outerHTML"'
    return mark_safe(  # noqa: S308  # words of our own, a number and a code of CBS
        f'<div id="cel-{action}" class="{_joining(cell)}"><a href="{address}"'
        f"{more if is_editable else ''}{' autofocus' if is_fresh else ''}>{_words(cell)}</a></div>"
    )


def participation_address(action: int, code: str) -> str:
    """Return where the answer of this municipality to this action stands."""
    before, after = _around(code)
    return f"{before}{action}{after}"


@lru_cache
def _around_action() -> tuple[str, str]:
    before, _, after = reverse("actions:action", args=[0]).partition("0")
    return before, after


@lru_cache
def _around(code: str) -> tuple[str, str]:
    """Return an address in two halves: asking Django for each row takes longer than the row."""
    before, _, after = reverse("actions:participation", args=[0, code]).partition("0")
    return before, after


@lru_cache(maxsize=KEPT)
def _cell(cell: str) -> str:
    return f'<td class="{_joining(cell)}">{_words(cell)}</td>'


def _joining(cell: str) -> str:
    return unpacked(cell).joining.value


def _words(cell: str) -> str:
    """Return the word with what the eye sees beside it, and what is read aloud instead."""
    said = unpacked(cell)
    if said.joining is Joining.NOT_ASKED:
        return f'<span class="v">{EMPTY.joining.label.lower()}</span>'
    more = f'<span class="v">, {said.more}</span>' if said.more else ""
    mark = f'<small aria-hidden="true">{said.mark}</small>' if said.mark else ""
    return f"{said.short}{more}{mark}"
