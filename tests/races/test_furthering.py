"""Two workers that look at the same plan at the same moment make one further proposal."""

import pytest
from django.utils import timezone

from decisions.models import Concern, Proposal
from decisions.tasks import raise_further, sweep
from tests.factories.actions import declared
from tests.factories.further import passed_plan, places, raised
from tests.races.acts import freeze_version
from tests.races.racing import at_once
from trail.models import Entry

pytestmark = [pytest.mark.races, pytest.mark.slow]


def test_one_proposal_is_raised(rounds):
    for _ in rounds:
        plan, now = passed_plan(), timezone.now()
        at_once(
            lambda plan=plan, now=now: raise_further(plan, at=now),
            lambda plan=plan, now=now: raise_further(plan, at=now),
            lambda now=now: sweep(at=now),
        )

        proposal = Proposal.objects.get(plan=plan)
        assert Concern.objects.filter(proposal=proposal).count() == 3
        told = Entry.objects.filter(act="raised_proposal", object_type="decisions.proposal")
        assert told.filter(object_id=str(proposal.pk)).count() == 1


def test_a_concern_comes_into_the_concept_or_into_a_proposal_of_its_own(rounds):
    """Who freezes while the figures change gets the old text or the new one, and nobody is lost."""

    for _ in rounds:
        proposal = raised(passed_plan(asks={"Almelo": 10}), at=timezone.now())
        declared(places(proposal.plan.action)["Almelo"], 4, at=timezone.now())
        now = timezone.now()
        at_once(
            freeze_version(proposal.versions.get()),
            lambda plan=proposal.plan, now=now: raise_further(plan, at=now),
        )

        text = " ".join(proposal.versions.get().items.values_list("text", flat=True))
        (standing,) = proposal.standing_concerns
        said = "geen capaciteit" if standing.figures[0]["declared"] is None else "waarvan 6 uur"
        assert said in text
        assert Proposal.objects.filter(plan=proposal.plan).count() == 1
