"""The own data: to read and to take along."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.selectors import export_of, holdings
from accounts.services import record_own
from accounts.views.proof import proved
from municipalities.access import MemberRequest, signed_in


@signed_in
@require_GET
@proved
def data(request: MemberRequest) -> HttpResponse:
    """Show everything the portal holds about this person."""
    return render(request, "accounts/profile_data.html", {"held": holdings(request.user)})


@signed_in
@require_GET
@proved
def download(request: MemberRequest) -> HttpResponse:
    """Hand over the same as a file, and keep in the trail that this was done."""
    now = timezone.now()
    record_own("exported", "Eigen gegevens gedownload", user=request.user, request=request, at=now)
    return JsonResponse(
        export_of(request.user, at=now),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={
            "Content-Disposition": f'attachment; filename="mijn-gegevens-{now:%Y-%m-%d}.json"',
            "Cache-Control": "private, no-store",
        },
    )
