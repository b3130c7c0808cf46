"""Who could and who did read what is under embargo, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate

from decisions.models import Proposal
from decisions.rules.embargo import READ, end_of
from dutch.moments import local_date
from municipalities.access import Permission, may, roles_with
from municipalities.models import Membership
from trail.models import Entry


@dataclass(frozen=True, slots=True)
class Could:
    """One role in which a person could read, on which days; `until` is None while it goes on."""

    membership: Membership
    since: date
    until: date | None
    bundles_too: bool
    did: bool


@dataclass(frozen=True, slots=True)
class Did:
    """What one person opened: the first and the last time, and on how many days."""

    user_id: int
    who: str
    on_behalf_of: str
    capacity: str
    what: str
    sha256: str
    first_at: datetime
    last_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class ReadersPage:
    """As known on `on`: `since` is when a text was frozen, `ended_at` when it became public."""

    proposal: Proposal
    on: date
    since: datetime | None
    ended_at: datetime | None
    could: list[Could]
    did: list[Did]


def readers_page(proposal: Proposal, *, on: date, now: datetime) -> ReadersPage:
    """Return who could read the proposal and its bundles until that day, and who did."""
    since = proposal.versions.aggregate(first=Min("frozen_at"))["first"]
    end = end_of(Proposal.objects.with_embargo().get(pk=proposal.pk))
    ended_at = end if end and end <= now and local_date(end) <= on else None
    did = list(_openings(proposal, on=on))
    readers = {opening.user_id for opening in did}
    return ReadersPage(
        proposal=proposal,
        on=on,
        since=since,
        ended_at=ended_at,
        could=list(_possible(proposal, since, ended_at, on=on, readers=readers)),
        did=did,
    )


def _possible(
    proposal: Proposal,
    since: datetime | None,
    ended_at: datetime | None,
    *,
    on: date,
    readers: set[int],
) -> Iterator[Could]:
    """Give every role that could read on a day between the start and the end, or until `on`."""
    last = min(on, local_date(ended_at)) if ended_at else on
    for membership in _readers_of(proposal):
        writes = may(membership, Permission.FREEZE_PROPOSAL)
        begin = proposal.created_at if writes else since
        if begin is None:
            continue
        first = max(membership.valid_from, local_date(begin))
        until = _earliest(membership.valid_until, local_date(ended_at) if ended_at else None)
        if first <= min(last, until or last):
            yield Could(
                membership=membership,
                since=first,
                until=until if until and until <= on else None,
                bundles_too=may(membership, Permission.READ_BUNDLE),
                did=membership.user_id in readers,
            )


def _readers_of(proposal: Proposal) -> Iterator[Membership]:
    """Give the roles that may read in the region, and those that may open everything."""
    in_region = Q(
        role__in=roles_with(Permission.READ), organisation__region=proposal.profile.region_id
    )
    everywhere = Q(role__in=roles_with(Permission.OPEN_ADMIN))
    found = Membership.objects.with_organisation().filter(in_region | everywhere)
    yield from found.order_by("organisation__name", "user__name", "pk")


def _openings(proposal: Proposal, *, on: date) -> Iterator[Did]:
    """Give what was opened until that day, per person, role and thing."""
    versions = [str(pk) for pk in proposal.versions.order_by("pk").values_list("pk", flat=True)]
    label = proposal.versions.model._meta.label_lower
    entries = Entry.objects.until(on).filter(act=READ, object_type=label, object_id__in=versions)
    groups = (
        entries.order_by()
        .values("by", "by__name", "on_behalf_of", "capacity", "sentence", "object_sha256")
        .annotate(first_at=Min("at"), last_at=Max("at"), days=Count(TruncDate("at"), distinct=True))
    )
    for group in groups.order_by("by__name", "first_at"):
        yield Did(
            user_id=group["by"],
            who=group["by__name"],
            on_behalf_of=group["on_behalf_of"],
            capacity=group["capacity"],
            what=group["sentence"],
            sha256=group["object_sha256"],
            first_at=group["first_at"],
            last_at=group["last_at"],
            days=group["days"],
        )


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
