"""The page of one point of an agenda: its papers and what the consultation said on it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from actions.documents.minutes import NO_DECISION
from actions.forms.consultations import AgendaPaperForm, OutcomeForm
from actions.models import AgendaItem, AgendaOutcome
from actions.selectors.consultations import item_page
from actions.services import consultations as services
from actions.services.acting import Refused
from actions.views.consultations import own_item
from files import store
from files.downloads import download
from municipalities.access import MemberRequest, Permission, limited, requires


@requires(Permission.READ)
@require_GET
def agenda_item(request: MemberRequest, consultation: int, item: int) -> HttpResponse:
    return _page(request, own_item(request, consultation, item))


@requires(Permission.HOLD_CONSULTATION)
@limited("dear")
@require_POST
def add_paper(request: MemberRequest, consultation: int, item: int) -> HttpResponse:
    found = own_item(request, consultation, item)
    form = AgendaPaperForm(request.POST, request.FILES, prefix="paper")
    if form.is_valid():
        try:
            paper = services.add_paper(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"“{paper.name}” staat bij dit agendapunt.")
            return _back(found)
    return _page(request, found, form)


@requires(Permission.HOLD_CONSULTATION)
@require_POST
def record_outcome(request: MemberRequest, consultation: int, item: int) -> HttpResponse:
    found = own_item(request, consultation, item)
    form = OutcomeForm(request.POST, prefix="outcome")
    if form.is_valid():
        try:
            services.record_outcome(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De uitkomst is vastgelegd.")
            return _back(found)
    return _page(request, found, form)


@requires(Permission.READ)
@require_GET
def agenda_paper(request: MemberRequest, consultation: int, item: int, paper: int) -> HttpResponse:
    """Hand over the file as it was uploaded, never to be shown inside the portal."""
    found = get_object_or_404(own_item(request, consultation, item).papers, pk=paper)
    try:
        return download(store.get(found.sha256), name=found.name)
    except (FileNotFoundError, store.Damaged):
        context = {"paper": found, "item": found.item}
        return render(request, "actions/consultations/damaged.html", context, status=500)


def _page(
    request: MemberRequest, item: AgendaItem, bound: forms.Form | None = None
) -> HttpResponse:
    """Show the point; with the form that could not be followed, if there is one."""
    page = item_page(item, at=timezone.now())
    shown = {
        "paper": AgendaPaperForm(prefix="paper"),
        "outcome": OutcomeForm(prefix="outcome", initial=_said(page.outcome)),
    }
    if bound:
        shown[bound.prefix or ""] = bound
    context = {
        "page": page,
        "forms": shown,
        "no_decision": NO_DECISION,
        "example_note": page.example_note,
    }
    status = 422 if bound else 200
    return render(request, "actions/consultations/item.html", context, status=status)


def _said(outcome: AgendaOutcome | None) -> dict[str, object]:
    return {"outcome": outcome.outcome, "reason": outcome.reason} if outcome else {}


def _back(item: AgendaItem) -> HttpResponse:
    return redirect("actions:agenda_item", item.consultation_id, item.pk)
