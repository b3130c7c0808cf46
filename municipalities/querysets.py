from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from municipalities.models import Membership  # noqa: F401  # the queryset's own model


class MembershipQuerySet(QuerySet["Membership"]):
    def current(self, day: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )

    def with_organisation(self) -> Self:
        return self.select_related("user", "organisation__region", "organisation__municipality")
