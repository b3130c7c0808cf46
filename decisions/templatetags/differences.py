"""Differences between texts, for the eye and for the ear."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

HEARD = '<span class="visually-hidden"> [{}: </span>{}<span class="visually-hidden">] </span>'


@register.filter
def marked(difference: str) -> SafeString:
    """
    Turn `[-lost-]{+found+}` into `<del>` and `<ins>`; all else is escaped.

    Who hears the page hears "vervallen" and "nieuw" round the words.
    """
    html = _between(escape(difference), "[-", "-]", f"<del>{HEARD.format('vervallen', '{}')}</del>")
    html = _between(html, "{+", "+}", f"<ins>{HEARD.format('nieuw', '{}')}</ins>")
    return mark_safe(html)  # noqa: S308  # escaped above; only our own marks became tags


def _between(html: str, opening: str, closing: str, tags: str) -> str:
    """Put tags round what stands between each two marks, in one pass whatever was typed."""
    before, after = tags.split("{}")
    done, at = [], 0
    while (start := html.find(opening, at)) >= 0 and (end := html.find(closing, start + 2)) >= 0:
        done += [html[at:start], before, html[start + 2 : end], after]
        at = end + 2
    return "".join([*done, html[at:]])
