"""Where somebody lands: the page that their role is for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from municipalities.access import MemberRequest, Permission, acting_membership, may, signed_in

# The first of these that somebody may do says which page they come for.
PLACES = [
    (Permission.READ, "decisions:overview"),
    (Permission.MANAGE_INSTITUTION, "municipalities:institution"),
    (Permission.READ_GRANTS, "municipalities:who_may_what"),
]


@signed_in
@require_GET
def home(request: MemberRequest) -> HttpResponse:
    """Send people to their page; who has no role today reads whom to ask."""
    membership = acting_membership(request)
    for permission, name in PLACES:
        if membership and may(membership, permission):
            return redirect(name)
    return render(request, "municipalities/home.html")
