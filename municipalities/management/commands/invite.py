"""Invite the first people of a new installation, who nobody in the portal can invite."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from municipalities.access import invitable
from municipalities.models import Organisation, Region, Role
from municipalities.services import Refused, invitations


class Command(BaseCommand):
    help = "Nodigt iemand uit per e-mail en toont de link: voor de eerste mensen van een regio."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="het e-mailadres waarmee deze persoon gaat inloggen")
        parser.add_argument("--name", required=True, help="de naam, zoals die in het logboek komt")
        parser.add_argument("--region", required=True, help="adresnaam van de cultuurregio")
        parser.add_argument("--organisation", required=True, help="adresnaam van de organisatie")
        parser.add_argument("--role", required=True, help=f"een van: {', '.join(Role.values)}")

    def handle(self, **options: Any) -> None:
        """Send the invitation and print its link, which is kept nowhere else."""
        region = _region(options["region"])
        organisation = _organisation(region, options["organisation"])
        role = _role(organisation, options["role"])
        try:
            link = invitations.invite(
                email=_address(options["email"]),
                name=options["name"],
                organisation=organisation,
                role=role,
                by=None,
                at=timezone.now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{role.label} van {organisation.full_name}: de uitnodiging is verstuurd."
        )
        self.stdout.write(f"De link werkt 14 dagen en staat verder nergens:\n{link}")


def _region(slug: str) -> Region:
    known = Region.objects.filter(slug=slug).first()
    if known is None:
        there = ", ".join(Region.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"Er is geen regio {slug}. Wel: {there or 'nog geen enkele'}.")
    return known


def _organisation(region: Region, slug: str) -> Organisation:
    known = region.organisations.filter(slug=slug).first()
    if known is None:
        there = ", ".join(region.organisations.order_by("slug").values_list("slug", flat=True))
        raise CommandError(
            f"Er is geen organisatie {slug} in {region}. Wel: {there or 'nog geen enkele'}."
        )
    return known


def _role(organisation: Organisation, word: str) -> Role:
    roles = invitable(None, organisation)
    if word not in roles:
        raise CommandError(f"De rol {word} kan niet bij {organisation}. Wel: {', '.join(roles)}.")
    return Role(word)


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as fault:
        raise CommandError(f"{text} is geen e-mailadres.") from fault
    return text
