"""What the own municipality has, and the region's capacity and money."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.forms.capacity import CapacityForm
from actions.rules.plans import said_amount
from actions.selectors.capacity import capacity_page, differences, own_lines, own_municipality
from actions.services.acting import Refused
from actions.services.capacity import declare_capacity
from municipalities.access import MemberRequest, Permission, requires
from municipalities.models import Municipality


@requires(Permission.DECLARE_CAPACITY)
@require_http_methods(["GET", "POST"])
def own_capacity(request: MemberRequest) -> HttpResponse:
    own = own_municipality(request.membership)
    if own is None:
        raise Http404
    form = CapacityForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid() and _declared(request, own, form):
        return redirect("actions:own_capacity")
    context = {"page": capacity_page(own, at=timezone.now()), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "actions/capacity/own.html", context, status=status)


def _declared(request: MemberRequest, own: Municipality, form: CapacityForm) -> bool:
    """Declare what the form says, and tell what that changes; False is that it was refused."""
    now, facts = timezone.now(), form.cleaned_data
    before = own_lines(own, at=now)
    try:
        declare_capacity(own, **facts, by=request.membership, at=now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    amount = said_amount(facts["unit"], facts["amount"])
    messages.success(request, f"Opgegeven voor {facts['year']}: {amount}.")
    for sentence in differences(before, own_lines(own, at=now)):
        messages.info(request, sentence)
    return True
