"""The minutes of a consultation: to read, to write and to take along."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from actions.documents.minutes import NO_DECISION, MinutesFormat, write
from actions.forms.consultations import MinutesForm
from actions.models import Consultation, Minutes
from actions.selectors.consultations import minutes_page, minutes_paper
from actions.services import consultations as services
from actions.services.acting import Refused
from actions.views.consultations import own_consultation
from municipalities.access import MemberRequest, Permission, limited, requires
from printing.pdf import RenderingFailed


@requires(Permission.READ)
@require_GET
def minutes(request: MemberRequest, consultation: int) -> HttpResponse:
    return _page(request, own_consultation(request, consultation))


@requires(Permission.HOLD_CONSULTATION)
@require_POST
def write_minutes(request: MemberRequest, consultation: int) -> HttpResponse:
    """Write the minutes, unless somebody else wrote them since: then show both texts."""
    found = own_consultation(request, consultation)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        services.write_minutes(found, by=request.membership, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form, status=422)
    except services.Overtaken as overtaken:
        typed = request.POST.copy()
        typed["seen"] = str(overtaken.theirs.pk)
        return _page(request, found, MinutesForm(typed), status=409, theirs=overtaken.theirs)
    messages.success(request, "Het verslag is opgeslagen.")
    return redirect("actions:minutes", found.pk)


@requires(Permission.READ)
@limited("dear", gets=True)
@require_GET
def minutes_file(
    request: MemberRequest, consultation: int, file_format: MinutesFormat
) -> HttpResponse:
    """Hand out the minutes as a file, or say on the page why there is none."""
    found = own_consultation(request, consultation)
    last = found.minutes.select_related("written_by", "consultation__region").last()
    if last is None:
        raise Http404
    try:
        content = write(minutes_paper(last), file_format)
    except RenderingFailed as failure:
        return _page(request, found, status=503, failure=str(failure))
    disposition = f'attachment; filename="verslag-{found.kind}-{found.on}.{file_format}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=file_format.media_type, headers=headers)


def _page(  # noqa: PLR0913  # what went wrong has many sides
    request: MemberRequest,
    consultation: Consultation,
    form: MinutesForm | None = None,
    *,
    status: int = 200,
    theirs: Minutes | None = None,
    failure: str = "",
) -> HttpResponse:
    page = minutes_page(consultation, at=timezone.now())
    last = page.minutes
    initial = {"seen": last.pk if last else 0, "text": last.text if last else ""}
    context = {
        "page": page,
        "form": form or MinutesForm(initial=initial),
        "theirs": theirs,
        "failure": failure,
        "formats": list(MinutesFormat),
        "no_decision": NO_DECISION,
        "example_note": page.example_note,
    }
    return render(request, "actions/consultations/minutes.html", context, status=status)
