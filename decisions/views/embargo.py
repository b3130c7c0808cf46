"""The embargo of a proposal: how it stands, and two municipalities that move it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from decisions import services
from decisions.forms import ExtendForm, InstructForm, LiftForm
from decisions.models import Proposal
from decisions.rules.embargo import Moments
from decisions.selectors.embargo import embargo_page
from decisions.views.found import profile_proposal
from municipalities.access import MemberRequest, Permission, requires

ASKED = "Uw verzoek is vastgelegd. Het geldt pas als een andere gemeente ermee instemt."


@requires(Permission.READ)
@require_GET
def embargo(request: MemberRequest, proposal: int) -> HttpResponse:
    return _page(request, profile_proposal(request, proposal))


@requires(Permission.MOVE_EMBARGO)
@require_POST
def ask_to_lift(request: MemberRequest, proposal: int) -> HttpResponse:
    found = profile_proposal(request, proposal)
    form = LiftForm(request.POST, prefix="lift")
    return _act(
        request,
        found,
        form,
        lambda: services.ask_to_move_embargo(
            found, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        ASKED,
    )


@requires(Permission.MOVE_EMBARGO)
@require_POST
def ask_to_extend(request: MemberRequest, proposal: int) -> HttpResponse:
    found = profile_proposal(request, proposal)
    form = ExtendForm(request.POST, prefix="extend")
    return _act(
        request,
        found,
        form,
        lambda: services.ask_to_move_embargo(
            found,
            until=Moments(form.cleaned_data["not_before"], form.cleaned_data["ends_at_latest"]),
            reason=form.cleaned_data["reason"],
            by=request.membership,
            at=timezone.now(),
        ),
        ASKED,
    )


@requires(Permission.MOVE_EMBARGO)
@require_POST
def agree_to_move(request: MemberRequest, proposal: int, change: int) -> HttpResponse:
    found = profile_proposal(request, proposal)
    asked = get_object_or_404(found.embargo_changes, pk=change)
    return _act(
        request,
        found,
        forms.Form(request.POST),
        lambda: services.agree_to_move_embargo(asked, by=request.membership, at=timezone.now()),
        "U heeft ingestemd. Elke gemeente krijgt een nieuwe publicatie-instructie.",
    )


@requires(Permission.INSTRUCT_PUBLICATION)
@require_POST
def instruct(request: MemberRequest, proposal: int) -> HttpResponse:
    found = profile_proposal(request, proposal)
    form = InstructForm(request.POST, prefix="instruct")
    return _act(
        request,
        found,
        form,
        lambda: services.instruct(
            found, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "Elke gemeente krijgt de nieuwe publicatie-instructie en bevestigt die.",
    )


def _act(
    request: MemberRequest,
    proposal: Proposal,
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
            return redirect("decisions:embargo", proposal.pk)
    return _page(request, proposal, bound=form, status=422)


def _page(
    request: MemberRequest,
    proposal: Proposal,
    *,
    bound: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    page = embargo_page(proposal, viewer=request.membership, at=timezone.now())
    moments = page.state.moments
    start = (
        {"not_before": moments.not_before, "ends_at_latest": moments.ends_at_latest}
        if moments
        else {}
    )
    shown: dict[str | None, forms.Form] = {
        "lift": LiftForm(prefix="lift"),
        "extend": ExtendForm(prefix="extend", initial=start),
        "instruct": InstructForm(prefix="instruct"),
    }
    if bound is not None:
        shown[bound.prefix] = bound
    context = {"page": page, "forms": shown, "example_note": proposal.profile.example_note}
    return render(request, "decisions/embargo/embargo.html", context, status=status)
