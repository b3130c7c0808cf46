"""The dates of one person, for every role that counts today; nothing that is under embargo."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from decisions.documents.agenda import Entry
from decisions.models import CalendarFeed, Proposal, Ratification
from decisions.rules.embargo import embargo_moment
from decisions.rules.feeds import secret_hash
from decisions.rules.lights import agenda_day
from decisions.rules.reminders import chance_of, due_reminders, recipients, reminders_for
from decisions.rules.road import road_at
from decisions.selectors.planning import text_due_of
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality, User

KEPT = timedelta(days=366)  # after the closing, for who looks back


def feed_with(secret: str) -> CalendarFeed | None:
    """Return the feed at this secret address; none for who has left."""
    found = CalendarFeed.objects.filter(secret_sha256=secret_hash(secret), user__is_active=True)
    return found.select_related("user").first()


def entries_of(user: User, *, at: datetime) -> list[Entry]:
    """Return the dates that this person's roles of today may know, each once."""
    memberships = user.memberships.current(local_date(at)).with_organisation()
    readers = [m for m in memberships.order_by("pk") if may(m, Permission.READ)]
    found = [entry for reader in readers for entry in _entries(reader, readers, at=at)]
    return list({entry.key: entry for entry in found}.values())


def _entries(reader: Membership, readers: list[Membership], *, at: datetime) -> Iterator[Entry]:
    yield from _recesses(reader)
    proposals = Proposal.objects.readable_by(reader).filter(closes_at__gt=at - KEPT)
    municipalities = list(
        Municipality.objects.with_calendar().filter(region=reader.organisation.region_id)
    )
    for proposal in proposals.select_related("embargo", "profile").order_by("pk"):
        put_to = _put_to(proposal, municipalities)
        if _concerns(reader, put_to):
            yield from _shared(proposal, put_to, at=at)
        for ratification in proposal.ratifications.own(reader).with_plan():
            yield from _own(ratification, at=at)
            yield from _reminders(ratification, proposal, readers, at=at)


def _put_to(proposal: Proposal, municipalities: list[Municipality]) -> list[Municipality]:
    """Return those of the region that it is put to."""
    if not proposal.is_further:
        return municipalities
    concerned = {row.municipality_id for row in proposal.standing_concerns}
    return [each for each in municipalities if each.pk in concerned]


def _concerns(reader: Membership, put_to: list[Municipality]) -> bool:
    """Tell whether the dates are the reader's: everybody's, but of a further proposal not all."""
    is_own = reader.acting_organisation_id in {each.pk for each in put_to}
    return is_own or may(reader, Permission.READ_RATIFICATIONS)


def _recesses(reader: Membership) -> Iterator[Entry]:
    """Yield the recesses of the own college."""
    own = Municipality.objects.with_calendar().filter(
        organisation_ptr=reader.acting_organisation_id
    )
    for municipality in own:
        for recess in municipality.recesses.all():
            what = f"Reces {municipality}: {recess}"
            yield Entry(f"recess-{recess.pk}", what, recess.first_on, recess.last_on)


def _shared(
    proposal: Proposal, municipalities: list[Municipality], *, at: datetime
) -> Iterator[Entry]:
    """Yield what is the same for everybody in the region."""
    url = _url(reverse("decisions:planning", args=[proposal.pk]))
    name = "nader voorstel" if proposal.is_further else "collegevoorstel"
    yield Entry(f"closing-{proposal.pk}", f"Sluiting {name}", proposal.closes_at, url=url)
    if due := text_due_of(municipalities, closes_at=proposal.closes_at):
        what = f"Tekst {name} definitief"
        yield Entry(f"text-{proposal.pk}", what, due.on, url=url)
    if moment := embargo_moment(proposal, at=at):
        more = "Publiceer niet eerder. Het portaal zegt of het embargo dan is afgelopen."
        yield Entry(f"embargo-{proposal.pk}", "Embargo-moment", moment, more=more, url=url)


def _own(ratification: Ratification, *, at: datetime) -> Iterator[Entry]:
    """Yield what is of the own college alone."""
    road = road_at(ratification, at=at)
    url, name = _url(ratification.get_absolute_url()), road.municipality
    if chance := chance_of(road):
        papers, last = chance.papers_due_on, chance.decided_on
        yield Entry(f"papers-{ratification.pk}", f"Stukken uiterlijk in {name}", papers, url=url)
        yield Entry(f"last-{ratification.pk}", f"Laatste collegedag {name}", last, url=url)
    if day := agenda_day(road, sees_outcome=False):
        yield Entry(f"agenda-{ratification.pk}", f"College {name}", day, url=url)


def _reminders(
    ratification: Ratification, proposal: Proposal, readers: list[Membership], *, at: datetime
) -> Iterator[Entry]:
    """Yield when the reader will be reminded; once a college acted, nothing that rests on how."""
    embargo_at = embargo_moment(proposal, at=at)
    found = reminders_for([ratification], embargo_at=embargo_at, at=at)
    road = road_at(ratification, at=at)
    if road.college or road.college_recorded or road.revoked:
        found = [reminder for reminder in found if reminder.is_for_all]
    due = due_reminders(found, at=at)
    for reminder in found:
        if (reminder.due_at > at or reminder in due) and recipients(reminder, readers):
            key = reminder.event.replace(":", "-")
            yield Entry(key, reminder.subject, reminder.due_at, url=_url(reminder.path))


def _url(path: str) -> str:
    return f"{settings.PORTAL_URL}{path}"
