"""What people do with their own account."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from dutch.moments import local_date
from municipalities.access import Permission, holders, may
from municipalities.models import Membership, Organisation, User
from municipalities.rules import network_of
from municipalities.services.turns import take_turn
from trail.services import record

DAY = timedelta(days=1)
LEFT = "Zelf vertrokken uit het portaal"


@dataclass(frozen=True, slots=True)
class Oneself:
    """Somebody who acts for no organisation, such as at the door."""

    user_id: int
    origin: str
    on_behalf_of: str = ""
    capacity: str = "gebruiker"
    acting_organisation_id: int | None = None
    region_id: int | None = None


class CannotLeave(Exception):
    """Somebody else would be left without an administrator; the message says where."""


def record_own(act: str, sentence: str, *, user: User, request: HttpRequest, at: datetime) -> None:
    """Add to the trail what somebody did with their own account, and from where."""
    by = Oneself(user_id=user.pk, origin=network_of(request))
    record(act=act, sentence=sentence, of=user, by=by, at=at)


@transaction.atomic
def leave(user: User, *, origin: str, at: datetime) -> None:
    """
    End the roles of somebody who leaves, close the account and take away every way in.

    Name and address stay: acts of government name them, and who is invited again is the same
    person. :raises CannotLeave: if an organisation would be left without an administrator.
    """
    for role in user.memberships.with_organisation().order_by("organisation__region", "pk"):
        take_turn(role.organisation)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if left_alone := organisations_left_alone(user, on=local_date(at)):
        names = ", ".join(organisation.name for organisation in left_alone)
        raise CannotLeave(
            f"U bent de enige beheerder van {names}. Wijs eerst een andere beheerder aan."
        )
    _end_roles(user, origin=origin, at=at)
    _close(user)
    record(
        act="left",
        sentence="Vertrokken: alle rollen beëindigd en het account gesloten",
        of=user,
        by=Oneself(user_id=user.pk, origin=origin),
        at=at,
    )


def organisations_left_alone(user: User, *, on: date) -> list[Organisation]:
    """Return the organisations with other people that this person is the only one to manage."""
    current = user.memberships.current(on).with_organisation()
    own = [membership for membership in current if not membership.acts_for_region]
    managed = {m.organisation for m in own if may(m, Permission.MANAGE_PEOPLE)}
    return [
        organisation
        for organisation in sorted(managed, key=lambda organisation: organisation.name)
        if _has_others(organisation, user, on=on) and not _is_managed(organisation, user, on=on)
    ]


def _has_others(organisation: Organisation, user: User, *, on: date) -> bool:
    return organisation.memberships.current(on).exclude(user=user).exists()


def _is_managed(organisation: Organisation, user: User, *, on: date) -> bool:
    """Tell whether somebody else manages the organisation."""
    managers = holders(Permission.MANAGE_PEOPLE, on=on).filter(organisation=organisation)
    others = managers.exclude(user=user).filter(user__is_active=True)
    return any(not manager.acts_for_region for manager in others)


def _end_roles(user: User, *, origin: str, at: datetime) -> None:
    """End what is current or still to come, at once: the day before is the last."""
    today = local_date(at)
    for membership in user.memberships.with_organisation().order_by("pk"):
        if membership.valid_until is None or membership.valid_until >= today:
            membership.valid_until = max(today, membership.valid_from) - DAY
            membership.ended_at, membership.ended_by, membership.ending = at, user, LEFT
            membership.save(update_fields=["valid_until", "ended_at", "ended_by", "ending"])
            _record_end(membership, origin=origin, at=at)


def _record_end(membership: Membership, *, origin: str, at: datetime) -> None:
    """Add the end of a role to the trail of the organisation where it was held."""
    membership.origin = origin
    record(
        act="ended_role",
        sentence=f"Rol per direct beëindigd: {membership.user}, {membership.capacity}. {LEFT}.",
        of=membership,
        by=membership,
        at=at,
        rows=[membership],
    )


def _close(user: User) -> None:
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    user.notices.all().delete()
    user.mail_choices.all().delete()
    user.calendar_feeds.all().delete()
