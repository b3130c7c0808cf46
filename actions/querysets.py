"""Actions with all that is asked of them at once, and who can be invited to speak of them."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Model, Prefetch, Q, QuerySet

from municipalities.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from actions.models import Action  # noqa: F401  # the queryset's own model

OF_THE_FIELD = (
    OrganisationKind.INSTITUTION,
    OrganisationKind.PROVINCE,
    OrganisationKind.PARTNER,
)


class ActionQuerySet(QuerySet["Action"]):
    def with_facts(self) -> Self:
        """Fetch all from which the stage follows, in a number of queries that does not grow."""
        return self.select_related("theme__profile__region", "lead", "ambition").prefetch_related(
            "plans",
            _with("plans__college_words", "CollegeWord", "municipality"),
            _with("agenda_items", "AgendaItem", "consultation"),
            "agenda_items__outcomes",
            "steps",
        )

    def with_progress(self) -> Self:
        """Fetch the milestones with all that was told of them."""
        return self.prefetch_related("milestones__news")


def invitable(region_id: int) -> QuerySet[Organisation]:
    """Return who can be invited to a meeting: the field itself, once it is known who it is."""
    known = ~Q(kind=OrganisationKind.INSTITUTION) | Q(institution__confirmed_at__isnull=False)
    field = Organisation.objects.filter(known, region=region_id, kind__in=OF_THE_FIELD)
    return field.order_by("name")


def _with(lookup: str, model: str, *related: str) -> "Prefetch[str, QuerySet[Model], str]":
    """Fetch these rows with what they refer to in one query."""
    rows = apps.get_model("actions", model)._default_manager.select_related(*related)
    return Prefetch(lookup, queryset=rows)
