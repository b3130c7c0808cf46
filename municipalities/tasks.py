"""What is done every day, whoever is at work."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from dutch.moments import local_date
from jobs.services import enqueue
from jobs.tasks import Claim, work
from municipalities.access import Permission, holders
from municipalities.emails import anchor_body
from municipalities.models import User
from notices.services import post
from trail.models import Anchor
from trail.services import anchor


@shared_task(name="municipalities.anchor_daily")
def anchor_daily() -> None:
    """Queue today's anchor; it is asked for every hour, so that a night without beat is no gap."""
    now = timezone.now()
    enqueue(kind="anchor", key=f"anchor:{local_date(now)}", at=now)


@work("anchor")
def keep_anchor(claim: Claim) -> None:
    """Anchor the trail of today and mail the head of the chain to those who keep it."""
    now = timezone.now()
    with claim.completing(at=now):
        mail_anchor(anchor(at=now), at=now)


def mail_anchor(kept: Anchor, *, at: datetime) -> None:
    """Send the anchor to everybody who keeps it today, once each."""
    keepers = holders(Permission.KEEP_ANCHOR, on=local_date(at))
    people = User.objects.filter(memberships__in=keepers, is_active=True).distinct()
    for pk, address in people.order_by("pk").values_list("pk", "email"):
        post(
            key=f"anchor:{kept.day}/{pk}",
            to=address,
            subject=f"Controlegetal van het logboek van {kept.day:%d-%m-%Y}",
            body=anchor_body(kept),
            at=at,
        )
