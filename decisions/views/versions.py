"""Two versions beside each other, and how one comes in the place of another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from decisions import services
from decisions.forms import BeginVersionForm, SeenForm, VersionsForm
from decisions.models import Replacement
from decisions.rules.blockers import blockers_to_agree_to_replace
from decisions.selectors.differences import (
    DifferencePage,
    difference_page,
    readable_versions,
)
from decisions.views.found import own_proposal
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def difference(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    versions = {v.number: v for v in readable_versions(found, viewer=request.membership)}
    numbers = list(versions)[-2:]
    chosen = request.GET if "van" in request.GET else None
    initial = {"van": numbers[0], "naar": numbers[-1]} if numbers else {}
    form = VersionsForm(chosen, versions=versions.values(), initial=initial)
    if form.is_valid():
        numbers = [form.cleaned_data["van"], form.cleaned_data["naar"]]
    has_two = len(versions) > 1
    page = difference_page(
        found,
        before=versions[numbers[0]] if has_two else None,
        after=versions[numbers[-1]] if has_two else None,
        viewer=request.membership,
    )
    _note_reading(request, page)
    context = {"page": page, "form": form, "example_note": found.profile.example_note}
    status = 422 if form.errors else 200
    return render(request, "decisions/versions/difference.html", context, status=status)


@requires(Permission.EDIT_PROPOSAL)
@require_http_methods(["GET", "POST"])
def begin_version(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    was_offered = found.versions.filter(offers__isnull=False).exists()
    form = BeginVersionForm(request.POST or None, was_offered=was_offered)
    if request.method == "POST" and form.is_valid():
        try:
            services.begin_version(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Er is een concept van de nieuwe versie.")
            return redirect("decisions:writing", found.pk)
    context = {
        "proposal": found,
        "form": form,
        "was_offered": was_offered,
        "example_note": found.profile.example_note,
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/versions/begin.html", context, status=status)


@requires(Permission.OFFER_PROPOSAL)
@require_http_methods(["GET", "POST"])
def agree_to_replace(request: MemberRequest, proposal: int, number: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    version = get_object_or_404(found.versions, number=number)
    replacement = (
        Replacement.objects.filter(version=version).select_related("asked_by", "agreed_by").first()
    )
    if replacement is None or version.frozen_at is None:
        return redirect(found)
    form = SeenForm(request.POST or None, initial={"seen_sha256": version.sha256})
    refusals: list[object] = []
    if form.is_valid():
        try:
            services.agree_to_replace(
                version, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except services.Refused as refusal:
            refusals = list(refusal.blockers)
        else:
            messages.success(request, "U stemde in. De nieuwe versie kan worden aangeboden.")
            return redirect("decisions:version", found.pk, number)
    offered = found.versions.filter(offers__isnull=False, number__lt=number)
    page = difference_page(
        found,
        before=offered.order_by("-number").first(),
        after=version,
        viewer=request.membership,
    )
    _note_reading(request, page)
    context = {
        "page": page,
        "replacement": replacement,
        "blockers": refusals
        or blockers_to_agree_to_replace(
            version, replacement, seen_sha256=version.sha256, by=request.membership
        ),
        "form": SeenForm(initial={"seen_sha256": version.sha256}),
        "example_note": found.profile.example_note,
    }
    status = 409 if refusals else 200
    return render(request, "decisions/versions/agree.html", context, status=status)


def _note_reading(request: MemberRequest, page: DifferencePage) -> None:
    for version in filter(None, (page.before, page.after)):
        services.note_reading(
            version,
            sentence=f"Dictum van versie {version.number} geopend naast een andere versie",
            sha256=version.sha256,
            by=request.membership,
            at=timezone.now(),
        )
