"""Papers out and back: what a municipality takes along, and whether the text came back the same."""

from datetime import datetime

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from decisions.documents.packing import pack
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import LARGEST, NoDictum, UnreadableDocument, read_decided
from decisions.documents.returned import Difference, differences
from decisions.documents.writing import PaperFormat, write
from decisions.forms import ReturnedForm
from decisions.models import ProposalVersion
from decisions.rules.road import Road, road_at
from decisions.selectors.further import about
from decisions.selectors.papers import (
    PaperKind,
    dictum_of,
    kinds_for,
    paper_for,
    version_for,
)
from decisions.services import note_reading
from decisions.views.found import own_ratification
from municipalities.access import MemberRequest, Permission, limited, requires
from printing.pdf import RenderingFailed


@requires(Permission.READ)
@limited("dear")
@require_http_methods(["GET", "POST"])
def papers(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    """Show the papers of the own municipality, and hold a decided document against the dictum."""
    at = timezone.now()
    road = _offered_road(request, proposal, code, at)
    version = version_for(road, PaperKind.PROPOSAL)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    found = _compare(form, version) if form.is_valid() else None
    if found:  # they quote the dictum
        note_reading(
            version,
            sentence=f"Dictum van versie {version.number} vergeleken met een eigen document",
            sha256=version.sha256,
            by=request.membership,
            at=at,
        )
    status = 422 if form.errors else 200
    more = {"form": form, "differences": found, "file": form.files.get("file")}
    return _page(request, road, status=status, **more)


@requires(Permission.READ)
@require_GET
def paper(
    request: MemberRequest, proposal: int, code: str, kind: PaperKind, file_format: PaperFormat
) -> HttpResponse:
    """Hand out a paper as a file, or say on the page why there is none."""
    road = _offered_road(request, proposal, code, timezone.now())
    if kind not in kinds_for(road):
        raise Http404
    made = paper_for(road, kind, viewer=request.membership)
    try:
        content = write(made, file_format)
    except RenderingFailed as failure:
        return _page(request, road, status=503, failure=str(failure))
    _note(request, road, kind, f"{kind.label} opgehaald als {file_format.label}")
    name = f"{kind}-{_slug(road)}-versie-{made.subject.version}.{file_format}"
    return _download(content, name, file_format.media_type)


@requires(Permission.READ)
@require_GET
def all_papers(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    """Hand out all papers in all formats in one file."""
    road = _offered_road(request, proposal, code, timezone.now())
    made = {kind: paper_for(road, kind, viewer=request.membership) for kind in kinds_for(road)}
    try:
        content = pack({str(kind): each for kind, each in made.items()})
    except RenderingFailed as failure:
        return _page(request, road, status=503, failure=str(failure))
    for kind in (PaperKind.PROPOSAL, PaperKind.COUNCIL_LETTER):  # they may be of two versions
        _note(request, road, kind, "Alle stukken opgehaald in één bestand")
    return _download(content, f"stukken-{_slug(road)}.zip", "application/zip")


def _offered_road(request: MemberRequest, proposal: int, code: str, at: datetime) -> Road:
    """Return what is known of the own municipality. :raises Http404: if nothing was offered yet."""
    road = road_at(own_ratification(request, proposal, code), at=at)
    if road.offer is None:
        raise Http404
    return road


def _page(request: MemberRequest, road: Road, *, status: int, **more: object) -> HttpResponse:
    context = {
        "road": road.ratification,
        "version": version_for(road, PaperKind.PROPOSAL),
        "kinds": kinds_for(road),
        "formats": list(PaperFormat),
        "further": about(road.ratification.proposal, viewer=request.membership, at=road.at),
        "form": ReturnedForm(),
        "example_note": road.ratification.proposal.profile.example_note,
        **more,
    }
    return render(request, "decisions/papers/papers.html", context, status=status)


def _note(request: MemberRequest, road: Road, kind: PaperKind, sentence: str) -> None:
    version = version_for(road, kind)
    note_reading(
        version,
        sentence=f"{sentence}, versie {version.number}",
        sha256=version.sha256,
        by=request.membership,
        at=road.at,
    )


def _slug(road: Road) -> str:
    return slugify(road.municipality)


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": disposition}
    )


def _compare(form: forms.Form, version: ProposalVersion) -> list[Difference] | None:
    """Return the differences, or None with the reason beside the field."""
    file = form.cleaned_data["file"]
    try:
        read = read_proposal(read_decided(file.name, file.read(LARGEST + 1)))
        return differences(dictum_of(version), read.items)
    except NoDictum:
        form.add_error("file", f"In {file.name} staat geen dictum: er is geen beslispunt gevonden.")
    except UnreadableDocument as fault:
        form.add_error("file", str(fault))
    return None
