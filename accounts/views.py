"""The own account."""

from allauth.account.internal.flows.reauthentication import resume_request
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from municipalities.access import MemberRequest, signed_in
from municipalities.rules import used_second_factor


@signed_in
@require_GET
def second_factor(request: MemberRequest) -> HttpResponse:
    """Let somebody choose a second factor; who has proved it goes on with what they were doing."""
    if used_second_factor(request):
        return resume_request(request) or redirect("/")
    return render(request, "accounts/second_factor.html")
