"""Add a region and its parties from a file: the beginning of a new installation."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone
from pydantic import ValidationError

from municipalities.rules import RegionFacts
from municipalities.services import set_up_region


class Command(BaseCommand):
    help = "Richt een cultuurregio in vanuit een TOML-bestand; wat er al is, blijft zoals het is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand met de regio en haar partijen")

    def handle(self, **options: Any) -> None:
        """Add what is not there yet, all of it or nothing."""
        try:
            region, added = set_up_region(_read(options["file"]), at=timezone.now())
        except IntegrityError as clash:
            raise CommandError(
                "Een naam of CBS-code in het bestand is al van een andere partij; "
                "er is niets toegevoegd."
            ) from clash
        names = ", ".join(added) or "niets, alles was er al"
        self.stdout.write(f"Cultuurregio {region} (adresnaam {region.slug}). Toegevoegd: {names}.")


def _read(file: Path) -> RegionFacts:
    """Return what the file says. :raises CommandError: with one sentence."""
    try:
        return RegionFacts.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as fault:
        raise CommandError(f"Het bestand {file} kan niet gelezen worden.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CommandError(f"{file} is geen leesbaar TOML-bestand: {fault}.") from fault
    except ValidationError as fault:
        where = "; ".join(".".join(map(str, each["loc"])) for each in fault.errors())
        raise CommandError(f"In {file} klopt dit niet of ontbreekt het: {where}.") from fault
