"""Inviting people by mail to a role: sent, sent again, withdrawn, accepted."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from dutch.moments import local_date
from municipalities.access import Permission, invitable, is_brought_in
from municipalities.emails import invitation_body
from municipalities.models import Institution, Invitation, Membership, Organisation, Role, User
from municipalities.rules import Blocker, blockers_to_accept, blockers_to_invite
from municipalities.services.opening import open_account
from municipalities.services.turns import Refused, refuse_if, take_turn, tell_organisation
from notices.services import post
from trail.services import record

VALID = timedelta(days=14)
BYTES = 32  # of chance in a link: nobody guesses 256 bits
OPEN = "invitation"  # the key in a session: the hash of the link that was followed


@transaction.atomic
def invite(  # noqa: PLR0913  # whom, where, as what, by whom, when
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    by: Membership | None,
    at: datetime,
) -> str:
    """
    Mail somebody the offer of a role and return the link in it, which is kept nowhere.

    `by` is None on the command line. :raises Refused: and then nothing is sent.
    """
    take_turn(organisation)
    refuse_if(_blockers(email, organisation, role, by=by, at=at))
    invitation = _offer(email, organisation, role)
    invitation.name = name
    link = _send(invitation, by=by, at=at)
    _record_act("invited", "Uitgenodigd", invitation, by=by, at=at)
    others = [Permission.ACKNOWLEDGE_OFFER] if is_brought_in(by, role) else []
    tell_organisation(
        *(Permission.MANAGE_PEOPLE, *others),
        event=f"invited:{invitation.pk}",
        subject=f"{name} is uitgenodigd als {role.label} van {organisation.full_name}, "
        f"door {by.user if by else 'het portaal'}"[:200],
        path=reverse("municipalities:people"),
        organisation=organisation,
        by=by,
        at=at,
    )
    return link


@transaction.atomic
def send_again(invitation: Invitation, *, by: Membership, at: datetime) -> None:
    """Send a new link, valid from now, in the name of `by`; the old link stops. :raises Refused:"""
    invitation = _taken(invitation, by=by)
    _send(invitation, by=by, at=at)
    _record_act("invited_again", "Opnieuw uitgenodigd", invitation, by=by, at=at)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Membership, at: datetime) -> None:
    """Take the offer back: the link stops working. :raises Refused: once it was answered."""
    invitation = _taken(invitation, by=by)
    invitation.withdrawn_at, invitation.withdrawn_by = at, by.user
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record_act("withdrew_invitation", "Uitnodiging ingetrokken", invitation, by=by, at=at)


@transaction.atomic
def accept(invitation: Invitation, *, user: User, at: datetime, origin: str = "") -> Membership:
    """Give the invited person the role, from today. :raises Refused: when it cannot be theirs."""
    take_turn(invitation.organisation)
    invitation = Invitation.objects.select_related("organisation__region", "invited_by").get(
        pk=invitation.pk
    )
    refuse_if(acceptance_blockers(invitation, user=user, at=at))
    membership = _membership(invitation, user, at=at)
    membership.origin = origin
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    sentence = f"Uitnodiging aanvaard: {user} ({membership.capacity}, {membership.on_behalf_of})"
    record(
        act="accepted_invitation",
        sentence=sentence,
        of=membership,
        by=membership,
        at=at,
        rows=[membership, invitation],
    )
    tell_organisation(
        Permission.MANAGE_PEOPLE,
        event=f"accepted:{invitation.pk}",
        subject=f"{user} is nu {membership.capacity} van {membership.on_behalf_of}"[:200],
        path=reverse("municipalities:people"),
        organisation=invitation.organisation,
        by=membership,
        at=at,
    )
    return membership


@transaction.atomic
def accept_as_new(
    invitation: Invitation, *, name: str, password: str, at: datetime, origin: str = ""
) -> Membership:
    """
    Give the invited person an account and the role; who left the portal before comes back.

    :raises Refused: if they have an account.
    """
    user = open_account(invitation, name=name, password=password, at=at)
    return accept(invitation, user=user, at=at, origin=origin)


def acceptance_blockers(
    invitation: Invitation, *, user: User | None, at: datetime
) -> list[Blocker]:
    """Return why this person, or somebody new, cannot accept the invitation now."""
    is_open = Invitation.objects.open(at).filter(pk=invitation.pk).exists()
    return blockers_to_accept(
        invitation,
        user=user,
        is_open=is_open,
        inviter_may=_inviter_may(invitation, on=local_date(at)),
    )


def follow(request: HttpRequest, token: str) -> None:
    """Remember in the session which invitation was followed; its secret stays out of addresses."""
    kept = token_sha256(token)
    if Invitation.objects.filter(token_sha256=kept).exists():
        request.session[OPEN] = kept
    else:
        request.session.pop(OPEN, None)


def open_invitation(request: HttpRequest) -> Invitation | None:
    """Return the invitation that this session followed, if it can be accepted now."""
    found = Invitation.objects.filter(token_sha256=request.session.get(OPEN, ""))
    invitation = found.select_related("organisation__region", "invited_by").first()
    at = timezone.now()
    if invitation is None or acceptance_blockers(invitation, user=None, at=at):
        return None
    return invitation


def token_sha256(token: str) -> str:
    """Return what is kept of the secret in a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _blockers(
    email: str, organisation: Organisation, role: Role, *, by: Membership | None, at: datetime
) -> list[Blocker]:
    current = Membership.objects.current(local_date(at)).filter(
        organisation=organisation.pk, role=role
    )
    open_now = Invitation.objects.open(at).filter(organisation=organisation.pk, role=role)
    first = is_brought_in(by, role)
    unconfirmed = Institution.objects.filter(pk=organisation.pk, confirmed_at=None)
    return blockers_to_invite(
        is_invitable=role in invitable(by, organisation),
        has_role=current.filter(user__email__iexact=email).exists(),
        is_invited=open_now.filter(email__iexact=email).exists(),
        has_administrator=first and current.exists(),
        administrator_invited=first and open_now.exists(),
        is_unconfirmed=unconfirmed.exists(),
        is_oneself=by is not None and by.user.email.lower() == email.lower(),
    )


