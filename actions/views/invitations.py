"""The invitations of the own organisation, which need not be a party of the region."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from actions.forms.meetings import ReplyForm
from actions.models import Guest
from actions.selectors import meetings as selectors
from actions.services import meetings as services
from actions.services.acting import Refused
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.REPLY_INVITATION)
@require_GET
def invitations(request: MemberRequest) -> HttpResponse:
    page = selectors.invitations_page(request.membership, at=timezone.now())
    context = {"page": page, "example_note": page.example_note}
    return render(request, "actions/meetings/invitations.html", context)


@requires(Permission.REPLY_INVITATION)
@require_http_methods(["GET", "POST"])
def invitation(request: MemberRequest, meeting: int) -> HttpResponse:
    """Show a meeting to who was invited, and take the answer until it begins."""
    guest = _own_guest(request, meeting)
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        try:
            services.reply(guest, draft=form.draft, by=request.membership, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Uw antwoord is vastgelegd.")
            return redirect("actions:invitation", meeting)
    page = selectors.invitation_page(guest, at=timezone.now())
    if not form.is_bound:
        form = ReplyForm(initial=_said(page))
    context = {"page": page, "form": form, "example_note": page.example_note}
    status = 422 if form.errors else 200
    return render(request, "actions/meetings/invitation.html", context, status=status)


def _own_guest(request: MemberRequest, meeting: int) -> Guest:
    """Return the invitation of the own organisation. :raises Http404: when it was not invited."""
    own = Guest.objects.filter(organisation=request.membership.organisation_id)
    return get_object_or_404(own.select_related("meeting", "organisation"), meeting=meeting)


def _said(page: selectors.InvitationPage) -> dict[str, object]:
    """Return the last answer, for a form that starts with it."""
    last = page.reply
    if last is None:
        return {}
    come = {"is_coming": "yes", "people": last.people} if last.is_coming else {"is_coming": "no"}
    return {**come, "note": last.note}
