"""The file that shows what was decided, for who may know what was decided."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions import services
from decisions.views.found import readable_ratification
from files import store
from files.downloads import download
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def evidence(request: MemberRequest, proposal: int, code: str, decision: int) -> HttpResponse:
    """Hand over the file as it was uploaded, never to be shown inside the portal."""
    road = readable_ratification(request, proposal, code)
    found = get_object_or_404(road.decisions.select_related("version"), pk=decision)
    if not found.evidence_sha256:
        raise Http404
    try:
        content = store.get(found.evidence_sha256)
    except (FileNotFoundError, store.Damaged):
        context = {"road": road, "decision": found}
        return render(request, "decisions/evidence_damaged.html", context, status=500)
    services.note_reading(
        found.version,
        sentence=f"Bewijs bij een besluit van {road.municipality} opgehaald",
        sha256=found.evidence_sha256,
        by=request.membership,
        at=timezone.now(),
    )
    return download(content, name=found.evidence_name)
