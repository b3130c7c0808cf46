"""The pages of the meetings with the cultural field, for who reads and calls them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from actions.forms.meetings import (
    AttendanceForm,
    HarvestForm,
    InviteForm,
    MeetingForm,
    ReportForm,
)
from actions.models import FieldMeeting
from actions.selectors import meetings as selectors
from actions.services import meetings as services
from actions.services.acting import Refused
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def meetings(request: MemberRequest) -> HttpResponse:
    page = selectors.meetings_page(request.membership.region_id, at=timezone.now())
    context = {"page": page, "example_note": page.example_note}
    return render(request, "actions/meetings/list.html", context)


@requires(Permission.READ)
@require_GET
def meeting(request: MemberRequest, meeting: int) -> HttpResponse:
    found = own_meeting(request, meeting)
    page = selectors.meeting_page(found, viewer=request.membership, at=timezone.now())
    context = {"page": page, "example_note": page.example_note}
    return render(request, "actions/meetings/meeting.html", context)


@requires(Permission.INVITE_FIELD)
@require_http_methods(["GET", "POST"])
def call_meeting(request: MemberRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        region = request.membership.organisation.region
        try:
            called = services.call_meeting(
                region, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("starts_at", str(refusal))
        else:
            messages.success(request, "De bijeenkomst staat in de lijst. Nodig nu uit.")
            return redirect("actions:invite_field", called.pk)
    return _form(request, form, "call.html")


@requires(Permission.INVITE_FIELD)
@require_http_methods(["GET", "POST"])
def change_meeting(request: MemberRequest, meeting: int) -> HttpResponse:
    found = own_meeting(request, meeting)
    form = MeetingForm(request.POST or None, initial=forms.model_to_dict(found))
    if form.is_valid():
        try:
            services.change_meeting(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De bijeenkomst is gewijzigd. Wie is uitgenodigd, hoort dit.")
            return redirect(found)
    return _form(request, form, "call.html", found)


@requires(Permission.INVITE_FIELD)
@require_http_methods(["GET", "POST"])
def invite_field(request: MemberRequest, meeting: int) -> HttpResponse:
    """Invite organisations that were not invited yet."""
    found, now = own_meeting(request, meeting), timezone.now()
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        organisations=selectors.not_yet_invited(found),
        reachable=selectors.reachable_in(found.region_id, at=now),
    )
    if form.is_valid():
        try:
            guests = services.invite(found, by=request.membership, at=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Uitgenodigd: {', '.join(map(str, guests))}.")
            return redirect(found)
    return _form(request, form, "invite.html", found)


@requires(Permission.INVITE_FIELD)
@require_http_methods(["GET", "POST"])
def record_attendance(request: MemberRequest, meeting: int) -> HttpResponse:
    found = own_meeting(request, meeting)
    guests = list(selectors.guests_of(found).prefetch_related("attendances"))
    form = AttendanceForm(request.POST or None, guests=guests)
    if form.is_valid():
        try:
            services.record_attendance(
                found, there=form.there, by=request.membership, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De aanwezigheid is vastgelegd.")
            return redirect(found)
    return _form(request, form, "attendance.html", found)


@requires(Permission.INVITE_FIELD)
@require_http_methods(["GET", "POST"])
def write_report(request: MemberRequest, meeting: int) -> HttpResponse:
    """Write the report, unless somebody else wrote it since: then show both texts."""
    found = own_meeting(request, meeting)
    last = found.reports.select_related("written_by").last()
    initial = {"seen": last.pk if last else 0, "text": last.text if last else ""}
    form = ReportForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.write_report(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except services.Overtaken as overtaken:
            return _overtaken(request, found, overtaken)
        else:
            messages.success(request, "Het verslag is opgeslagen.")
            return redirect(found)
    return _form(request, form, "report.html", found)


@requires(Permission.INVITE_FIELD)
@require_http_methods(["GET", "POST"])
def record_harvest(request: MemberRequest, meeting: int) -> HttpResponse:
    found = own_meeting(request, meeting)
    form = HarvestForm(request.POST or None, region_id=found.region_id)
    if form.is_valid():
        try:
            services.record_harvest(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De opbrengst is vastgelegd.")
            return redirect(found)
    return _form(request, form, "harvest.html", found)


def own_meeting(request: MemberRequest, meeting: int) -> FieldMeeting:
    """Return a meeting of the reader's region. :raises Http404: for any other."""
    own = FieldMeeting.objects.filter(region=request.membership.region_id)
    return get_object_or_404(own.select_related("called_by"), pk=meeting)


def _overtaken(
    request: MemberRequest, meeting: FieldMeeting, overtaken: services.Overtaken
) -> HttpResponse:
    """Show what the other wrote beside what was typed; saving again puts it in its place."""
    typed = request.POST.copy()
    typed["seen"] = str(overtaken.theirs.pk)
    context = {"form": ReportForm(typed), "meeting": meeting, "theirs": overtaken.theirs}
    return render(request, "actions/meetings/report.html", context, status=409)


def _form(
    request: MemberRequest,
    form: forms.Form,
    template: str,
    meeting: FieldMeeting | None = None,
) -> HttpResponse:
    """Show a form of a meeting, with what is wrong with it."""
    context = {"form": form, "meeting": meeting}
    status = 422 if form.errors else 200
    return render(request, f"actions/meetings/{template}", context, status=status)
