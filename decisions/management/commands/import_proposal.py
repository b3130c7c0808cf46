"""Read a proposal from a file into a concept."""

from argparse import ArgumentParser
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions import services
from decisions.documents.contents import ReadProposal
from decisions.documents.proposal import read_proposal
from decisions.documents.reading import UnreadableDocument, read_file
from decisions.documents.summary import summary
from dutch.moments import format_moment, local_date, moment_at, parse_date, parse_time
from municipalities.access import Permission, holders
from municipalities.models import Membership, Organisation
from profiles.models import Profile

_LAST_MINUTE = time(23, 59)


class Command(BaseCommand):
    help = "Leest een collegevoorstel (.txt, .docx of .odt) in als concept."
    requires_system_checks = ()  # a bad file is refused at once

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="het voorstel")
        parser.add_argument("--region", default="", help="adresnaam van de cultuurregio")
        parser.add_argument("--profile", type=int, help="nummer van het cultuurprofiel")
        parser.add_argument(
            "--by", default="", help="e-mailadres van de regiocoördinator, anders de eerste"
        )
        parser.add_argument(
            "--closes-at",
            default="",
            help="wanneer het sluit (1-11-2018 12:00), anders de uiterste dag van het profiel",
        )
        parser.add_argument("--owner", default="", help="gemeente van het document (adresnaam)")
        parser.add_argument("--dry-run", action="store_true", help="toont alleen wat er gelezen is")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        read = _read(file)
        self.stdout.write(summary(read) + "\n")
        if not dry_run:
            self._import(read, **options)

    def _import(  # noqa: PLR0913  # the options of the command
        self,
        read: ReadProposal,
        *,
        profile: int | None,
        region: str,
        by: str,
        closes_at: str,
        owner: str,
        **_options: object,
    ) -> None:
        at = timezone.now()
        about = _profile(number=profile, region=region)
        coordinator = _coordinator(about, email=by, at=at)
        proposal = services.import_proposal(
            profile=about,
            read=read,
            closes_at=_closes_at(closes_at, about),
            owner=_owner(about, slug=owner) if owner else coordinator.organisation,
            by=coordinator,
            at=at,
        )
        self.stdout.write(
            f"Ingelezen als concept {proposal.pk}: “{proposal.title}”, "
            f"sluit op {format_moment(proposal.closes_at)}, namens {coordinator.user}."
        )


def _read(file: Path) -> ReadProposal:
    try:
        return read_proposal(read_file(file))
    except UnreadableDocument as reason:
        raise CommandError(str(reason)) from reason


def _profile(*, number: int | None, region: str) -> Profile:
    """Return the profile asked for, else the newest of the only region that it can be."""
    found = Profile.objects.order_by("-first_year", "-pk")
    if number is not None:
        found = found.filter(pk=number)
    if region:
        found = found.filter(region__slug=region)
    if len({profile.region_id for profile in found}) > 1:
        raise CommandError("Er is meer dan één cultuurregio; geef --region of --profile op.")
    if not found:
        raise CommandError("Dit cultuurprofiel is er niet; maak eerst het cultuurprofiel.")
    return found[0]


def _coordinator(profile: Profile, *, email: str, at: datetime) -> Membership:
    found = (
        holders(Permission.IMPORT_PROPOSAL, on=local_date(at))
        .filter(organisation__region=profile.region)
        .with_organisation()
        .order_by("pk")
    )
    if email:
        found = found.filter(user__email__iexact=email)
    if not found:
        raise CommandError("Deze regiocoördinator is er niet in de cultuurregio.")
    return found[0]


def _owner(profile: Profile, *, slug: str) -> Organisation:
    found = profile.region.organisations.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"De gemeente {slug} is er niet in de cultuurregio.")
    return found


def _closes_at(text: str, profile: Profile) -> datetime:
    """Return the moment that was typed, else the end of the last day of the profile."""
    if not text:
        return moment_at(profile.deadline, _LAST_MINUTE)
    on, _, clock = text.strip().rpartition(" ")
    try:
        return moment_at(parse_date(on), parse_time(clock))
    except ValueError as reason:
        raise CommandError(
            f"--closes-at {text} is geen moment; schrijf het als 1-11-2018 12:00."
        ) from reason
