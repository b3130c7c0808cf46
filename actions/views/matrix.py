"""The matrix of municipalities and actions, its files, and answering in a cell of it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from actions.documents.tables import SheetFormat
from actions.forms.matrix import ChoiceForm
from actions.rules.saved_views import known_choices
from actions.selectors.matrix import Choice, Listed, listed_actions, matrix, whole_matrix
from actions.selectors.matrix_sheets import matrix_sheets
from actions.selectors.saved_views import saved_views_of
from actions.views.exports import sheet_file
from municipalities.access import MemberRequest, Permission, limited, may, requires
from profiles.models import Profile


@requires(Permission.READ)
@require_GET
def show(request: MemberRequest, profile: int) -> HttpResponse:
    """Show where every municipality stands."""
    found = own_profile(request, profile)
    listed = listed_actions(found)
    form = _form(request, listed)
    status = 200 if form.is_valid() else 422
    at = timezone.now()
    page = matrix(listed, chosen(form), viewer=request.membership, at=at)
    context = {
        "page": page,
        "form": form,
        "is_editable": not page.is_past and may(request.membership, Permission.ANSWER_ACTION),
        "query": _query(form),
        "formats": list(SheetFormat),
        "view_page": "matrix",
        "view_query": known_choices("matrix", found.pk, _readable(form)),
        "saved_views": saved_views_of(request.user, "matrix", found.pk),
        "example_note": found.example_note,
    }
    return render(request, "actions/matrix/matrix.html", context, status=status)


@requires(Permission.READ)
@limited("dear", gets=True)
@require_GET
def file(request: MemberRequest, profile: int, sheet_format: SheetFormat) -> HttpResponse:
    """Hand out all rows and columns of what was chosen."""
    found = own_profile(request, profile)
    listed = listed_actions(found)
    form = _form(request, listed)
    if not form.is_valid():
        return show(request, profile)
    at = timezone.now()
    table = whole_matrix(listed, chosen(form), viewer=request.membership, at=at)
    sheets = matrix_sheets(table, viewer=request.membership, at=at)
    name = f"deelname-{slugify(found.region.name)}-{table.day.isoformat()}"
    return sheet_file(sheets, sheet_format, name=name)


def own_profile(request: MemberRequest, profile: int) -> Profile:
    """Return a profile of the reader's region. :raises Http404: for any other."""
    own = Profile.objects.filter(region=request.membership.organisation.region_id)
    return get_object_or_404(own.select_related("region"), pk=profile)


def chosen(form: ChoiceForm) -> Choice:
    """Return what could be read of the choices."""
    value = form.cleaned_data
    return Choice(
        theme=value.get("thema"),
        lead=value.get("trekker"),
        known_on=value.get("op"),
        page=value.get("blad") or 1,
        columns=value.get("kolommen") or 1,
    )


def _form(request: MemberRequest, listed: Listed) -> ChoiceForm:
    return ChoiceForm(request.GET, themes=listed.themes, leads=listed.leads)


def _query(form: ChoiceForm) -> str:
    """Return the choices without the pages, for links that keep them."""
    readable = _readable(form)
    return urlencode(
        [(key, readable[key]) for key in ("thema", "trekker", "op") if key in readable]
    )


def _readable(form: ChoiceForm) -> dict[str, str]:
    """Return the choices as they were typed, but for those that could not be read."""
    return {key: form.data[key] for key in form.cleaned_data if form.data.get(key)}
