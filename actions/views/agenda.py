"""The execution agenda as people read it, one action on it, and how a coordinator keeps it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from actions.forms.agenda import ActionForm, FilterForm, NewActionForm
from actions.models import Action
from actions.rules.agenda import FIELDS, seen_action
from actions.selectors import consultations, meetings, participation
from actions.selectors.action import action_page, last_change
from actions.selectors.agenda import Wanted, agenda_page
from actions.services import agenda
from actions.services.acting import Refused, Rewritten
from actions.views.found import own_action
from municipalities.access import MemberRequest, Permission, requires
from profiles.models import Profile


@requires(Permission.READ)
@require_GET
def actions(request: MemberRequest, profile: int) -> HttpResponse:
    found = _own_profile(request, profile)
    form = FilterForm(request.GET, profile=found)
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = Wanted(chosen.get("thema", ""), chosen.get("fase", ""), chosen.get("trekker", ""))
    page = agenda_page(found, wanted=wanted, viewer=request.membership, at=timezone.now())
    context = {
        "page": page,
        "form": form,
        "is_all": wanted.is_all,
        "example_note": found.example_note,
    }
    return render(request, "actions/actions.html", context, status=_status(form))


@requires(Permission.READ)
@require_GET
def action(request: MemberRequest, action: int) -> HttpResponse:
    found, now = own_action(request, action), timezone.now()
    context = {
        "page": action_page(found, viewer=request.membership, at=now),
        "consultations": consultations.on_action(found, at=now),
        "harvests": meetings.on_action(found),
        "participation": participation.on_action(found, viewer=request.membership, at=now),
        "example_note": found.theme.profile.example_note,
    }
    return render(request, "actions/action.html", context)


@requires(Permission.KEEP_ACTIONS)
@require_http_methods(["GET", "POST"])
def add_action(request: MemberRequest, profile: int) -> HttpResponse:
    found = _own_profile(request, profile)
    form = NewActionForm(request.POST or None, profile=found)
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            added = agenda.add_action(
                form.cleaned_data["theme"],
                fields=fields,
                by=request.membership,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Actie {added.number} staat op de agenda.")
            return redirect(added)
    context = {"profile": found, "form": form, "example_note": found.example_note}
    return render(request, "actions/action_new.html", context, status=_status(form))


@requires(Permission.KEEP_ACTIONS)
@require_http_methods(["GET", "POST"])
def change_action(request: MemberRequest, action: int) -> HttpResponse:
    found = own_action(request, action)
    profile = found.theme.profile
    form = ActionForm(request.POST or None, profile=profile, initial=_typed(found))
    if not form.is_valid():
        return _change_page(request, found, form, status=_status(form))
    try:
        agenda.change_action(
            found,
            fields=form.said,
            seen_sha256=form.seen,
            by=request.membership,
            at=timezone.now(),
        )
    except Rewritten:
        theirs = own_action(request, action)
        again = {**form.said, "seen_sha256": seen_action(theirs)}
        form = ActionForm(profile=profile, initial=again)
        return _change_page(request, theirs, form, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _change_page(request, found, form, status=422)
    messages.success(request, "De actie is gewijzigd.")
    return redirect(found)


def _change_page(
    request: MemberRequest, action: Action, form: ActionForm, *, status: int
) -> HttpResponse:
    is_overtaken = status == 409  # noqa: PLR2004  # the status says it
    context = {
        "action": action,
        "form": form,
        "theirs": action if is_overtaken else None,
        "change": last_change(action, "changed_action"),
        "example_note": action.theme.profile.example_note,
    }
    return render(request, "actions/action_change.html", context, status=status)


def _own_profile(request: MemberRequest, profile: int) -> Profile:
    own = Profile.objects.filter(region=request.membership.organisation.region)
    return get_object_or_404(own, pk=profile)


def _typed(action: Action) -> dict[str, object]:
    fields = {name: getattr(action, name) for name in FIELDS}
    return {**fields, "seen_sha256": seen_action(action)}


def _status(form: FilterForm | ActionForm) -> int:
    return 422 if form.errors else 200
