"""Make the bundle of a region from the command line."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from decisions.models import Proposal
from files import store
from jobs.models import Job, State
from jobs.tasks import work_off
from municipalities.access import Permission, holders
from municipalities.models import Membership
from submissions import services
from submissions.models import Submission

POLL_SECONDS = 0.5


class Command(BaseCommand):
    help = "Freeze and make the bundle of the last round of a region; --again makes a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="address name of the region, such as twente")
        parser.add_argument("--proposal", type=int, help="id; default: the last closed proposal")
        parser.add_argument("--by", help="e-mail of the coordinator; default: the first one")
        parser.add_argument("--again", action="store_true", help="also if there is a bundle")
        parser.add_argument("--output", type=Path, help="where to write the PDF")

    def handle(self, *_args: Any, **options: Any) -> None:
        proposal = _proposal(options["region"], options["proposal"])
        submission = Submission.objects.filter(version__proposal=proposal).last()
        if submission is None or options["again"]:
            submission = _freeze(proposal, email=options["by"])
        job = self._finish(submission)
        if job.state is not State.DONE:
            raise CommandError(job.error)
        submission.refresh_from_db()
        path = options["output"] or settings.VAR_DIR / "bundels" / f"{options['region']}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(store.get(submission.bundle_sha256))
        self.stdout.write(f"Bundel {submission.number}, {submission.page_count} pagina's: {path}")
        self.stdout.write(f"SHA-256: {submission.bundle_sha256}")

    def _finish(self, submission: Submission) -> Job:
        """Do the work here, or watch the worker that was first."""
        with tqdm(unit="onderdeel", desc="Bundel", file=self.stderr) as bar:

            def show(done: int, total: int, note: str) -> None:
                bar.total = total
                bar.set_postfix_str(note)
                bar.update(done - bar.n)

            job = work_off(submission.job_key, watch=show)
            while job.state in {State.WAITING, State.RUNNING}:
                show(job.progress_done, job.progress_total, job.progress_note)
                time.sleep(POLL_SECONDS)
                job = work_off(submission.job_key, watch=show)
            return job


def _proposal(slug: str, pk: int | None) -> Proposal:
    """Return the proposal asked for, else the last one of the region that has closed."""
    proposals = Proposal.objects.of_profile().filter(profile__region__slug=slug)
    if pk is not None:
        proposals = proposals.filter(pk=pk)
    closed = proposals.filter(closes_at__lte=timezone.now())
    found = closed.order_by("-closes_at").first() or proposals.order_by("-closes_at").first()
    if found is None:
        raise CommandError(f"Er is geen collegevoorstel in de regio {slug}.")
    return found


def _freeze(proposal: Proposal, *, email: str | None) -> Submission:
    version = proposal.standing_version
    if version is None:
        raise CommandError("De tekst van het voorstel is nog niet vastgesteld.")
    by = _coordinator(proposal, email)
    try:
        return services.freeze(version, by=by, at=timezone.now())
    except services.CannotFreeze as refusal:
        raise CommandError(str(refusal)) from refusal


def _coordinator(proposal: Proposal, email: str | None) -> Membership:
    people = holders(Permission.FREEZE_BUNDLE, on=timezone.localdate()).filter(
        organisation__region=proposal.profile.region
    )
    if email:
        people = people.filter(user__email__iexact=email)
    found = people.with_organisation().order_by("pk").first()
    if found is None:
        raise CommandError("Er is geen coördinator die de bundel kan bevriezen.")
    return found
