"""The secret address of one's own calendar: made, replaced, switched off."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from decisions.models import CalendarFeed
from decisions.rules.feeds import secret_hash
from municipalities.models import Membership
from trail.services import record

SECRET_BYTES = 32


@transaction.atomic
def make_feed(*, by: Membership, at: datetime) -> str:
    """Give the person a new secret address, in place of any other, and return the secret once."""
    secret = token_urlsafe(SECRET_BYTES)
    feed, is_new = CalendarFeed.objects.update_or_create(
        user=by.user, defaults={"secret_sha256": secret_hash(secret), "made_at": at}
    )
    sentence = f"Agenda-adres {'gemaakt' if is_new else 'vervangen'}."
    record(act="made_feed", sentence=sentence, of=feed, by=by, at=at)
    return secret


@transaction.atomic
def end_feed(*, by: Membership, at: datetime) -> None:
    """Switch the secret address off, if there is one."""
    for feed in CalendarFeed.objects.select_for_update().filter(user=by.user):
        record(act="ended_feed", sentence="Agenda-adres uitgezet.", of=feed, by=by, at=at)
        feed.delete()
