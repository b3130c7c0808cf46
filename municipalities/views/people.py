"""The people of the own organisation or region: who there are, and what an administrator does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dutch.moments import format_date
from municipalities import services
from municipalities.access import MemberRequest, Permission, may_help, requires
from municipalities.forms import EndForm, ReasonForm
from municipalities.models import Membership
from municipalities.selectors import people_page, roles_in_care
from trail.selectors import history_of


@requires(Permission.READ)
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    page = people_page(request.membership, at=now)
    return render(request, "municipalities/people.html", {"page": page, "now": now})


@requires(Permission.MANAGE_PEOPLE)
@require_GET
def role(request: MemberRequest, role: int) -> HttpResponse:
    return _role(request, _role_in_care(request, role))


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def end_role(request: MemberRequest, role: int) -> HttpResponse:
    found = _role_in_care(request, role)
    form = EndForm(request.POST, prefix="einde")
    if not form.is_valid():
        return _role(request, found, end_form=form, status=422)
    try:
        ended = services.end_role(
            found, by=request.membership, at=timezone.now(), **form.cleaned_data
        )
    except services.Refused as refusal:
        form.add_error(None, str(refusal))
        return _role(request, found, end_form=form, status=422)
    assert ended.valid_until is not None
    until = form.cleaned_data["until"]
    when = f"eindigt na {format_date(until)}" if until else "is beëindigd"
    messages.success(
        request,
        f"De rol {ended.capacity} van {ended.user} {when}. "
        f"U deed dit namens {request.membership.on_behalf_of}.",
    )
    return redirect("municipalities:people")


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def wipe_second_factor(request: MemberRequest, role: int) -> HttpResponse:
    found = _role_in_care(request, role)
    form = ReasonForm(request.POST, prefix="stap")
    if not form.is_valid():
        return _role(request, found, wipe_form=form, status=422)
    try:
        services.wipe_second_factor(
            found.user, by=request.membership, at=timezone.now(), **form.cleaned_data
        )
    except services.Refused as refusal:
        form.add_error(None, str(refusal))
        return _role(request, found, wipe_form=form, status=422)
    messages.success(
        request,
        f"De tweede stap van {found.user} is gewist namens {request.membership.on_behalf_of}. "
        "Bij het inloggen stelt deze persoon een nieuwe in.",
    )
    return redirect("municipalities:role", found.pk)


def _role_in_care(request: MemberRequest, role: int) -> Membership:
    found = roles_in_care(request.membership).select_related("given_by", "ended_by")
    return get_object_or_404(found, pk=role)


def _role(
    request: MemberRequest,
    found: Membership,
    *,
    end_form: EndForm | None = None,
    wipe_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    theirs = list(found.user.memberships.current(today).with_organisation())
    is_self = found.user_id == request.user.pk
    context = {
        "role": found,
        "is_over": found.valid_until is not None and found.valid_until < today,
        "helps": may_help(request.membership, theirs) and not is_self,
        "end_form": end_form or EndForm(prefix="einde"),
        "wipe_form": wipe_form or ReasonForm(prefix="stap"),
        "lines": history_of(found),
    }
    return render(request, "municipalities/people_role.html", context, status=status)
