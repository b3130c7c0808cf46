"""What an action is called, and what stands between somebody and a change of it. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping

from django.db.models import Model, TextChoices

from actions.models import Action
from profiles.models import Theme

FIELDS = ("number", "title", "text", "ambition", "lead")
LONGEST_NUMBER = 10


class AgendaBlocker(TextChoices):
    """Why an action cannot be added or changed like this, as the reader sees it."""

    NUMBER = "number", "Dit nummer is al van een andere actie onder dit thema."
    NO_NUMBER = "no_number", "Er is geen volgend nummer. Vul zelf een nummer in."
    AMBITION = "ambition", "Deze ambitie hoort bij een ander thema."
    LEAD = "lead", "De trekker is geen gemeente van deze regio."


def next_number(theme: Theme, taken: Iterable[str]) -> str:
    """Return the number after the highest such as "1.3" under the first theme."""
    pattern = re.compile(rf"{theme.number}\.([0-9]{{1,6}})")
    found = [int(match[1]) for number in taken if (match := pattern.fullmatch(number))]
    return f"{theme.number}.{max(found, default=0) + 1}"


def blockers_to_keep(action: Action, *, taken: Iterable[str]) -> list[AgendaBlocker]:
    """Return why the action cannot stand like this beside others with the numbers in `taken`."""
    region = action.theme.profile.region_id
    checks = {
        AgendaBlocker.NUMBER: action.number in set(taken),
        AgendaBlocker.NO_NUMBER: not 0 < len(action.number) <= LONGEST_NUMBER,
        AgendaBlocker.AMBITION: action.ambition is not None
        and action.ambition.theme_id != action.theme_id,
        AgendaBlocker.LEAD: action.lead is not None and action.lead.region_id != region,
    }
    return [blocker for blocker, applies in checks.items() if applies]


def seen_action(action: Action) -> str:
    """Return the SHA-256 of an action as an editor has it on the screen."""
    said = [_key(getattr(action, name)) for name in FIELDS]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[str]]:
    """Return what it was and what it is, for each field that differs; empty is "geen"."""
    return {
        name: [str(before[name] or "geen"), str(after[name] or "geen")]
        for name in FIELDS
        if before[name] != after[name]
    }


def said_changed(changed: Mapping[str, list[str]]) -> str:
    """Return in words what changed: the short things from what to what, the text by name."""
    words = [
        WORDS[name] if name in {"title", "text"} else f"{WORDS[name]} (was {was}, nu {now})"
        for name, (was, now) in changed.items()
    ]
    return ", ".join(words)


WORDS = {
    "number": "nummer",
    "title": "titel",
    "text": "tekst",
    "ambition": "ambitie",
    "lead": "trekker",
}


def _key(value: object) -> str:
    return str(value.pk) if isinstance(value, Model) else str(value or "")
