from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from municipalities.models import (  # noqa: F401  # the own models
        Invitation,
        Membership,
        Municipality,
    )


class MunicipalityQuerySet(QuerySet["Municipality"]):
    def with_calendar(self) -> Self:
        """Fetch when the college meets, in two queries for any number."""
        return self.select_related("calendar__kept_by").prefetch_related("recesses")


class MembershipQuerySet(QuerySet["Membership"]):
    def current(self, day: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )

    def with_organisation(self) -> Self:
        return self.select_related("user", "organisation__region", "organisation__municipality")


class InvitationQuerySet(QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open(self, at: datetime) -> Self:
        """Those that can still be accepted at that moment."""
        return self.unanswered().filter(expires_at__gt=at)
