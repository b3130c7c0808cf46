"""Cultural institutions: their own page, and the list of those that wait for a coordinator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from municipalities import services
from municipalities.access import MemberRequest, Permission, requires
from municipalities.forms import EndForm, InstitutionForm, RefuseForm, SeenForm
from municipalities.models import Institution
from municipalities.rules import blockers_to_submit
from municipalities.selectors import (
    institution_lines,
    institutions_of,
    own_institution,
    people_page,
    roles_in_care,
)
from municipalities.services import institutions as acts
from trail.selectors import history_of

AGAIN = (
    "Omdat naam, vestigingsgemeente of KvK-nummer veranderde, moet een regiocoördinator "
    "uw instelling opnieuw bevestigen."
)


@requires(Permission.MANAGE_INSTITUTION)
@require_GET
def institution(request: MemberRequest) -> HttpResponse:
    """Show the own institution: what it said, what a coordinator said, and its people."""
    found = get_object_or_404(own_institution(request.membership))
    now = timezone.now()
    context = {
        "institution": found,
        "blockers": blockers_to_submit(found),
        "page": people_page(request.membership, at=now),
        "now": now,
        "lines": history_of(found),
    }
    return render(request, "municipalities/institution.html", context)


@requires(Permission.MANAGE_INSTITUTION)
@require_http_methods(["GET", "POST"])
def edit_institution(request: MemberRequest) -> HttpResponse:
    found = get_object_or_404(own_institution(request.membership))
    form = InstitutionForm(request.POST or None, region=found.region, initial=_initial(found))
    if form.is_valid():
        try:
            voids = acts.edit(found, form.facts, by=request.membership, at=timezone.now())
        except services.Refused as refusal:
            form.refuse(refusal.blockers)
        else:
            done = f"De gegevens van {form.facts.name} zijn opgeslagen."
            if voids:
                done += f" {AGAIN}"
            messages.success(request, done)
            return redirect("municipalities:institution")
    context = {"form": form, "institution": found}
    status = 422 if form.errors else 200
    return render(request, "municipalities/institution_edit.html", context, status=status)


@requires(Permission.MANAGE_INSTITUTION)
@require_http_methods(["GET", "POST"])
def colleague(request: MemberRequest, role: int) -> HttpResponse:
    """Show the role of a colleague in the own institution, and end it."""
    found = get_object_or_404(roles_in_care(request.membership), pk=role)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_role(found, by=request.membership, at=timezone.now(), **form.cleaned_data)
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"De rol van {found.user} is beëindigd.")
            return redirect("municipalities:home")
    is_over = found.valid_until is not None and found.valid_until < timezone.localdate()
    context = {"role": found, "form": form, "is_over": is_over}
    status = 422 if form.errors else 200
    return render(request, "municipalities/institution_colleague.html", context, status=status)


@requires(Permission.CONFIRM_INSTITUTION)
@require_GET
def institutions(request: MemberRequest) -> HttpResponse:
    context = {"lines": institution_lines(request.membership.region_id)}
    return render(request, "municipalities/institutions.html", context)


@requires(Permission.CONFIRM_INSTITUTION)
@require_GET
def institution_check(request: MemberRequest, institution: int) -> HttpResponse:
    return _check(request, _found(request, institution))


@requires(Permission.CONFIRM_INSTITUTION)
@require_POST
def confirm_institution(request: MemberRequest, institution: int) -> HttpResponse:
    found = _found(request, institution)
    form = SeenForm(request.POST, prefix="akkoord")
    if not form.is_valid():
        return _check(request, found, status=422)
    try:
        acts.confirm(found, by=request.membership, at=timezone.now(), **form.cleaned_data)
    except services.Refused as refusal:
        form.add_error(None, str(refusal))
        return _check(request, found, confirm_form=form, status=422)
    return _answered(request, f"{found} is bevestigd")


@requires(Permission.CONFIRM_INSTITUTION)
@require_POST
def refuse_institution(request: MemberRequest, institution: int) -> HttpResponse:
    found = _found(request, institution)
    form = RefuseForm(request.POST, prefix="weigering")
    if not form.is_valid():
        return _check(request, found, refuse_form=form, status=422)
    try:
        acts.refuse(found, by=request.membership, at=timezone.now(), **form.cleaned_data)
    except services.Refused as refusal:
        form.add_error(None, str(refusal))
        return _check(request, found, refuse_form=form, status=422)
    return _answered(request, f"{found} is geweigerd")


def _found(request: MemberRequest, institution: int) -> Institution:
    return get_object_or_404(institutions_of(request.membership.region_id), pk=institution)


def _check(
    request: MemberRequest,
    found: Institution,
    *,
    confirm_form: SeenForm | None = None,
    refuse_form: RefuseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = {"seen": found.version}
    context = {
        "institution": found,
        "is_proved": acts.has_proved_address(found),
        "is_own": found.registered_by_id == request.user.pk,
        "confirm_form": confirm_form or SeenForm(prefix="akkoord", initial=seen),
        "refuse_form": refuse_form or RefuseForm(prefix="weigering", initial=seen),
        "lines": history_of(found),
    }
    return render(request, "municipalities/institution_check.html", context, status=status)


def _answered(request: MemberRequest, done: str) -> HttpResponse:
    who = request.membership.on_behalf_of
    messages.success(request, f"{done} namens {who}. De instelling krijgt bericht.")
    return redirect("municipalities:institutions")


def _initial(found: Institution) -> dict[str, object]:
    return {
        "institution_name": found.name,
        "seat": found.seat_id,
        "kvk": found.kvk,
        "discipline": found.discipline,
        "is_bis": found.is_bis,
    }
