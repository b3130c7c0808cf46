"""The page "Mensen": who has which role, who is on the way, and who is still missing where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from dutch.moments import local_date
from municipalities.access import Permission, invitable, may
from municipalities.models import Invitation, Membership, Organisation, OrganisationKind
from municipalities.querysets import InvitationQuerySet, MembershipQuerySet
from trail.models import Entry

# What a municipality needs people for, and how many, before it can decide and sign.
NEEDED = [
    (Permission.ACKNOWLEDGE_OFFER, 1, "bestuurssecretaris"),
    (Permission.CONFIRM_DECISION, 2, "tweede persoon die bevestigt"),
    (Permission.SIGN, 1, "wethouder cultuur"),
    (Permission.AUTHORISE, 1, "burgemeester"),
]


@dataclass(frozen=True, slots=True)
class Line:
    """One role of one person; `last_act_at` is of that person, for whomever."""

    membership: Membership
    last_act_at: datetime | None
    in_care: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One organisation as the region sees it; `lacks` names functions in Dutch."""

    organisation: Organisation
    administrators: list[Membership]
    invited: bool
    people: int
    lacks: list[str]

    @property
    def missing(self) -> list[str]:
        """Who is missing in all, the administrator first."""
        return self.lacks if self.administrators else ["beheerder", *self.lacks]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The people of one organisation, or of the region with `places` for its organisations."""

    current: list[Line]
    former: list[Line]
    invitations: list[Invitation]
    places: list[Place]

    @property
    def lacking(self) -> int:
        """How many organisations still miss somebody."""
        return sum(1 for place in self.places if place.missing)


def people_page(viewer: Membership, *, at: datetime) -> PeoplePage:
    """Return what this person sees of people: those for whom they act, and what they look after."""
    today = local_date(at)
    roles = _visible(viewer)
    own = [role for role in roles if role.acting_organisation_id == viewer.acting_organisation_id]
    acts = _last_acts(own)
    lines = [
        Line(
            membership=role,
            last_act_at=acts.get(role.user_id),
            in_care=role.role in invitable(viewer, role.organisation),
        )
        for role in own
    ]
    invitations = list(invitations_in_care(viewer))
    return PeoplePage(
        current=[line for line in lines if not _is_over(line.membership, today)],
        former=[line for line in lines if _is_over(line.membership, today)],
        invitations=invitations,
        places=_places(viewer, roles, invitations, at=at) if viewer.acts_for_region else [],
    )


def lacking(memberships: Iterable[Membership]) -> list[str]:
    """Return the functions that a municipality with these roles still misses, in Dutch."""
    people: dict[Permission, set[int]] = defaultdict(set)
    for membership in memberships:
        for permission, _, _ in NEEDED:
            if may(membership, permission):
                people[permission].add(membership.user_id)
    return [label for permission, count, label in NEEDED if len(people[permission]) < count]


def roles_in_care(by: Membership) -> MembershipQuerySet:
    """Return the roles, past ones too, that this person may give and end."""
    roles = Membership.objects.with_organisation().filter(role__in=invitable(by, by.organisation))
    if by.acts_for_region:
        return roles.filter(organisation__region=by.region_id)
    return roles.filter(organisation=by.organisation_id)


def invitations_in_care(by: Membership) -> InvitationQuerySet:
    """Return the unanswered invitations, lapsed ones too, that are this person's to handle."""
    found = Invitation.objects.unanswered().filter(role__in=invitable(by, by.organisation))
    if by.acts_for_region:
        found = found.filter(organisation__region=by.region_id)
    else:
        found = found.filter(organisation=by.organisation_id)
    return found.select_related("organisation__region", "invited_by").order_by("invited_at", "pk")


def places_to_invite(by: Membership) -> QuerySet[Organisation]:
    """Return the organisations at which this person may give a role."""
    if by.acts_for_region:
        places = Organisation.objects.filter(region=by.region_id)
        return places.exclude(kind=OrganisationKind.INSTITUTION).order_by("name")
    return Organisation.objects.filter(pk=by.organisation_id)


def _visible(viewer: Membership) -> Sequence[Membership]:
    roles = Membership.objects.with_organisation().select_related("given_by", "ended_by")
    if viewer.acts_for_region:
        roles = roles.filter(organisation__region=viewer.region_id)
    else:
        roles = roles.filter(organisation=viewer.organisation_id)
    return list(roles.order_by("user__name", "role", "valid_from", "pk"))


def _is_over(membership: Membership, today: date) -> bool:
    return membership.valid_until is not None and membership.valid_until < today


def _last_acts(roles: Iterable[Membership]) -> Mapping[int, datetime]:
    people = {role.user_id for role in roles}
    acts = Entry.objects.filter(by__in=people).order_by().values_list("by")
    return dict(acts.annotate(Max("at")))


def _places(
    viewer: Membership,
    roles: Sequence[Membership],
    invitations: Iterable[Invitation],
    *,
    at: datetime,
) -> list[Place]:
    today = local_date(at)
    present = defaultdict(list)
    for role in roles:
        if role.is_valid_on(today):
            present[role.acting_organisation_id].append(role)
    invited = {each.organisation_id for each in invitations if each.expires_at > at}
    return [
        _place(organisation, present[organisation.pk], invited=organisation.pk in invited)
        for organisation in places_to_invite(viewer)
    ]


def _place(organisation: Organisation, present: Sequence[Membership], *, invited: bool) -> Place:
    decides = organisation.kind == OrganisationKind.MUNICIPALITY
    return Place(
        organisation=organisation,
        administrators=[role for role in present if may(role, Permission.MANAGE_PEOPLE)],
        invited=invited,
        people=len({role.user_id for role in present}),
        lacks=lacking(present) if decides else [],
    )
