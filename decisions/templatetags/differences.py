"""Differences between texts, for the eye and for the ear."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LOST = re.compile(r"\[-(.*?)-\]", re.DOTALL)
FOUND = re.compile(r"\{\+(.*?)\+\}", re.DOTALL)
HEARD = '<span class="visually-hidden"> [{}: </span>{}<span class="visually-hidden">] </span>'


@register.filter
def marked(difference: str) -> SafeString:
    """
    Turn `[-lost-]{+found+}` into `<del>` and `<ins>`; all else is escaped.

    Who hears the page hears "vervallen" and "nieuw" round the words.
    """
    lost, found = HEARD.format("vervallen", r"\1"), HEARD.format("nieuw", r"\1")
    html = LOST.sub(f"<del>{lost}</del>", escape(difference))
    html = FOUND.sub(f"<ins>{found}</ins>", html)
    return mark_safe(html)  # noqa: S308  # escaped above; only our own marks became tags
