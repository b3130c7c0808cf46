"""What an action asks beyond the capacity of municipalities, and what their colleges say to it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from actions.views.found import own_action
from decisions.selectors.further import further_page
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def further(request: MemberRequest, action: int) -> HttpResponse:
    found = own_action(request, action)
    page = further_page(found, viewer=request.membership, at=timezone.now())
    context = {"page": page, "example_note": found.theme.profile.example_note}
    return render(request, "decisions/further/further.html", context)
