"""The text of a section as it is read: with its mark-up, and the items that it quotes."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from decisions.documents.markup import html_of, items_by_number
from decisions.models import DictumItem

register = template.Library()


@register.filter
def markup(text: str, items: Iterable[DictumItem]) -> SafeString:
    """Show the text of a section; `items` are those of its own version."""
    return mark_safe(html_of(text, items_by_number(items)))  # noqa: S308  # cleaned by nh3
