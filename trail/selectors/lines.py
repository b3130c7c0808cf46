"""The trail as people read it: beside an object, or per organisation or region, page by page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import Model, Q

from trail.models import Anchor, Entry
from trail.querysets import EntryQuerySet

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a page shows it; `about` names the object, `origin` the network."""

    number: int
    at: datetime
    who: str
    on_behalf_of: str
    capacity: str
    sentence: str
    object_sha256: str
    about: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks for; `until` is included, `person` is the id of a user."""

    since: date | None = None
    until: date | None = None
    act: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, latest first; `older` is the number before which the next page begins."""

    lines: list[Line]
    older: int | None


def history_of(*objects: Model) -> list[Line]:
    """Return what happened to these objects, latest first."""
    wanted = Q(pk__in=[])
    for thing in objects:
        wanted |= Q(object_type=thing._meta.label_lower, object_id=str(thing.pk))
    entries = Entry.objects.filter(wanted).select_related("by").latest_first()
    return [line_of(entry) for entry in entries]


def entries_of(organisation_id: int) -> EntryQuerySet:
    """Return what was done for this organisation."""
    return Entry.objects.done_for(organisation_id)


def entries_of_region(region_id: int) -> EntryQuerySet:
    """Return what was done in this region: for it, or for one of its organisations."""
    return Entry.objects.in_region(region_id)


def entries_for_region_itself(region_id: int) -> EntryQuerySet:
    """Return what was done for this region as a whole, by who acts for it or by the portal."""
    return Entry.objects.in_region(region_id).filter(organisation=None)


def filtered(entries: EntryQuerySet, filters: Filters) -> EntryQuerySet:
    """Return those of the entries that the reader asks for."""
    if filters.since:
        entries = entries.since(filters.since)
    if filters.until:
        entries = entries.until(filters.until)
    if filters.act:
        entries = entries.filter(act=filters.act)
    if filters.person:
        entries = entries.filter(by=filters.person)
    return entries


def page_of(entries: EntryQuerySet, *, before: int | None = None) -> Page:
    """Return one page of entries, latest first, in one query however far back it is."""
    wanted = entries.before(before) if before else entries
    found = list(wanted.select_related("by").latest_first()[: PAGE + 1])
    lines = [line_of(entry) for entry in found[:PAGE]]
    return Page(lines, older=lines[-1].number if len(found) > PAGE else None)


def last_entry() -> Entry | None:
    """Return the head of the chain."""
    return Entry.objects.latest_first().first()


def last_anchor() -> Anchor | None:
    """Return the anchor that was made last."""
    return Anchor.objects.order_by("day").last()


def line_of(entry: Entry) -> Line:
    """Return the entry as a page shows it."""
    return Line(
        number=entry.number,
        at=entry.at,
        who=who_of(entry),
        on_behalf_of=entry.on_behalf_of,
        capacity=entry.capacity,
        sentence=entry.sentence,
        object_sha256=entry.object_sha256,
        about=about_of(entry),
        origin=entry.origin,
    )


def who_of(entry: Entry) -> str:
    """Return the name of the person, or of the portal."""
    return str(entry.by) if entry.by else "Het portaal"


def about_of(entry: Entry) -> str:
    """Return the object in words, such as "besluit, kenmerk 12"."""
    try:
        name = apps.get_model(entry.object_type)._meta.verbose_name
    except (LookupError, ValueError):
        name = entry.object_type  # of a model that is no longer there
    return f"{name}, kenmerk {entry.object_id}" if entry.object_id else str(name)
