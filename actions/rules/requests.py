"""When municipalities can be asked, and when the lead can answer who asks to join. Pure."""

from collections.abc import Sequence

from django.db.models import TextChoices

LONGEST_NOTE = 1000


class AskingBlocker(TextChoices):
    """Why nobody can be asked."""

    NOBODY = "nobody", "Kies ten minste één gemeente die nog niet geantwoord heeft."
    LONG_NOTE = "long_note", "Gebruik ten hoogste 1.000 tekens."


class AdmissionBlocker(TextChoices):
    """Why a request cannot be answered now."""

    NOT_LEAD = "not_lead", "Alleen een ambtenaar van de trekker antwoordt op dit verzoek."
    NO_REQUEST = "no_request", "Dit antwoord is geen verzoek om mee te doen."
    REPLACED = "replaced", "De gemeente legde intussen een ander antwoord vast."
    ANSWERED = "answered", "Op dit verzoek is al geantwoord."
    REASON = "reason", "Schrijf op waarom de gemeente niet wordt toegelaten."
    LONG_REASON = "long_reason", "Gebruik ten hoogste 1.000 tekens."


def blockers_to_ask(wanted: Sequence[object], *, note: str) -> list[AskingBlocker]:
    """Return why these municipalities cannot be asked."""
    checks = {AskingBlocker.NOBODY: not wanted, AskingBlocker.LONG_NOTE: len(note) > LONGEST_NOTE}
    return [blocker for blocker, applies in checks.items() if applies]


def blockers_to_admit(  # noqa: PLR0913  # each a fact of its own
    *,
    is_admitted: bool,
    reason: str,
    is_request: bool,
    is_answered: bool,
    is_replaced: bool,
    is_by_lead: bool,
) -> list[AdmissionBlocker]:
    """Return why the lead cannot say this to a municipality that asks to join."""
    checks = {
        AdmissionBlocker.NOT_LEAD: not is_by_lead,
        AdmissionBlocker.NO_REQUEST: not is_request,
        AdmissionBlocker.REPLACED: is_replaced,
        AdmissionBlocker.ANSWERED: is_answered,
        AdmissionBlocker.REASON: not is_admitted and not reason,
        AdmissionBlocker.LONG_REASON: len(reason) > LONGEST_NOTE,
    }
    return [blocker for blocker, applies in checks.items() if applies]
