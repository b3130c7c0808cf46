"""Leaving the portal."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.forms import LeaveForm
from accounts.views.proof import proved
from municipalities.access import MemberRequest, signed_in
from municipalities.rules import network_of


@signed_in
@require_http_methods(["GET", "POST"])
@proved
def leave(request: MemberRequest) -> HttpResponse:
    """Say what leaving means, and take leave of who confirms it."""
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        try:
            services.leave(request.user, origin=network_of(request), at=timezone.now())
        except services.CannotLeave as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return render(request, "accounts/profile_farewell.html")
    today = timezone.localdate()
    context = {
        "form": form,
        "left_alone": services.organisations_left_alone(request.user, on=today),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/profile_leave.html", context, status=status)
