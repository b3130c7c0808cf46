"""Who may do what, for whoever looks after people or checks them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from municipalities.access import MemberRequest, Permission, requires
from municipalities.selectors.grants import grants_page


@requires(Permission.READ_GRANTS)
@require_GET
def who_may_what(request: MemberRequest) -> HttpResponse:
    page = grants_page(request.membership.region_id, on=timezone.localdate())
    context = {"page": page, "region": request.membership.organisation.region}
    return render(request, "municipalities/who_may_what.html", context)
