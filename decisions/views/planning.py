"""The plan of a proposal, and the reminders that follow from it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.selectors.planning import planning_page
from decisions.selectors.reminders import reminders_page
from decisions.views.found import own_proposal
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def planning(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    page = planning_page(found, viewer=request.membership, now=timezone.now())
    context = {"page": page, "example_note": found.profile.example_note}
    return render(request, "decisions/planning.html", context)


@requires(Permission.READ_REMINDERS)
@require_GET
def reminders(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    page = reminders_page(found, at=timezone.now())
    context = {"page": page, "example_note": found.profile.example_note}
    return render(request, "decisions/reminders.html", context)
