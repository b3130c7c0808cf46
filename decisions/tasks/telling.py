"""Letting the plan know whose college is going to be asked, before there is anything to decide."""

from datetime import datetime

from django.urls import reverse

from actions.models import CollegeWord, Plan, Word
from actions.services.college import hear
from decisions.models import Concern, Proposal


def tell_plan(plan: Plan, proposal: Proposal, concerns: list[Concern], *, at: datetime) -> None:
    """Let the plan know whose college is going to be asked, and whose is not any more."""
    path = reverse("decisions:board", args=[proposal.pk])
    for concern in concerns:
        said = CollegeWord(word=Word.RAISED, path=path)
        if not concern.figures:
            said = _said_before(plan, concern, path) or CollegeWord(word=Word.UNNEEDED, path=path)
        hear(
            plan,
            concern.municipality,
            word=Word(said.word),
            decided_on=said.decided_on,
            path=said.path,
            by=None,
            at=at,
        )


def _said_before(plan: Plan, concern: Concern, path: str) -> CollegeWord | None:
    """Return the last word of this college on the plan that was not about this proposal."""
    words = CollegeWord.objects.filter(plan=plan, municipality=concern.municipality)
    return words.exclude(path=path).last()
