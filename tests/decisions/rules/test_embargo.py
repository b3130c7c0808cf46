"""The end of an embargo as a moment says the same as the question to the database."""

from datetime import timedelta
from itertools import product

import pytest

from decisions.models import Proposal
from decisions.rules.embargo import ends_at
from tests.factories.decisions import NOW, decide, with_municipalities

DAY = timedelta(days=1)
FIRST, SECOND = NOW + DAY, NOW + 2 * DAY


@pytest.mark.parametrize(
    ("outcomes", "end"),
    [
        ([], 3),
        ([1, 2], 3),
        ([1, 4], 4),
        ([1, None], 6),
        ([9, 1], 6),
    ],
    ids=["nobody to wait for", "all early", "the last one late", "one is missing", "after closing"],
)
def test_the_embargo_ends(outcomes, end):
    assert (
        ends_at(
            not_before=NOW + 3 * DAY,
            ends_at_latest=NOW + 8 * DAY,
            closes_at=NOW + 6 * DAY,
            outcomes_at=[NOW + day * DAY if day else None for day in outcomes],
        )
        == NOW + end * DAY
    )


@pytest.mark.django_db
@pytest.mark.embargo
@pytest.mark.parametrize(
    ("not_before", "closes", "outcomes"),
    list(product([1, 5], [3, 7], [(None, None), (1, None), (1, 4), (2, 6)])),
)
def test_it_agrees_with_what_the_database_says(not_before, closes, outcomes):
    proposal = with_municipalities(
        2, closes_at=NOW + closes * DAY, embargo_at=NOW + not_before * DAY
    )
    for ratification, day in zip(proposal.ratifications.all(), outcomes, strict=True):
        if day:
            decide(ratification, recorded_at=NOW + day * DAY, confirmed=False)

    end = ends_at(
        not_before=proposal.embargo.not_before,
        ends_at_latest=proposal.embargo.ends_at_latest,
        closes_at=proposal.closes_at,
        outcomes_at=[NOW + day * DAY if day else None for day in outcomes],
    )

    assert not Proposal.objects.public(end - timedelta(microseconds=1)).exists()
    assert Proposal.objects.public(end).exists()
