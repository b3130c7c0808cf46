"""People and their roles: given, ended, and helped when a second factor is lost."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse

from dutch.moments import format_date, local_date
from municipalities.access import Permission, holders, invitable, may, may_help
from municipalities.emails import wiped_factor_body
from municipalities.models import Membership, Organisation, Role, User
from municipalities.rules import blockers_to_end, blockers_to_wipe
from municipalities.services.turns import refuse_if, take_turn
from notices.models import Kind
from notices.services import post, tell
from trail.services import record

DAY = timedelta(days=1)
MANAGING = (Permission.MANAGE_PEOPLE, Permission.MANAGE_INSTITUTION)


@transaction.atomic
def add_person(  # noqa: PLR0913  # who, where, as what, since when
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    since: date,
    password: str | None = None,
) -> Membership:
    """Give a person, new or known, a role at the organisation; without a password no sign-in."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = create_user(email=email, name=name, password=password)
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, valid_from=since
    )


def create_user(*, email: str, name: str, password: str | None = None) -> User:
    """Create a person whose address is known to be theirs; without a password none signs in."""
    user = User.objects.create_user(email=email, name=name, password=password)
    prove_address(user)
    return user


def prove_address(user: User) -> None:
    """Keep that this person has shown to read mail at the own address."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def void_roles(user: User, *, reason: str, at: datetime) -> None:
    """End the roles of an account that turns out to be somebody else's beginning."""
    for membership in user.memberships.current(local_date(at)).with_organisation():
        membership.valid_until = max(local_date(at), membership.valid_from) - DAY
        membership.ended_at, membership.ended_by, membership.ending = at, user, reason
        membership.save(update_fields=["valid_until", "ended_at", "ended_by", "ending"])
        record(
            act="ended_role",
            sentence=f"Rol beëindigd: {membership.capacity} van {membership.on_behalf_of}",
            of=membership,
            by=None,
            at=at,
            rows=[membership],
            region_id=membership.region_id,
        )


@transaction.atomic
def end_role(
    membership: Membership, *, until: date | None, reason: str, by: Membership, at: datetime
) -> Membership:
    """
    End a role after the day `until`, or at once: then it works no more at the next request.

    Who may give a role may end it. :raises Refused: and then nothing changes.
    """
    take_turn(membership.organisation)
    membership = Membership.objects.with_organisation().get(pk=membership.pk)
    today = local_date(at)
    over = membership.valid_until is not None and membership.valid_until < today
    refuse_if(
        blockers_to_end(
            is_theirs=membership.role in invitable(by, membership.organisation),
            is_over=over,
            is_last_own=membership.user_id == by.user_id and _is_last(membership, today),
            until=until,
            valid_from=membership.valid_from,
            today=today,
        )
    )
    membership.valid_until = until or max(today, membership.valid_from) - DAY
    membership.ended_at, membership.ended_by, membership.ending = at, by.user, reason
    membership.save(update_fields=["valid_until", "ended_at", "ended_by", "ending"])
    _tell_of_end(membership, until=until, by=by, at=at)
    return membership


def _is_last(membership: Membership, today: date) -> bool:
    """Tell whether nobody else manages these people once this role has ended."""
    managing = [permission for permission in MANAGING if may(membership, permission)]
    if not managing:
        return False
    others = holders(managing[0], on=today).filter(role=membership.role, valid_until=None)
    if membership.acts_for_region:
        others = others.filter(organisation__region=membership.region_id)
    else:
        others = others.filter(organisation=membership.organisation_id)
    return not others.exclude(user=membership.user_id).exists()


def _tell_of_end(
    membership: Membership, *, until: date | None, by: Membership, at: datetime
) -> None:
    when = f"na {format_date(until)}" if until else "per direct"
    role = f"{membership.capacity} van {membership.on_behalf_of}"
    record(
        act="ended_role",
        sentence=f"Rol {when} beëindigd: {membership.user} ({role}). Reden: {membership.ending}"[
            :300
        ],
        of=membership,
        by=by,
        at=at,
        rows=[membership],
    )
    tell(
        event=f"ended_role:{membership.pk}:{at.timestamp():.0f}",
        kind=Kind.PEOPLE,
        recipients={membership.user_id} - {by.user_id},
        subject=f"Uw rol {role} is {when} beëindigd",
        path=reverse("municipalities:home"),
        at=at,
    )


@transaction.atomic
def wipe_second_factor(user: User, *, reason: str, by: Membership, at: datetime) -> None:
    """
    Let somebody who lost their second factor set up a new one; their sessions end, they get a mail.

    :raises Refused: for oneself, and for people whom this person does not look after.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    theirs = user.memberships.current(local_date(at)).with_organisation()
    factors = Authenticator.objects.filter(user=user)
    refuse_if(
        blockers_to_wipe(
            is_theirs=may_help(by, theirs),
            is_self=user.pk == by.user_id,
            has_factor=factors.exists(),
        )
    )
    factors.delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(
        act="wiped_factor",
        sentence=f"Tweede stap gewist van {user}. Reden: {reason}"[:300],
        of=user,
        by=by,
        at=at,
    )
    post(
        to=user.email,
        subject="Uw tweede stap bij het inloggen is gewist",
        body=wiped_factor_body(name=user.name, who=f"{by.user} ({by.on_behalf_of})"),
        at=at,
    )
