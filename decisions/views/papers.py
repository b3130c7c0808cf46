"""Papers out and back: what a municipality takes along, and whether the text came back the same."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from decisions.documents.proposal import read_proposal
from decisions.documents.reading import LARGEST, NoDictum, UnreadableDocument, read_document
from decisions.documents.returned import Difference, differences
from decisions.documents.writing import OfficeKind, write_office
from decisions.forms import ReturnedForm
from decisions.models import ProposalVersion, Ratification
from decisions.selectors.papers import PaperKind, dictum_of, paper_for
from decisions.services import note_reading
from decisions.views.found import own_ratification
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_http_methods(["GET", "POST"])
def papers(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    """Show the papers of the own municipality, and hold a decided document against the dictum."""
    road = own_ratification(request, proposal, code)
    version = _offered(road)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    found = _compare(form, version) if form.is_valid() else None
    if found:  # they quote the dictum
        note_reading(
            version,
            sentence=f"Dictum van versie {version.number} vergeleken met een eigen document",
            sha256=version.sha256,
            by=request.membership,
            at=timezone.now(),
        )
    context = {
        "road": road,
        "version": version,
        "kinds": list(PaperKind),
        "form": form,
        "differences": found,
        "file": form.files.get("file"),
        "example_note": road.proposal.profile.example_note,
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/papers/papers.html", context, status=status)


@requires(Permission.READ)
@require_GET
def paper(
    request: MemberRequest, proposal: int, code: str, kind: PaperKind, office: OfficeKind
) -> HttpResponse:
    """Hand out a paper as an office document."""
    road = own_ratification(request, proposal, code)
    version = _offered(road)
    paper = paper_for(road, kind, version=version, viewer=request.membership)
    note_reading(
        version,
        sentence=f"Collegevoorstel versie {version.number} opgehaald als document",
        sha256=version.sha256,
        by=request.membership,
        at=timezone.now(),
    )
    name = f"{kind}-{slugify(road.municipality.name)}-versie-{version.number}.{office}"
    return HttpResponse(
        write_office(paper, office),
        content_type=office.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _offered(road: Ratification) -> ProposalVersion:
    """Return the version before the college. :raises Http404: if nothing was offered yet."""
    offer = road.offers.order_by("offered_at").last()
    if offer is None:
        raise Http404
    return offer.version


def _compare(form: forms.Form, version: ProposalVersion) -> list[Difference] | None:
    """Return the differences, or None with the reason beside the field."""
    file = form.cleaned_data["file"]
    try:
        read = read_proposal(read_document(file.name, file.read(LARGEST + 1)))
        return differences(dictum_of(version), read.items)
    except NoDictum:
        form.add_error("file", f"In {file.name} staat geen dictum: er is geen beslispunt gevonden.")
    except UnreadableDocument as fault:
        form.add_error("file", str(fault))
    return None
