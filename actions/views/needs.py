"""What the concept of a plan asks of whom: its lines, one by one."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actions.forms.plans import NeedForm, NewNeedForm
from actions.models import Action, Need
from actions.rules.plans import NEED_FIELDS, said_need, seen_need
from actions.selectors.plan import last_writing, parties_of, years_of
from actions.services import planning
from actions.services.acting import Refused, Rewritten
from actions.views.found import led_action
from actions.views.plans import bound, context_of
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def add_need(request: MemberRequest, action: int) -> HttpResponse:
    found = led_action(request, action)
    get_object_or_404(found.plans, frozen_at=None)
    form = NewNeedForm(request.POST or None, parties=parties_of(found), years=years_of(found))
    if form.is_valid():
        try:
            planning.add_need(
                found, fields=form.cleaned_data, by=request.membership, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De behoefte is toegevoegd.")
            return redirect("actions:writing", found.pk)
    return _need_page(request, found, form, status=422 if form.errors else 200)


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def change_need(request: MemberRequest, action: int, need: int) -> HttpResponse:
    found = led_action(request, action)
    row = _needs(found).filter(pk=need).first()
    if row is None and request.method == "GET":
        raise Http404
    form = _need_form(request, found, row)
    if not form.is_valid():
        return _need_page(request, found, form, need=row, status=422 if form.errors else 200)
    try:
        planning.change_need(
            found,
            need,
            fields=form.said,
            seen_sha256=form.seen,
            by=request.membership,
            at=timezone.now(),
        )
    except Rewritten as overtaken:
        return _overtaken_need(request, found, form, overtaken.theirs)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _need_page(request, found, form, need=row, status=422)
    messages.success(request, "De behoefte is gewijzigd.")
    return redirect("actions:writing", found.pk)


@requires(Permission.WRITE_PLAN)
@require_POST
def remove_need(request: MemberRequest, action: int, need: int) -> HttpResponse:
    found = led_action(request, action)
    return bound(
        request,
        found,
        lambda seen: planning.remove_need(
            found, need, seen_sha256=seen, by=request.membership, at=timezone.now()
        ),
        "De behoefte is verwijderd.",
    )


def _need_page(  # noqa: PLR0913  # both lines and where they belong
    request: MemberRequest,
    action: Action,
    form: NeedForm,
    *,
    status: int,
    need: Need | None = None,
    is_overtaken: bool = False,
) -> HttpResponse:
    change = last_writing(action) if is_overtaken else None
    now = said_need(need) if need else ""
    context = context_of(
        action, form=form, need=need, now=now, is_overtaken=is_overtaken, change=change
    )
    return render(request, "actions/plan/need.html", context, status=status)


def _overtaken_need(
    request: MemberRequest, action: Action, form: NeedForm, theirs: object
) -> HttpResponse:
    """Show both lines, with the form of yours bound to the line that is there now."""
    if not isinstance(theirs, Need):
        return _need_page(request, action, form, is_overtaken=True, status=409)
    again = NeedForm(
        parties=parties_of(action),
        years=years_of(action, also=theirs.year),
        initial={**form.said, "seen_sha256": seen_need(theirs)},
    )
    return _need_page(request, action, again, need=theirs, is_overtaken=True, status=409)


def _need_form(request: MemberRequest, action: Action, need: Need | None) -> NeedForm:
    """Return the form of a line; of one that was removed meanwhile it has what was typed."""
    names = {name: name.removesuffix("_id") for name in NEED_FIELDS} if need else {}
    initial = {field: getattr(need, name) for name, field in names.items()}
    return NeedForm(
        request.POST or None,
        parties=parties_of(action),
        years=years_of(action, also=need.year if need else None),
        initial={**initial, "seen_sha256": seen_need(need) if need else ""},
    )


def _needs(action: Action) -> QuerySet[Need]:
    return Need.objects.filter(plan__action=action, plan__frozen_at=None).select_related("party")
