"""Who could and who did read a proposal under embargo: to see, and as a table to take along."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms import DayForm
from decisions.selectors import ReadersPage, readers_page
from decisions.selectors.readers import Could, Did
from decisions.views.found import profile_proposal
from dutch.moments import local
from municipalities.access import MemberRequest, Permission, requires
from trail.selectors.exporting import BOM, csv_line

HEADING = [
    "wie",
    "namens",
    "hoedanigheid",
    "kon lezen vanaf",
    "kon lezen tot en met",
    "kon de bundel lezen",
    "wat is geopend",
    "controlegetal",
    "voor het eerst",
    "voor het laatst",
    "op hoeveel dagen",
]


@requires(Permission.READ_READERS)
@require_GET
def readers(request: MemberRequest, proposal: int) -> HttpResponse:
    """Answer who could and who did see this, since when, as known on a day."""
    form, page = _asked(request, proposal)
    context = {"page": page, "form": form, "example_note": page.proposal.profile.example_note}
    status = 422 if form.errors else 200
    return render(request, "decisions/readers.html", context, status=status)


@requires(Permission.READ_READERS)
@require_GET
def readers_csv(request: MemberRequest, proposal: int) -> HttpResponse:
    """Hand over one line for each role and each thing that was opened in it."""
    _, page = _asked(request, proposal)
    answer = StreamingHttpResponse(_lines(page), content_type="text/csv; charset=utf-8")
    name = f"inzage-voorstel-{page.proposal.pk}-{page.on.isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value]  # the decorators take every response


def _asked(request: MemberRequest, proposal: int) -> tuple[DayForm, ReadersPage]:
    """Return the form, and the page of its day; of today while the form says nothing else."""
    found, now = profile_proposal(request, proposal), timezone.now()
    form = DayForm(request.GET if "op" in request.GET else None, today=timezone.localdate())
    on = form.cleaned_data["op"] if form.is_valid() else timezone.localdate()
    return form, readers_page(found, on=on, now=now)


def _lines(page: ReadersPage) -> Iterator[str]:
    yield BOM + csv_line(HEADING)
    for could in page.could:
        own = [did for did in page.did if did.user_id == could.membership.user_id]
        for cells in [_did_cells(did) for did in own] or [[""] * 5]:
            yield csv_line([*_could_cells(could), *cells])


def _could_cells(could: Could) -> list[str]:
    return [
        str(could.membership.user),
        could.membership.on_behalf_of,
        could.membership.capacity,
        could.since.isoformat(),
        could.until.isoformat() if could.until else "",
        "ja" if could.bundles_too else "nee",
    ]


def _did_cells(did: Did) -> list[str]:
    return [
        did.what,
        did.sha256,
        local(did.first_at).isoformat(timespec="seconds"),
        local(did.last_at).isoformat(timespec="seconds"),
        str(did.days),
    ]
