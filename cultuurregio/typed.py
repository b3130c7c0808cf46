"""What somebody typed into a form that failed, kept so that it can be copied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django import forms
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import get_resolver
from django.utils.datastructures import MultiValueDict

from dutch.widgets import MomentInput

MOST_FIELDS = 50
LONGEST_SHOWN = 20_000  # characters of one field; more than any field of ours takes
LARGEST_SHOWN = 100_000  # characters together
LONGEST_NAME = 80

_SECRET = re.compile(
    r"passw|passk|passc|passp|wachtwoord|token|csrf|credential"
    r"|\b(pass|secret|geheim|codes?|otp|pin|key)\b"
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NOT_TYPED = (
    *(forms.HiddenInput, forms.PasswordInput, forms.Select, forms.CheckboxInput),
    *(forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput),
)
_UNREADABLE = (
    *(UnreadablePostError, MultiPartParserError, BadRequest, SuspiciousOperation),
    *(LookupError, ValueError),  # a charset that is none, a length that is no number
)


@dataclass(frozen=True)
class Typed:
    """One text of a form: what the form calls the field, and the text with nothing harmful."""

    name: str
    text: str
    is_cut: bool

    @property
    def rows(self) -> int:
        """Lines of the box: enough to recognise the text, few enough to see the page."""
        return min(12, 1 + self.text.count("\n") + len(self.text) // 60)


def typed(request: HttpRequest) -> list[Typed]:
    """
    Return every text that the person typed, field by field; nothing of another site's form.

    Secrets, choices, hidden fields and files are left out.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return []
    found: list[Typed] = []
    room = LARGEST_SHOWN
    for name, text in _texts(_posted(request)):
        shown = text[: min(LONGEST_SHOWN, room)]
        if not shown or len(found) == MOST_FIELDS:
            break
        room -= len(shown)
        found.append(Typed(_seen(name), _seen(shown), is_cut=shown != text))
    return found


def _posted(request: HttpRequest) -> MultiValueDict[str, str]:
    try:
        return request.POST
    except _UNREADABLE:
        return MultiValueDict()


def _texts(posted: MultiValueDict[str, str]) -> Iterator[tuple[str, str]]:
    for name, texts in posted.lists():
        label = _labels().get(name, name)
        if label is None or name == "next" or is_secret(name):
            continue
        for text in filter(str.strip, map(str, texts)):
            yield label[:LONGEST_NAME], text


def is_secret(name: str) -> bool:
    """Tell whether a field of this name may hold what nobody should see again."""
    words = re.sub(r"[\W_]+|\d+", " ", name.lower())
    return bool(_SECRET.search(words))


def _seen(text: str) -> str:
    """Return the text with a mark in place of what cannot be shown or reads as something else."""
    return _UNSEEN.sub("\ufffd", text)


@cache
def _labels() -> dict[str, str | None]:
    """Return how the forms of the portal call their fields; None for what is not typed."""
    get_resolver().url_patterns  # noqa: B018  # imports every form there is
    known: dict[str, set[str | None]] = {}
    for form in _forms(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            for key, label in _inputs(name, field):
                known.setdefault(key, set()).add(label)
    return {name: next(iter(labels)) for name, labels in known.items() if len(labels) == 1}


def _inputs(name: str, field: forms.Field) -> list[tuple[str, str | None]]:
    label = str(field.label or name)
    if isinstance(field.widget, MomentInput):
        parts = field.widget.labels
        return [
            (f"{name}_{part}", f"{label}: {word.lower()}")
            for part, word in zip(("date", "time"), parts, strict=True)
        ]
    return [(name, None if isinstance(field.widget, _NOT_TYPED) else label)]


def _forms(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for child in form.__subclasses__():
        yield child
        yield from _forms(child)
