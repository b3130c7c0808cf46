"""What the lead writes down while an action goes on: steps, milestones and how it goes."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.forms.progress import MilestoneForm, MilestoneNewsForm, ReportForm, StepForm
from actions.models import Action
from actions.rules.milestones import states_for
from actions.selectors.action import milestone_row, step_page
from actions.services import progress
from actions.services.acting import Refused
from actions.views.found import led_action
from dutch.moments import local_date
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def take_step(request: MemberRequest, action: int) -> HttpResponse:
    found, now = led_action(request, action), timezone.now()
    page = step_page(found, at=now)
    initial = {"on": local_date(now)}
    form = StepForm(request.POST or None, kinds=page.kinds, initial=initial)
    if form.is_valid():
        try:
            progress.take_step(found, by=request.membership, at=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De stap is vastgelegd.")
            return redirect(found)
    return _page(request, "actions/action_step.html", found, form, page=page)


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def add_milestone(request: MemberRequest, action: int) -> HttpResponse:
    found = led_action(request, action)
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        try:
            progress.add_milestone(
                found, by=request.membership, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, "De mijlpaal is toegevoegd.")
            return redirect(found)
    return _page(request, "actions/action_milestone_new.html", found, form)


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def milestone(request: MemberRequest, action: int, milestone: int) -> HttpResponse:
    found, now = led_action(request, action), timezone.now()
    own = get_object_or_404(found.milestones, pk=milestone)
    row = milestone_row(own, at=now)
    form = MilestoneNewsForm(
        request.POST or None, states=states_for(row.standing), initial={"on": local_date(now)}
    )
    if form.is_valid():
        try:
            progress.tell_milestone(own, by=request.membership, at=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De stand van de mijlpaal is vastgelegd.")
            return redirect(found)
    news = own.news.select_related("told_by").order_by("-told_at", "-pk")
    return _page(request, "actions/action_milestone.html", found, form, row=row, news=news)


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def report(request: MemberRequest, action: int) -> HttpResponse:
    found, now = led_action(request, action), timezone.now()
    form = ReportForm(request.POST or None, initial={"on": local_date(now)})
    if form.is_valid():
        try:
            progress.report_progress(found, by=request.membership, at=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, "De voortgang is gemeld.")
            return redirect(found)
    return _page(request, "actions/action_report.html", found, form)


def _page(
    request: MemberRequest, template: str, action: Action, form: forms.Form, **more: object
) -> HttpResponse:
    note = action.theme.profile.example_note
    context = {"action": action, "form": form, "example_note": note, **more}
    return render(request, template, context, status=422 if form.errors else 200)
