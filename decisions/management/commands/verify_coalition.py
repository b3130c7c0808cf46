from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.models import Proposal
from decisions.selectors.recount import differences


class Command(BaseCommand):
    help = (
        "Count the coalitions of every proposal again from the trail alone, for every moment at "
        "which somebody acted; names each municipality and moment that does not agree."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        proposals = list(Proposal.objects.of_profile().select_related("profile"))
        found = [
            f"{proposal}: {sentence}"
            for proposal in proposals
            for sentence in differences(proposal)
        ]
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"De coalities van {len(proposals)} voorstellen volgen uit het logboek.")
