"""What one municipality was told to publish when, and where it published."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from decisions import services
from decisions.forms import PublicationForm
from decisions.models import Ratification
from decisions.selectors.publishing import publication_page
from decisions.views.found import own_ratification, profile_proposal, readable_ratification
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def publication(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    profile_proposal(request, proposal)
    return _page(request, readable_ratification(request, proposal, code))


@requires(Permission.ACKNOWLEDGE_OFFER)
@require_POST
def acknowledge_instruction(
    request: MemberRequest, proposal: int, code: str, instruction: int
) -> HttpResponse:
    profile_proposal(request, proposal)
    road = own_ratification(request, proposal, code)
    found = get_object_or_404(road.instructions, pk=instruction)
    return _act(
        request,
        road,
        forms.Form(request.POST),
        lambda: services.acknowledge_instruction(found, by=request.membership, at=timezone.now()),
        "De publicatie-instructie is bevestigd.",
    )


@requires(Permission.RECORD_PUBLICATION)
@require_POST
def record_publication(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    profile_proposal(request, proposal)
    road = own_ratification(request, proposal, code)
    form = PublicationForm(request.POST)
    return _act(
        request,
        road,
        form,
        lambda: services.record_publication(
            road, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "Uw publicatie is vastgelegd.",
    )


def _act(
    request: MemberRequest,
    road: Ratification,
    form: forms.Form,
    act: Callable[[], object],
    success: str,
) -> HttpResponse:
    """Do the act of a form, or show the page again with what was typed and what is wrong."""
    if form.is_valid():
        try:
            act()
        except services.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, success)
            return redirect("decisions:publication", road.proposal_id, road.municipality.code)
    return _page(request, road, form=form, status=422)


def _page(
    request: MemberRequest,
    road: Ratification,
    *,
    form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    page = publication_page(road, viewer=request.membership, at=timezone.now())
    context = {
        "page": page,
        "form": form if isinstance(form, PublicationForm) else PublicationForm(),
        "example_note": road.proposal.profile.example_note,
    }
    return render(request, "decisions/publication/publication.html", context, status=status)
