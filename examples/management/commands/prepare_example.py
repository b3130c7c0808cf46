"""manage.py prepare_example: every stand of an example region, and its bundle, in one go."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from examples.facts import example_of


class Command(BaseCommand):
    help = "Laad alle standen van een voorbeeldregio en maak de bundel. Opnieuw verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="welke regio")

    def handle(self, *, region: str, **_: Any) -> None:
        for stand in example_of(region).profile.example_note:
            call_command("load_example", region=region, stand=stand, stdout=self.stdout)
        call_command("build_bundle", region, stdout=self.stdout, stderr=self.stderr)
