from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.models import Proposal
from decisions.selectors.embargo import embargo_faults
from decisions.selectors.publishing import unpublished


class Command(BaseCommand):
    help = (
        "Name every proposal whose embargo has ended but that is not public, or the other way "
        "round (exit code 1), and say which municipalities have yet to record their publication."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        for proposal in Proposal.objects.public(now).with_embargo().order_by("pk"):
            if waiting := unpublished(proposal, at=now):
                names = ", ".join(waiting)
                self.stdout.write(f"{proposal}: nog niet gepubliceerd door {names}.")
        if found := embargo_faults(Proposal.objects.all(), at=now):
            raise CommandError("\n".join(found))
        self.stdout.write("Geen voorstel is afgelopen maar niet openbaar, of andersom.")
