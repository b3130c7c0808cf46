"""Rows of the trail, and the rows of which it keeps a fingerprint."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from dutch.moments import moment_at

if TYPE_CHECKING:
    from trail.models import Entry  # noqa: F401  # the queryset's own model


class EntryQuerySet(QuerySet["Entry"]):
    def chained(self) -> Self:
        return self.order_by("number")

    def latest_first(self) -> Self:
        return self.order_by("-number")

    def done_for(self, organisation_id: int) -> Self:
        return self.filter(organisation=organisation_id)

    def in_region(self, region_id: int) -> Self:
        return self.filter(region=region_id)

    def since(self, day: date) -> Self:
        return self.filter(at__gte=moment_at(day, time.min))

    def until(self, day: date) -> Self:
        """Up to and including this day."""
        return self.filter(at__lt=moment_at(day + timedelta(days=1), time.min))

    def before(self, number: int) -> Self:
        return self.filter(number__lt=number)


def fact_models() -> Iterator[type[Model]]:
    """Return the models whose triggers keep their rows as they are, the chain itself aside."""
    for model in apps.get_models():
        triggers = _triggers(model)
        if triggers & {"never_removed", "unchanged_once_frozen"} and "chain" not in triggers:
            yield model


def columns_of(model: type[Model]) -> "QuerySet[Any, dict[str, Any]]":
    """Return the rows as the database holds them, each as a dict of all its columns."""
    columns = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk")  # noqa: SLF001  # documented; it hides no row
    return rows.values(*columns)


def standing_facts(model: type[Model]) -> "QuerySet[Any, dict[str, Any]]":
    """Return, as `columns_of` does, the rows that may not change any more."""
    return columns_of(model).filter(_stands(model))


def _stands(model: type[Model]) -> Q:
    """Only what is frozen stands fast where a trigger guards no more than that."""
    if "never_removed" in _triggers(model):
        return Q()
    return Q(**{f"{_frozen_with(model)}frozen_at__isnull": False})


def _frozen_with(model: type[Model]) -> str:
    """Return the lookup of what a row is frozen with: itself, or what it is a part of."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    if "frozen_at" in fields:
        return ""
    wholes = [
        name
        for name, field in fields.items()
        if field.related_model and _triggers(field.related_model) & {"unchanged_once_frozen"}
    ]
    return f"{wholes[0]}__"


def _triggers(model: type[Model]) -> set[str]:
    return {str(trigger.name) for trigger in getattr(model._meta, "triggers", ())}
