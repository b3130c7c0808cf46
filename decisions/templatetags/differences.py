"""Differences between texts, for the eye and for the ear."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LOST = re.compile(r"\[-(.*?)-\]", re.DOTALL)
FOUND = re.compile(r"\{\+(.*?)\+\}", re.DOTALL)


@register.filter
def marked(difference: str) -> SafeString:
    """Turn `[-lost-]{+found+}` into `<del>` and `<ins>`; all else is escaped."""
    html = LOST.sub(r"<del>\1</del>", escape(difference))
    html = FOUND.sub(r"<ins>\1</ins>", html)
    return mark_safe(html)  # noqa: S308  # escaped above; only our own marks became tags
