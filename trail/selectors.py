"""Reading the trail."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q

from trail.models import Entry
from trail.rules import broken_links


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a page shows it."""

    number: int
    at: datetime
    who: str
    on_behalf_of: str
    capacity: str
    sentence: str
    object_sha256: str


def history_of(*objects: Model) -> list[Line]:
    """Return what happened to these objects, latest first."""
    wanted = Q(pk__in=[])
    for thing in objects:
        wanted |= Q(object_type=thing._meta.label_lower, object_id=str(thing.pk))
    entries = Entry.objects.filter(wanted).select_related("by").order_by("-number")
    return [_line(entry) for entry in entries]


def faults_in_chain() -> list[str]:
    """Return a Dutch sentence for every changed, removed or inserted entry."""
    return broken_links(Entry.objects.order_by("number").iterator(chunk_size=2000))


def _line(entry: Entry) -> Line:
    return Line(
        number=entry.number,
        at=entry.at,
        who=str(entry.by) if entry.by else "Het portaal",
        on_behalf_of=entry.on_behalf_of,
        capacity=entry.capacity,
        sentence=entry.sentence,
        object_sha256=entry.object_sha256,
    )
