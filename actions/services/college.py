"""What the college of a municipality says to its share of a plan, as the proposal tells it."""

from datetime import date, datetime

from django.db import transaction

from actions.models import CollegeWord, Plan, Word
from actions.models.capacity import DECIDED
from actions.services.acting import locked_action, tell_holders
from actions.services.standings import keep_standing
from dutch.moments import format_date
from municipalities.access import Permission
from municipalities.models import Membership, Municipality
from trail.services import record

SUBJECT = "Er is een antwoord van een college op een plan van aanpak"


@transaction.atomic
def hear(  # noqa: PLR0913  # whose word on which plan, since when, and where it is shown
    plan: Plan,
    municipality: Municipality,
    *,
    word: Word,
    decided_on: date | None = None,
    path: str,
    by: Membership | None,
    at: datetime,
) -> CollegeWord | None:
    """
    Keep what the college says now, and tell the lead and the own officials of an answer.

    The same word of the same day is not kept twice: then None. It belongs in the transaction of the
    act that it follows from; `path` is where that is shown.
    """
    action = locked_action(plan.action_id)
    before = CollegeWord.objects.filter(plan=plan, municipality=municipality).last()
    if before and (before.word, before.decided_on, before.path) == (word, decided_on, path):
        return None
    said = CollegeWord.objects.create(
        plan=plan,
        municipality=municipality,
        word=word,
        decided_on=decided_on,
        path=path,
        said_at=at,
    )
    _record(said, by=by)
    keep_standing(action, at=at)
    if word in {*DECIDED, Word.WITHDRAWN}:
        _tell(said, by=by, at=at)
    return said


def _record(said: CollegeWord, *, by: Membership | None) -> None:
    about = f"College van {said.municipality} over plan van aanpak versie {said.plan.number}"
    day = f" op {format_date(said.decided_on)}" if said.decided_on else ""
    record(
        act="heard_college",
        sentence=f"{about}: {said.get_word_display().lower()}{day}.",
        of=said.plan.action,
        by=by,
        at=said.said_at,
        sha256=said.plan.sha256,
        rows=[said],
        region_id=said.municipality.region_id,
    )


def _tell(said: CollegeWord, *, by: Membership | None, at: datetime) -> None:
    """Tell those who lead the action and the officials of the municipality itself."""
    lead, own = said.plan.action.lead_id, said.municipality_id
    for permission, organisation in (
        (Permission.WRITE_PLAN, lead),
        (Permission.ANSWER_ACTION, own),
    ):
        if organisation:
            tell_holders(
                permission,
                at_organisations=[organisation],
                event=f"heard_college:{said.pk}",
                subject=SUBJECT,
                path=said.path,
                by=by,
                at=at,
            )
