"""Watching by the hour for what municipalities wanted to look again at."""

from datetime import datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from actions.models import Action, JoinTrigger, Participation, Suggestion, TriggerKind
from actions.rules.participation import TriggerDraft
from actions.rules.watching import met
from actions.store.watched import waiting, watched
from dutch.moments import local_date
from jobs.services import enqueue
from jobs.tasks import Claim, work
from municipalities.access import Permission, holders
from municipalities.models import Region
from notices.models import Kind
from notices.services import tell
from trail.services import record


@shared_task(name="actions.watch_hourly")
def watch_hourly() -> None:
    """Queue the watching of this hour; beat asks more often, so that an hour is seldom missed."""
    now = timezone.now()
    enqueue(kind="triggers", key=f"triggers:{now:%Y-%m-%dT%H}", at=now)


@work("triggers")
def watch_triggers(claim: Claim) -> None:
    """Tell what was met, however long ago nobody was there to watch: all of it, or nothing."""
    now = timezone.now()
    with claim.completing(at=now):
        watch(at=now)


def watch(*, at: datetime) -> None:
    """Tell each municipality once which of its triggers are met at that moment."""
    for region in Region.objects.order_by("pk"):
        triggers = waiting(region)
        facts = watched(region, triggers, at=at) if triggers else {}
        for trigger in triggers:
            row = trigger.participation
            seen = facts.get((row.action_id, row.municipality_id))
            if seen and (sentence := met(_draft(trigger), seen, at=at)):
                suggest(trigger, sentence, at=at)


@transaction.atomic
def suggest(trigger: JoinTrigger, sentence: str, *, at: datetime) -> None:
    """
    Tell the officials of the own municipality alone, unless the answer was replaced meanwhile.

    The trail keeps it outside the log of the region: it would tell why a municipality waits.
    """
    row = trigger.participation
    Action.objects.select_for_update(no_key=True).get(pk=row.action_id)
    rows = Participation.objects.filter(action=row.action_id, municipality=row.municipality_id)
    last = rows.order_by("answered_at", "pk").last()
    if last != row or Suggestion.objects.filter(trigger=trigger).exists():
        return
    suggestion = Suggestion.objects.create(trigger=trigger, sentence=sentence, suggested_at=at)
    record(
        act="suggested",
        sentence="Aanleiding om mee te doen gezien.",
        of=suggestion,
        by=None,
        at=at,
        rows=[suggestion],
    )
    people = holders(Permission.ANSWER_ACTION, on=local_date(at))
    people = people.filter(organisation=row.municipality_id)
    tell(
        event=f"suggested:{trigger.pk}",
        kind=Kind.ACTION,
        recipients=people.values_list("user_id", flat=True),
        subject=f"Er is een aanleiding om opnieuw naar actie {row.action.number} te kijken",
        path=row.get_absolute_url(),
        at=at,
    )


def _draft(trigger: JoinTrigger) -> TriggerDraft:
    return TriggerDraft(TriggerKind(trigger.kind), trigger.word, trigger.on, trigger.partners)
