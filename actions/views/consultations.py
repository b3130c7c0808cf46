"""The pages of the consultations: the list, one of them, and its agenda."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actions.documents.minutes import NO_DECISION
from actions.forms.consultations import (
    AgendaItemForm,
    ChangeConsultationForm,
    ConsultationForm,
    MoveForm,
)
from actions.models import AgendaItem, Consultation
from actions.selectors import consultations as selectors
from actions.services import consultations as services
from actions.services.acting import Refused
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def consultations(request: MemberRequest) -> HttpResponse:
    page = selectors.consultations_page(request.membership.region_id, at=timezone.now())
    context = {"page": page, "example_note": page.example_note}
    return render(request, "actions/consultations/list.html", context)


@requires(Permission.HOLD_CONSULTATION)
@require_http_methods(["GET", "POST"])
def call_consultation(request: MemberRequest) -> HttpResponse:
    form = ConsultationForm(request.POST or None)
    if form.is_valid():
        region = request.membership.organisation.region
        try:
            called = services.call_consultation(
                region, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Het overleg staat in de lijst. Maak nu de agenda.")
            return redirect(called)
    context = {"form": form}
    return render(request, "actions/consultations/call.html", context, status=_status(form))


@requires(Permission.HOLD_CONSULTATION)
@require_http_methods(["GET", "POST"])
def change_consultation(request: MemberRequest, consultation: int) -> HttpResponse:
    found = own_consultation(request, consultation)
    initial = {"on": found.on, "place": found.place}
    form = ChangeConsultationForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_consultation(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Dag en plaats zijn opgeslagen.")
            return redirect(found)
    context = {"form": form, "consultation": found}
    return render(request, "actions/consultations/call.html", context, status=_status(form))


@requires(Permission.READ)
@require_GET
def consultation(request: MemberRequest, consultation: int) -> HttpResponse:
    found = own_consultation(request, consultation)
    page = selectors.consultation_page(found, at=timezone.now())
    context = {"page": page, "no_decision": NO_DECISION, "example_note": page.example_note}
    return render(request, "actions/consultations/consultation.html", context)


@requires(Permission.HOLD_CONSULTATION)
@require_http_methods(["GET", "POST"])
def add_item(request: MemberRequest, consultation: int) -> HttpResponse:
    """Put a plan or another subject on the agenda, or say why that cannot be."""
    found = own_consultation(request, consultation)
    offered = selectors.offered_plans(found)
    form = AgendaItemForm(
        request.POST or None, region_id=request.membership.region_id, offered=offered.now
    )
    if form.is_valid():
        try:
            services.add_item(found, by=request.membership, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("plan", str(refusal))
        else:
            messages.success(request, "Het punt staat op de agenda.")
            return redirect(found)
    context = {"form": form, "consultation": found, "offered": offered}
    return render(request, "actions/consultations/add_item.html", context, status=_status(form))


@requires(Permission.HOLD_CONSULTATION)
@require_POST
def move_item(request: MemberRequest, consultation: int, item: int) -> HttpResponse:
    found = own_item(request, consultation, item)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies of het punt omhoog of omlaag gaat.")
        return redirect(found.consultation)
    try:
        is_up = form.cleaned_data["to"] == "up"
        services.move_item(found, is_up=is_up, by=request.membership, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found.consultation)


@requires(Permission.HOLD_CONSULTATION)
@require_POST
def remove_item(request: MemberRequest, consultation: int, item: int) -> HttpResponse:
    found = own_item(request, consultation, item)
    try:
        services.remove_item(found, by=request.membership, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{found.title}” is van de agenda gehaald.")
    return redirect(found.consultation)


def own_consultation(request: MemberRequest, consultation: int) -> Consultation:
    """Return a consultation of the reader's region. :raises Http404: for any other."""
    own = Consultation.objects.filter(region=request.membership.region_id)
    return get_object_or_404(own.select_related("region", "called_by"), pk=consultation)


def own_item(request: MemberRequest, consultation: int, item: int) -> AgendaItem:
    """Return a point of that agenda. :raises Http404: where it is not on it, or of a stranger."""
    own = AgendaItem.objects.filter(
        consultation=consultation, consultation__region=request.membership.region_id
    )
    whole = own.select_related("consultation__region", "action", "plan", "added_by")
    return get_object_or_404(whole, pk=item)


def _status(form: ConsultationForm | AgendaItemForm) -> int:
    return 422 if form.errors else 200
