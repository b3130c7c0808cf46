"""The file that shows what was decided, for who may know what was decided."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from decisions import services
from decisions.documents.evidence import kind_of
from decisions.models import Decision
from decisions.views.found import readable_ratification
from files import store
from municipalities.access import MemberRequest, Permission, requires

AS_A_FILE = {
    "Content-Security-Policy": "sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


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
    return _download(found, content)


def _download(decision: Decision, content: bytes) -> HttpResponse:
    kind = kind_of(content)
    disposition = content_disposition_header(as_attachment=True, filename=decision.evidence_name)
    return HttpResponse(
        content,
        content_type=kind.media_type if kind else "application/octet-stream",
        headers=AS_A_FILE | {"Content-Disposition": disposition or "attachment"},
    )
