"""The pages about the bundle for the ministry."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from decisions.models import Proposal
from decisions.services import note_reading
from files import store
from jobs.services import CannotRetry
from municipalities.access import MemberRequest, Permission, limited, may, requires
from submissions import services
from submissions.models import Submission
from submissions.selectors import submission_page, submissions_page


@requires(Permission.READ_BUNDLE)
@require_GET
def submissions(request: MemberRequest, proposal: int) -> HttpResponse:
    found = _proposal(request, proposal)
    page = submissions_page(found, viewer=request.membership, at=timezone.now())
    context = {
        "page": page,
        "may_freeze": may(request.membership, Permission.FREEZE_BUNDLE),
        "example_note": found.profile.example_note,
    }
    return render(request, "submissions/submissions.html", context)


@requires(Permission.FREEZE_BUNDLE)
@limited("dear")
@require_POST
def freeze(request: MemberRequest, proposal: int) -> HttpResponse:
    found = _proposal(request, proposal)
    version = found.standing_version
    if version is None:
        raise Http404
    try:
        submission = services.freeze(version, by=request.membership, at=timezone.now())
    except services.CannotFreeze as refusal:
        messages.error(request, str(refusal))
        return redirect("submissions:submissions", found.pk)
    return redirect(submission)


@requires(Permission.READ_BUNDLE)
@require_GET
def submission(request: MemberRequest, submission: int) -> HttpResponse:
    """Show one bundle; htmx asks for the part that changes while it is being made."""
    found = _submission(request, submission)
    template = (
        "submissions/submission.html#making" if request.htmx else "submissions/submission.html"
    )
    context = {
        "page": submission_page(found),
        "example_note": found.version.proposal.profile.example_note,
    }
    return render(request, template, context)


@requires(Permission.FREEZE_BUNDLE)
@limited("dear")
@require_POST
def retry(request: MemberRequest, submission: int) -> HttpResponse:
    found = _submission(request, submission)
    try:
        services.retry(found, by=request.membership, at=timezone.now())
    except CannotRetry as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@requires(Permission.READ_BUNDLE)
@require_GET
def bundle(request: MemberRequest, submission: int) -> HttpResponse:
    """Hand over the PDF under its own name."""
    found = _submission(request, submission)
    if not found.bundle_sha256:
        raise Http404
    name = f"{slugify(found.version.proposal.profile.title)}-bundel-{found.number}.pdf"
    pdf = store.get(found.bundle_sha256)
    note_reading(
        found.version,
        sentence=f"Bundel {found.number} gedownload",
        sha256=found.bundle_sha256,
        by=request.membership,
        at=timezone.now(),
    )
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def _proposal(request: MemberRequest, proposal: int) -> Proposal:
    proposals = Proposal.objects.readable_by(request.membership).of_profile()
    proposals = proposals.select_related("profile__region")
    return get_object_or_404(proposals, pk=proposal)


def _submission(request: MemberRequest, submission: int) -> Submission:
    own = Submission.objects.filter(
        version__proposal__profile__region=request.membership.organisation.region
    )
    return get_object_or_404(
        own.select_related("version__proposal__profile", "frozen_by"), pk=submission
    )
