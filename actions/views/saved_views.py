"""Saved views: kept, opened, renamed and removed by the person who made them."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from actions.forms.saved_views import NameForm, SaveForm
from actions.models import SavedView
from actions.rules.saved_views import known_choices
from actions.selectors.saved_views import address_of, saved_views
from actions.services.acting import Refused
from actions.services.views import remove_view, rename_view, save_view
from actions.views.matrix import own_profile
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def show(request: MemberRequest) -> HttpResponse:
    """List the views of this person."""
    return _page(request)


@requires(Permission.READ)
@require_POST
def save(request: MemberRequest) -> HttpResponse:
    """Keep what is chosen on a page, and go back to it."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _page(request, save_form=form, status=422)
    value = form.cleaned_data
    profile = own_profile(request, value["profile"])
    query = known_choices(value["page"], profile.pk, dict(parse_qsl(value["query"])))
    try:
        view = save_view(
            user=request.user,
            name=value["name"],
            page=value["page"],
            query=query,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return _page(request, save_form=form, status=422)
    messages.success(request, f"De weergave “{view.name}” is bewaard.")
    return redirect(address_of(view))


@requires(Permission.READ)
@require_POST
def rename(request: MemberRequest, view: int) -> HttpResponse:
    """Give an own view another name."""
    found = _own_view(request, view)
    form = NameForm(request.POST, prefix=f"weergave-{found.pk}")
    if form.is_valid():
        try:
            rename_view(found, name=form.cleaned_data["name"], at=timezone.now())
            return redirect("actions:views")
        except Refused as refusal:
            form.add_error("name", str(refusal))
    return _page(request, renamed=form, status=422)


@requires(Permission.READ)
@require_POST
def remove(request: MemberRequest, view: int) -> HttpResponse:
    """Forget an own view."""
    found = _own_view(request, view)
    remove_view(found)
    messages.success(request, f"De weergave “{found.name}” is verwijderd.")
    return redirect("actions:views")


def _own_view(request: HttpRequest, view: int) -> SavedView:
    return get_object_or_404(SavedView, pk=view, user=request.user)


def _page(
    request: MemberRequest,
    *,
    save_form: SaveForm | None = None,
    renamed: NameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the list, each with a form for its name; a form with a fault keeps what was typed."""
    views = saved_views(request.user)
    forms = [_name_form(each.view) for each in views]
    if renamed is not None:
        forms = [renamed if form.prefix == renamed.prefix else form for form in forms]
    context = {"views": list(zip(views, forms, strict=True)), "save_form": save_form}
    return render(request, "actions/matrix/saved_views.html", context, status=status)


def _name_form(view: SavedView) -> NameForm:
    return NameForm(initial={"name": view.name}, prefix=f"weergave-{view.pk}")