def _offer(email: str, organisation: Organisation, role: Role) -> Invitation:
    """Return the offer to make: the one that lapsed, for the same one can be open once."""
    lapsed = Invitation.objects.unanswered().filter(
        email__iexact=email, organisation=organisation.pk, role=role
    )
    return lapsed.first() or Invitation(email=email.lower(), organisation=organisation, role=role)


def _send(invitation: Invitation, *, by: Membership | None, at: datetime) -> str:
    token = secrets.token_urlsafe(BYTES)
    invitation.token_sha256 = token_sha256(token)
    invitation.invited_at, invitation.invited_by = at, by.user if by else None
    invitation.expires_at = at + VALID
    invitation.save()
    link = settings.PORTAL_URL + reverse("municipalities:follow_invitation", args=[token])
    region = invitation.organisation.region
    post(
        to=invitation.email,
        subject=f"Uitnodiging voor het portaal van Cultuurregio {region}",
        body=invitation_body(invitation, link=link, until=invitation.expires_at),
        at=at,
        is_secret=True,
    )
    return link


def _taken(invitation: Invitation, *, by: Membership) -> Invitation:
    """Return the invitation as it is now, in this person's turn. :raises Refused:"""
    take_turn(invitation.organisation)
    found = Invitation.objects.select_related("organisation__region").get(pk=invitation.pk)
    if found.role not in invitable(by, found.organisation):
        raise Refused([Blocker.NOT_INVITABLE])
    if found.accepted_at or found.withdrawn_at:
        raise Refused([Blocker.GONE])
    return found


def _inviter_may(invitation: Invitation, *, on: date) -> bool:
    """Tell whether who invited may still do so; what the command line gave stays given."""
    if invitation.invited_by is None:
        return True
    theirs = invitation.invited_by.memberships.current(on).with_organisation()
    return any(invitation.role in invitable(by, invitation.organisation) for by in theirs)


def _membership(invitation: Invitation, user: User, *, at: datetime) -> Membership:
    """Return the role that the person has by now, or give it."""
    today = local_date(at)
    current = user.memberships.current(today).with_organisation()
    found = current.filter(organisation=invitation.organisation_id, role=invitation.role).first()
    return found or Membership.objects.create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        valid_from=today,
        given_at=at if invitation.invited_by else None,
        given_by=invitation.invited_by,
    )


def _record_act(
    act: str, words: str, invitation: Invitation, *, by: Membership | None, at: datetime
) -> None:
    organisation = invitation.organisation
    role = f"{invitation.get_role_display()}, {organisation.name}"
    record(
        act=act,
        sentence=f"{words}: {invitation.name} ({role})",
        of=invitation,
        by=by,
        at=at,
        rows=[invitation],
        region_id=organisation.region_id,
    )
