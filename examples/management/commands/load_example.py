"""manage.py load_example: put an example region in the portal."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dutch.moments import format_moment
from examples.facts import NoSuchExample, example_of, regions
from examples.loading import AlreadyLoaded, NotInDemo, load


class Command(BaseCommand):
    help = "Laad een voorbeeldregio. Opnieuw laden verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default=regions()[0], help="welke regio")
        parser.add_argument(
            "--stand", default="afgerond", help="afgerond (alles besloten) of halverwege"
        )
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="dag waarop “halverwege” nog ruim een week te gaan heeft (JJJJ-MM-DD)",
        )

    def handle(self, *, region: str, stand: str, today: date | None, **_: Any) -> None:
        try:
            proposal = load(region=region, stand=stand, today=today or timezone.localdate())
        except AlreadyLoaded as there:
            self.stdout.write(str(there))
        except (NotInDemo, NoSuchExample) as refusal:
            raise CommandError(str(refusal)) from refusal
        else:
            self.stdout.write(
                f"Geladen: {proposal.title}, {proposal.ratifications.count()} gemeenten, "
                f"sluit op {format_moment(proposal.closes_at)}.\n"
                f"Wachtwoord van alle voorbeeldaccounts: {example_of(region).accounts.password}"
            )
