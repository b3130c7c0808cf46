"""The trail of the own organisation or of the region: to read, to search, to take along."""

from collections.abc import Callable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from municipalities.access import MemberRequest, Permission, may, requires
from municipalities.forms import TrailForm
from municipalities.models import Membership, User
from trail.querysets import EntryQuerySet
from trail.selectors import (
    csv_rows,
    entries_for_region_itself,
    entries_of,
    entries_of_region,
    filtered,
    json_pieces,
    last_anchor,
    page_of,
)

Export = Callable[[EntryQuerySet], Iterator[str]]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@requires(Permission.READ_TRAIL)
@require_GET
def trail(request: MemberRequest) -> HttpResponse:
    return _page(request, _own_form(request), _own(request.membership), scope="trail")


@requires(Permission.READ_TRAIL)
@require_GET
def trail_csv(request: MemberRequest) -> HttpResponse:
    return _export(_own_form(request), _own(request.membership), csv_rows, "csv")


@requires(Permission.READ_TRAIL)
@require_GET
def trail_json(request: MemberRequest) -> HttpResponse:
    return _export(_own_form(request), _own(request.membership), json_pieces, "json")


@requires(Permission.READ_REGION_TRAIL)
@require_GET
def region_trail(request: MemberRequest) -> HttpResponse:
    return _page(request, _region_form(request), _regional(request), scope="region_trail")


@requires(Permission.READ_REGION_TRAIL)
@require_GET
def region_trail_csv(request: MemberRequest) -> HttpResponse:
    return _export(_region_form(request), _regional(request), csv_rows, "csv")


@requires(Permission.READ_REGION_TRAIL)
@require_GET
def region_trail_json(request: MemberRequest) -> HttpResponse:
    return _export(_region_form(request), _regional(request), json_pieces, "json")


def _own(membership: Membership) -> EntryQuerySet:
    """Return what was done for whom this person acts: an organisation, or the region itself."""
    organisation = membership.acting_organisation_id
    if organisation is None:
        return entries_for_region_itself(membership.region_id)
    return entries_of(organisation)


def _regional(request: MemberRequest) -> EntryQuerySet:
    return entries_of_region(request.membership.region_id)


def _own_form(request: MemberRequest) -> TrailForm:
    people = User.objects.filter(memberships__organisation=request.membership.organisation_id)
    return TrailForm(request.GET, people=people)


def _region_form(request: MemberRequest) -> TrailForm:
    region = request.membership.region_id
    people = User.objects.filter(memberships__organisation__region=region)
    return TrailForm(request.GET, people=people)


def _page(
    request: MemberRequest, form: TrailForm, entries: EntryQuerySet, *, scope: str
) -> HttpResponse:
    is_valid = form.is_valid()
    wanted = filtered(entries, form.filters) if is_valid else entries.none()
    context = {
        "form": form,
        "page": page_of(wanted, before=form.before),
        "anchor": last_anchor(),
        "asked": form.asked,
        "address": reverse(f"municipalities:{scope}"),
        "is_regional": scope == "region_trail",
        "may_read_region": may(request.membership, Permission.READ_REGION_TRAIL),
    }
    return render(request, "municipalities/trail.html", context, status=200 if is_valid else 422)


def _export(form: TrailForm, entries: EntryQuerySet, export: Export, kind: str) -> HttpResponse:
    """Stream what the form asks for; what cannot be read asks for nothing."""
    wanted = filtered(entries, form.filters) if form.is_valid() else entries.none()
    answer = StreamingHttpResponse(export(wanted), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="logboek.{kind}"'
    return answer  # type: ignore[return-value]  # the decorators take every response
