"""When a proposal is public: the one place that says so, condition by condition."""

from datetime import timedelta

import pytest

from decisions.models import Organ, Proposal
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    ProposalFactory,
    concept,
    decide,
    offered,
    with_municipalities,
)

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

MOMENT = timedelta(microseconds=1)
BEFORE_CLOSING = CLOSES_AT - MOMENT


def is_public(proposal, at=BEFORE_CLOSING):
    return Proposal.objects.public(at).filter(pk=proposal.pk).exists()


def with_decisions(organ=Organ.COLLEGE, **fields):
    """Return a proposal of two municipalities on which both decided."""
    proposal = with_municipalities(2)
    for road in proposal.ratifications.all():
        decide(road, organ=organ, **fields)
    return proposal


def test_what_was_never_offered_is_never_public():
    proposal = ProposalFactory()
    concept(proposal)

    assert not is_public(proposal, CLOSES_AT + timedelta(days=365))


def test_before_the_embargo_ends_nothing_is_public_though_all_decided():
    proposal = with_decisions()

    assert not is_public(proposal, EMBARGO_AT - MOMENT)
    assert is_public(proposal, EMBARGO_AT)


def test_after_the_embargo_it_waits_for_the_last_college():
    proposal = with_municipalities(2)
    first, last = proposal.ratifications.all()
    decide(first)
    assert not is_public(proposal)

    decide(last)

    assert is_public(proposal)


def test_the_decision_of_a_mayor_is_not_that_of_the_college():
    assert not is_public(with_decisions(organ=Organ.MAYOR))


def test_what_was_recorded_later_does_not_count_for_an_earlier_moment():
    proposal = with_decisions(recorded_at=BEFORE_CLOSING)

    assert not is_public(proposal, BEFORE_CLOSING - MOMENT)
    assert is_public(proposal, BEFORE_CLOSING)


def test_it_does_not_wait_for_colleges_under_another_proposal():
    decided = with_decisions()
    waiting = offered()

    assert is_public(decided)
    assert not is_public(waiting.proposal)


def test_from_the_closing_moment_it_waits_for_nobody():
    assert is_public(with_municipalities(2), CLOSES_AT)


def test_from_its_last_moment_the_embargo_waits_for_nobody():
    proposal = with_municipalities(2)
    last = proposal.embargo.ends_at_latest
    Proposal.objects.filter(pk=proposal.pk).update(closes_at=last + timedelta(days=9))

    assert not is_public(proposal, last - MOMENT)
    assert is_public(proposal, last)
