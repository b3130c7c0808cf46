"""Who offers the profile and who goes on afterwards; computed, never typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms import MomentForm
from decisions.selectors.coalition import coalition_page
from decisions.views.found import profile_proposal
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def coalition(request: MemberRequest, proposal: int) -> HttpResponse:
    found, now = profile_proposal(request, proposal), timezone.now()
    form = MomentForm(request.GET if "op_date" in request.GET else None, now=now)
    at = form.cleaned_data["op"] if form.is_valid() else now
    context = {
        "page": coalition_page(found, at=at, viewer=request.membership, now=now),
        "form": form,
        "is_now": at == now,
        "example_note": found.profile.example_note,
    }
    return render(request, "decisions/coalition.html", context, status=422 if form.errors else 200)
