"""The text and the board of a proposal, and what the coordinator does with it."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions import services
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import LARGEST, UnreadableDocument, read_document
from decisions.forms import FurtherOfferForm, ImportForm, MomentForm, OfferForm, StepForm
from decisions.models import Proposal, ProposalVersion
from decisions.rules.embargo import moments_at
from decisions.selectors import board as board_of
from decisions.selectors import overview as overview_of
from decisions.selectors import proposal_page
from decisions.selectors.further import about
from decisions.selectors.offers import recipients_of
from decisions.views.found import own_proposal
from dutch.moments import local_date, moment_at
from municipalities.access import MemberRequest, Permission, limited, may, requires
from profiles.models import Profile


@requires(Permission.READ)
@require_GET
def overview(request: MemberRequest) -> HttpResponse:
    page = overview_of(request.membership, at=timezone.now())
    notices = request.user.notices.all()[:10]
    return render(request, "decisions/overview.html", {"page": page, "notices": notices})


@requires(Permission.READ)
@require_GET
def proposal(request: MemberRequest, proposal: int, number: int | None = None) -> HttpResponse:
    return _proposal(request, proposal, number)


@requires(Permission.READ)
@require_GET
def board(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    now = timezone.now()
    form = MomentForm(request.GET if "op_date" in request.GET else None, now=now)
    at = form.cleaned_data["op"] if form.is_valid() else now
    page = board_of(found, at=at, viewer=request.membership, now=now)
    context = {
        "page": page,
        "further": about(found, viewer=request.membership, at=at),
        "form": form,
        "is_now": at == now,
        "example_note": found.profile.example_note,
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/board.html", context, status=status)


@requires(Permission.IMPORT_PROPOSAL)
@limited("dear")
@require_http_methods(["GET", "POST"])
def import_proposal(request: MemberRequest, profile: int) -> HttpResponse:
    profiles = Profile.objects.filter(region=request.membership.organisation.region)
    found = get_object_or_404(profiles, pk=profile)
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        region=found.region,
        initial={
            "closes_at": moment_at(found.deadline, time()),
            "owner": request.membership.organisation_id,
        },
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_proposal(read_document(file.name, file.read(LARGEST + 1)))
        except UnreadableDocument as fault:
            form.add_error("file", str(fault))
        else:
            made = services.import_proposal(
                profile=found,
                read=read,
                closes_at=form.cleaned_data["closes_at"],
                owner=form.cleaned_data["owner"],
                by=request.membership,
                at=timezone.now(),
            )
            context = {"proposal": made, "read": read, "example_note": found.example_note}
            return render(request, "decisions/imported.html", context)
    context = {"form": form, "profile": found, "example_note": found.example_note}
    return render(request, "decisions/import.html", context, status=422 if form.errors else 200)


@requires(Permission.FREEZE_PROPOSAL)
@require_POST
def freeze(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    try:
        version = services.freeze(
            found.versions.latest("number"), by=request.membership, at=timezone.now()
        )
    except services.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Versie {version.number} is vastgesteld.")
    return redirect(found)


@requires(Permission.OFFER_PROPOSAL)
@require_POST
def offer(request: MemberRequest, proposal: int, number: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    version = get_object_or_404(found.versions, number=number)
    form = _offer_form(found, request.POST)
    if not form.is_valid():
        return _proposal(request, proposal, number, offer_form=form, status=422)
    try:
        services.offer_to_all(
            version, by=request.membership, at=timezone.now(), **form.cleaned_data
        )
    except services.Refused as refusal:
        messages.error(request, str(refusal))
        return _proposal(request, proposal, number, offer_form=form, status=422)
    messages.success(request, f"Versie {number} is aan {_colleges(version)} aangeboden.")
    return redirect("decisions:board", found.pk)


def _proposal(
    request: MemberRequest,
    proposal: int,
    number: int | None,
    *,
    offer_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    found, now = own_proposal(request, proposal), timezone.now()
    try:
        page = proposal_page(found, number=number, viewer=request.membership, at=now)
    except ProposalVersion.DoesNotExist as missing:
        raise Http404 from missing
    services.note_reading(
        page.version,
        sentence=f"Collegevoorstel versie {page.version.number} geopend",
        sha256=page.version.sha256,
        by=request.membership,
        at=now,
    )
    context = {
        "page": page,
        "further": about(found, viewer=request.membership, at=now),
        "step_form": page.preparing
        and StepForm(kinds=page.preparing.kinds, today=local_date(now), prefix="stap"),
        "may_read_bundle": may(request.membership, Permission.READ_BUNDLE),
        "may_read_readers": may(request.membership, Permission.READ_READERS),
        "offer_form": offer_form or _offer_form(found),
        "recipients": recipients_of(found, at=now) if page.to_offer is not None else [],
        "embargo": moments_at(found, at=now),
        "example_note": found.profile.example_note,
    }
    return render(request, "decisions/proposal.html", context, status=status)


def _colleges(version: ProposalVersion) -> str:
    count = version.offers.count()
    if not version.proposal.is_further:
        return "alle colleges"
    return "het betrokken college" if count == 1 else f"de {count} betrokken colleges"


def _offer_form(proposal: Proposal, typed: QueryDict | None = None) -> forms.Form:
    """Return the terms to fill in at the first offer; a later version goes out under the same."""
    if proposal.has_terms:
        return forms.Form(typed)
    if proposal.is_further:
        return FurtherOfferForm(typed, initial={"closes_at": proposal.closes_at})
    start = {"closes_at": proposal.closes_at, "ends_at_latest": proposal.closes_at}
    return OfferForm(typed, initial=start)
