"""The work behind a bundle."""

from django.utils import timezone

from files import store
from jobs.models import Job
from jobs.tasks import Claim, WorkRefused, work
from municipalities.access import Permission, holders
from printing.pdf import RenderingFailed
from submissions.bundle.build import Bundle, build
from submissions.bundle.contents import from_snapshot
from submissions.models import Part, Rendered, Submission
from trail.services import record

NO_LONGER = (
    "Wie deze bundel liet maken, heeft daarvoor geen rol meer. Een regiocoördinator kan het "
    "opnieuw proberen."
)


@work("bundle")
def make_bundle(claim: Claim) -> None:
    """
    Render the snapshot, part by part; what an earlier attempt rendered is used again.

    Refused when the role of who asked for it has ended meanwhile.
    """
    submission = Submission.objects.get(pk=claim.key.removeprefix("bundle:"))
    if not _may_still_ask(Job.objects.get(pk=claim.job_id), submission):
        raise WorkRefused(NO_LONGER)
    try:
        bundle = build(
            from_snapshot(submission.snapshot),
            snapshot_sha256=submission.sha256,
            cached=rendered_before,
            keep=keep_rendered,
            report=lambda done, total, note: claim.report(done=done, total=total, note=note),
        )
    except RenderingFailed as fault:
        raise WorkRefused(str(fault)) from fault
    sha256 = store.put(bundle.pdf)
    now = timezone.now()
    with claim.completing(at=now):
        Submission.objects.filter(pk=submission.pk).update(
            bundle_sha256=sha256, page_count=bundle.pages, rendered_at=now
        )
        parts = _keep_parts(submission, bundle)
        sentence = f"Bundel {submission.number} gemaakt: {bundle.pages} pagina's."
        record(
            act="made_bundle",
            sentence=sentence,
            of=submission,
            by=None,
            at=now,
            sha256=sha256,
            rows=[submission, *parts],
            region_id=submission.version.proposal.profile.region_id,
        )


def rendered_before(input_sha256: str) -> bytes | None:
    """Return the PDF of a part that was rendered from the same input, if its file is whole."""
    known = Rendered.objects.filter(pk=input_sha256).first()
    if known is None:
        return None
    try:
        return store.get(known.sha256)
    except (FileNotFoundError, store.Damaged):
        return None


def keep_rendered(input_sha256: str, pdf: bytes) -> None:
    """Keep the PDF of a part for whoever asks for the same input."""
    Rendered.objects.update_or_create(pk=input_sha256, defaults={"sha256": store.put(pdf)})


def _may_still_ask(job: Job, submission: Submission) -> bool:
    """Tell whether who asked, if a person did, may freeze bundles in this region today."""
    if job.asked_by_id is None:
        return True
    allowed = holders(Permission.FREEZE_BUNDLE, on=timezone.localdate()).filter(
        user=job.asked_by_id, organisation__region=submission.version.proposal.profile.region_id
    )
    return allowed.exists()


def _keep_parts(submission: Submission, bundle: Bundle) -> list[Part]:
    return Part.objects.bulk_create(
        Part(
            submission=submission,
            position=position,
            kind=part.kind,
            title=part.title,
            input_sha256=part.input_sha256,
            sha256=part.sha256,
            page_count=part.pages,
        )
        for position, part in enumerate(bundle.parts, start=1)
    )
