"""The execution agenda as people read it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from actions.models import Action
from municipalities.access import MemberRequest, Permission, requires
from profiles.models import Profile


@requires(Permission.READ)
@require_GET
def actions(request: MemberRequest, profile: int) -> HttpResponse:
    own = Profile.objects.filter(region=request.membership.organisation.region)
    found = get_object_or_404(own, pk=profile)
    rows = Action.objects.filter(theme__profile=found).select_related("theme", "lead")
    context = {"profile": found, "actions": rows, "example_note": found.example_note}
    return render(request, "actions/actions.html", context)
