"""Inviting people, and what somebody sees who was invited."""

from collections.abc import Callable

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from municipalities.access import (
    ACTING,
    MemberRequest,
    Permission,
    invitable,
    limited,
    public,
    requires,
)
from municipalities.forms import AcceptForm, InviteForm, JoinForm
from municipalities.models import Invitation, Membership
from municipalities.rules import Blocker, network_of
from municipalities.selectors import invitations_in_care, places_to_invite
from municipalities.services import Refused, invitations
from municipalities.services.opening import has_account

NAMES = {"municipalities:people": "Mensen", "municipalities:institution": "Mijn instelling"}
DONE = {invitations.send_again: "opnieuw verstuurd", invitations.withdraw: "ingetrokken"}


@requires(Permission.MANAGE_PEOPLE)
@limited("invite")
@require_http_methods(["GET", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Invite somebody to the own organisation; for the region, to one of its organisations."""
    return _invite(request, back="municipalities:people")


@requires(Permission.MANAGE_PEOPLE)
@limited("invite")
@require_POST
def send_again(request: MemberRequest, invitation: int) -> HttpResponse:
    return _answered(request, invitation, invitations.send_again, back="municipalities:people")


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def withdraw(request: MemberRequest, invitation: int) -> HttpResponse:
    return _answered(request, invitation, invitations.withdraw, back="municipalities:people")


@requires(Permission.MANAGE_INSTITUTION)
@limited("invite")
@require_http_methods(["GET", "POST"])
def invite_colleague(request: MemberRequest) -> HttpResponse:
    """Invite somebody to the own institution, once it is confirmed."""
    return _invite(request, back="municipalities:institution")


@requires(Permission.MANAGE_INSTITUTION)
@limited("invite")
@require_POST
def send_colleague_again(request: MemberRequest, invitation: int) -> HttpResponse:
    return _answered(request, invitation, invitations.send_again, back="municipalities:institution")


@requires(Permission.MANAGE_INSTITUTION)
@require_POST
def withdraw_colleague(request: MemberRequest, invitation: int) -> HttpResponse:
    return _answered(request, invitation, invitations.withdraw, back="municipalities:institution")


@public
@limited("accept_invitation")
@never_cache
@require_GET
def follow_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the secret of the link in the session and leave it out of the address from here."""
    invitations.follow(request, token)
    return redirect("municipalities:invitation")


@public
@limited("accept_invitation")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Show who invites to what; a link that is used, lapsed, withdrawn or wrong looks the same."""
    found = invitations.open_invitation(request)
    if found is None:
        return render(request, "municipalities/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        return _as_oneself(request, found)
    return _as_somebody_new(request, found)


def _as_oneself(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = request.user
    assert user.is_authenticated
    at = timezone.now()
    blockers = invitations.acceptance_blockers(found, user=user, at=at)
    if request.method == "POST" and not blockers:
        membership = invitations.accept(found, user=user, at=at, origin=network_of(request))
        return _welcome(request, membership)
    context = {"invitation": found, "form": AcceptForm(), "blockers": blockers}
    status = 422 if request.method == "POST" else 200
    return render(request, "municipalities/invitation.html", context, status=status)


def _as_somebody_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, email=found.email, initial={"name": found.name})
    if form.is_valid():
        try:
            membership = invitations.accept_as_new(
                found, at=timezone.now(), origin=network_of(request), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            login = Login(user=membership.user, redirect_url=reverse("municipalities:home"))
            _welcome(request, membership)
            response: HttpResponse = perform_password_login(request, {"email": found.email}, login)
            return response
    context = {"invitation": found, "form": form, "known": has_account(found)}
    status = 422 if form.errors else 200
    return render(request, "municipalities/invitation.html", context, status=status)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    del request.session[invitations.OPEN]
    request.session[ACTING] = membership.pk
    messages.success(
        request, f"Welkom. U bent nu {membership.capacity} van {membership.on_behalf_of}."
    )
    return redirect("municipalities:home")


def _invite(request: MemberRequest, *, back: str) -> HttpResponse:
    by = request.membership
    form = InviteForm(
        request.POST or None,
        places=places_to_invite(by),
        roles=invitable(by, by.organisation),
        own=None if by.acts_for_region else by.organisation,
        initial={name: request.GET.get(name) for name in ("organisation", "role")},
    )
    if form.is_valid() and _is_sent(form, by=by):
        name = form.cleaned_data["name"]
        done = f"De uitnodiging aan {name} is onderweg."
        messages.success(request, f"{done} U deed dit namens {by.on_behalf_of}.")
        return redirect(back)
    context = {"form": form, "back": reverse(back), "back_name": NAMES[back]}
    status = 422 if form.errors else 200
    return render(request, "municipalities/people_invite.html", context, status=status)


def _is_sent(form: InviteForm, *, by: Membership) -> bool:
    """Send the invitation of the form; what is refused stands in the form."""
    facts = {"organisation": by.organisation, **form.cleaned_data}
    try:
        invitations.invite(**facts, by=by, at=timezone.now())
    except Refused as refusal:
        field = "role" if refusal.blockers == [Blocker.NOT_INVITABLE] else None
        form.add_error(field, str(refusal))
        return False
    return True


def _answered(
    request: MemberRequest, invitation: int, act: Callable[..., None], *, back: str
) -> HttpResponse:
    found = get_object_or_404(invitations_in_care(request.membership), pk=invitation)
    try:
        act(found, by=request.membership, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = f"De uitnodiging aan {found.name} is {DONE[act]}."
        messages.success(request, f"{done} U deed dit namens {request.membership.on_behalf_of}.")
    return redirect(back)
