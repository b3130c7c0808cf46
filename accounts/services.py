"""What people do with their own account."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from municipalities.models import User
from municipalities.rules import network_of
from trail.services import record


@dataclass(frozen=True, slots=True)
class Oneself:
    """Somebody who acts for no organisation, such as at the door."""

    user_id: int
    origin: str
    on_behalf_of: str = ""
    capacity: str = "gebruiker"
    acting_organisation_id: int | None = None
    region_id: int | None = None


def record_own(act: str, sentence: str, *, user: User, request: HttpRequest, at: datetime) -> None:
    """Add to the trail what somebody did with their own account, and from where."""
    by = Oneself(user_id=user.pk, origin=network_of(request))
    record(act=act, sentence=sentence, of=user, by=by, at=at)
