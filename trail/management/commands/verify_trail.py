from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trail.models import Entry
from trail.selectors import faults_in_chain


class Command(BaseCommand):
    help = "Recompute the hash chain of the trail; names every changed, removed or inserted entry."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if faults := faults_in_chain():
            raise CommandError("\n".join(faults))
        self.stdout.write(f"De keten van {Entry.objects.count()} gebeurtenissen is heel.")
