"""The profile as people read it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from municipalities.access import MemberRequest, Permission, may, requires
from profiles.models import Profile


@requires(Permission.READ)
@require_GET
def profile(request: MemberRequest, profile: int) -> HttpResponse:
    own = Profile.objects.filter(region=request.membership.organisation.region)
    found = get_object_or_404(
        own.prefetch_related("chapters", "themes__ambitions", "milestones", "versions"), pk=profile
    )
    context = {
        "profile": found,
        "may_import": may(request.membership, Permission.IMPORT_PROPOSAL),
        "example_note": found.example_note,
    }
    return render(request, "profiles/profile.html", context)
