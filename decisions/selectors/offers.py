"""The proof that every college had the opportunity: what was put to whom, when, and who knew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from decisions.models import Offer, Proposal, ProposalVersion
from decisions.rules.embargo import Moments, moments_at
from decisions.rules.offering import offered_event
from dutch.moments import local_date
from municipalities.access import Permission, holders, may, roles_with
from municipalities.models import Membership, Municipality, Role
from notices.models import Mail, Notice
from notices.services import mail_key
from trail.models import Entry


@dataclass(frozen=True, slots=True)
class Recipient:
    """A college that the proposal will be put to, and how many people will be told."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the portal told: so many people in these roles; `mailed_at` is of the last mail."""

    people: int
    roles: list[str]
    mails: int
    mailed: int
    mailed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One version put to one college; `entry` is its line in the trail."""

    offer: Offer
    municipality: Municipality
    told: Told
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class OfferedVersion:
    """A version with the embargo as it was when it went out; `entry` is of the offer to all."""

    version: ProposalVersion
    offered_at: datetime
    moments: Moments | None
    entry: Entry | None
    lines: list[OfferLine]


@dataclass(frozen=True, slots=True)
class OffersPage:
    """`sees_all`: the reader sees every municipality, not the own one alone."""

    proposal: Proposal
    at: datetime
    sees_all: bool
    versions: list[OfferedVersion]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was fetched at once for all lines: by event, person, municipality, thing and moment."""

    notices: dict[tuple[str, str], list[Notice]]
    mails: dict[str, Mail]
    roles: dict[tuple[int, int], list[Membership]]
    entries: dict[tuple[str, str, datetime], Entry]


def recipients_of(proposal: Proposal, *, at: datetime) -> list[Recipient]:
    """Return every college that it is put to, with how many people can confirm the receipt."""
    people: dict[int | None, set[int]] = defaultdict(set)
    for member in holders(Permission.ACKNOWLEDGE_OFFER, on=local_date(at)).filter(
        organisation__region=proposal.profile.region_id
    ):
        people[member.acting_organisation_id].add(member.user_id)
    colleges = proposal.put_to.order_by("name")
    return [Recipient(each.name, len(people[each.pk])) for each in colleges]


def offers_page(proposal: Proposal, *, viewer: Membership, at: datetime) -> OffersPage:
    """Return every offer that this reader may see, in a number of queries that does not grow."""
    sees_all = may(viewer, Permission.READ_RATIFICATIONS)
    offers = Offer.objects.filter(ratification__proposal=proposal, offered_at__lte=at)
    if not sees_all:
        offers = offers.filter(ratification__municipality=viewer.acting_organisation_id)
    found = list(
        offers.select_related(
            "version", "offered_by", "acknowledged_by", "ratification__municipality"
        ).order_by("version__number", "ratification__municipality__name")
    )
    known = _known(proposal, found)
    by_version: dict[ProposalVersion, list[Offer]] = defaultdict(list)
    for offer in found:
        offer.ratification.proposal = proposal
        by_version[offer.version].append(offer)
    return OffersPage(
        proposal=proposal,
        at=at,
        sees_all=sees_all,
        versions=[_version(proposal, each, known) for each in by_version.values()],
    )


def _version(proposal: Proposal, offers: list[Offer], known: _Known) -> OfferedVersion:
    first = offers[0]
    return OfferedVersion(
        version=first.version,
        offered_at=first.offered_at,
        moments=moments_at(proposal, at=first.offered_at),
        entry=known.entries.get((proposal._meta.label_lower, str(proposal.pk), first.offered_at)),
        lines=[_line(offer, known) for offer in offers],
    )


def _line(offer: Offer, known: _Known) -> OfferLine:
    road = offer.ratification
    notices = known.notices[offered_event(offer.version), road.get_absolute_url()]
    mails = [known.mails[key] for key in map(mail_key, notices) if key in known.mails]
    gone = [mail.sent_at for mail in mails if mail.sent_at]
    told = Told(
        people=len(notices),
        roles=_roles(offer, notices, known),
        mails=len(mails),
        mailed=len(gone),
        mailed_at=max(gone, default=None),
    )
    key = (road._meta.label_lower, str(road.pk), offer.offered_at)
    return OfferLine(offer, road.municipality, told, known.entries.get(key))


def _roles(offer: Offer, notices: Iterable[Notice], known: _Known) -> list[str]:
    """Return in which roles these people were told, as their roles were on that day."""
    on = local_date(offer.offered_at)
    municipality = offer.ratification.municipality_id
    found = {
        Role(membership.role)
        for notice in notices
        for membership in known.roles[notice.recipient_id, municipality]
        if membership.valid_from <= on
        and (membership.valid_until is None or on <= membership.valid_until)
    }
    return [role.label for role in Role if role in found]


def _known(proposal: Proposal, offers: list[Offer]) -> _Known:
    events = {offered_event(offer.version) for offer in offers}
    municipalities = {offer.ratification.municipality_id for offer in offers}
    notices = list(Notice.objects.filter(event__in=events).order_by("pk"))
    told: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for notice in notices:
        told[notice.event, notice.path].append(notice)
    mails = Mail.objects.filter(key__in=[mail_key(notice) for notice in notices])
    return _Known(
        notices=told,
        mails={mail.key: mail for mail in mails},
        roles=_roles_of(notices, municipalities),
        entries=_entries(proposal, offers),
    )


def _roles_of(
    notices: list[Notice], municipalities: set[int]
) -> dict[tuple[int, int], list[Membership]]:
    """Return the roles, of any day, in which these people can confirm a receipt."""
    roles: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(
        role__in=roles_with(Permission.ACKNOWLEDGE_OFFER),
        user__in={notice.recipient_id for notice in notices},
        organisation__in=municipalities,
    ):
        roles[membership.user_id, membership.organisation_id].append(membership)
    return roles


def _entries(proposal: Proposal, offers: list[Offer]) -> dict[tuple[str, str, datetime], Entry]:
    """Return the lines of the trail about these offers."""
    roads = [str(offer.ratification_id) for offer in offers]
    label = offers[0].ratification._meta.label_lower if offers else ""
    offered = Entry.objects.filter(act="offered_proposal")
    found = offered.filter(object_type=label, object_id__in=roads) | offered.filter(
        object_type=proposal._meta.label_lower, object_id=str(proposal.pk)
    )
    return {(entry.object_type, entry.object_id, entry.at): entry for entry in found}
