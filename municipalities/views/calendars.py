"""The calendar of the own college."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from municipalities import services
from municipalities.access import MemberRequest, Permission, requires
from municipalities.forms import CalendarForm, RecessForm
from municipalities.models import Municipality
from municipalities.selectors import calendar_page, own_municipality


@requires(Permission.KEEP_CALENDAR)
@require_http_methods(["GET", "POST"])
def calendar(request: MemberRequest) -> HttpResponse:
    own = own_municipality(request.membership)
    if request.method != "POST":
        return _page(request, own)
    form = CalendarForm(request.POST, prefix="kalender")
    return _act(
        request,
        own,
        form,
        lambda: services.keep_calendar(
            own, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        f"De kalender is bewaard namens {request.membership.on_behalf_of}.",
    )


@requires(Permission.KEEP_CALENDAR)
@require_POST
def add_recess(request: MemberRequest) -> HttpResponse:
    own = own_municipality(request.membership)
    form = RecessForm(request.POST, prefix="reces")
    return _act(
        request,
        own,
        form,
        lambda: services.add_recess(
            own, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "Het reces is toegevoegd.",
    )


@requires(Permission.KEEP_CALENDAR)
@require_POST
def remove_recess(request: MemberRequest, recess: int) -> HttpResponse:
    own = own_municipality(request.membership)
    found = get_object_or_404(own.recesses, pk=recess)
    services.remove_recess(found, by=request.membership, at=timezone.now())
    messages.success(request, f"Het reces “{found}” is verwijderd.")
    return redirect("municipalities:calendar")


def _act(
    request: MemberRequest,
    own: Municipality,
    form: forms.Form,
    act: Callable[[], object],
    success: str,
) -> HttpResponse:
    """Do the act of a form, or show the page again with what is wrong."""
    if form.is_valid():
        try:
            act()
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, success)
            return redirect("municipalities:calendar")
    return _page(request, own, bound=form)


def _page(
    request: MemberRequest, own: Municipality, *, bound: forms.Form | None = None
) -> HttpResponse:
    page = calendar_page(own, on=timezone.localdate())
    known = {
        "weekday": own.college_weekday,
        "papers_due_days": page.calendar.papers_due_days,
        "conform_days": page.calendar.conform_days,
    }
    context = {
        "page": page,
        "form": CalendarForm(prefix="kalender", initial=known),
        "recess_form": RecessForm(prefix="reces"),
    }
    if bound is not None:
        context["recess_form" if isinstance(bound, RecessForm) else "form"] = bound
    status = 422 if bound is not None else 200
    return render(request, "municipalities/calendar.html", context, status=status)
