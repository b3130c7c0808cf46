"""manage.py rebuild_standings: write the rows of the matrix anew from the history."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from actions.models import Action
from actions.services.standings import rebuild_standings


class Command(BaseCommand):
    help = "Schrijf de standen van de matrix opnieuw, uit de vastgelegde antwoorden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", type=int, help="alleen de acties van dit profiel")

    @transaction.atomic
    def handle(self, *, profile: int | None, **_: Any) -> None:
        actions = Action.objects.order_by("pk")
        if profile is not None:
            actions = actions.filter(theme__profile=profile)
        locked = actions.select_for_update(of=("self",), no_key=True)
        count = rebuild_standings(locked.values_list("pk", flat=True), at=timezone.now())
        self.stdout.write(f"Standen opnieuw geschreven: {count}.")
