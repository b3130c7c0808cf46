"""Two people move the embargo while somebody else does, or while its moment passes."""

import random
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions import services
from decisions.models import EmbargoChange, Proposal
from decisions.rules.blockers import blockers_to_agree_to_move
from decisions.rules.embargo import Moments, end_of, state_at
from decisions.selectors.embargo import embargo_faults
from municipalities.models import Role
from tests.factories.decisions import (
    EMBARGO_AT,
    ProposalFactory,
    decide,
    offered,
    with_municipalities,
)
from tests.factories.embargo import REASON, ask_to_extend, ask_to_lift
from tests.factories.people import MunicipalityFactory, person
from tests.races.acts import FAR, record
from tests.races.racing import at_once, done
from trail.models import Entry

pytestmark = [pytest.mark.races, pytest.mark.slow, pytest.mark.embargo]

LATER = Moments(FAR + timedelta(days=1), FAR + timedelta(days=9))
SINCE = EMBARGO_AT - timedelta(days=1)
SETTING_UP = timedelta(seconds=1)
SOON = 0.02  # seconds; an act takes about as long


def under_embargo(until=FAR):
    return with_municipalities(3, closes_at=FAR, embargo_at=until)


def alderman(proposal, number):
    return person(Role.ALDERMAN, proposal.ratifications.order_by("pk")[number].municipality)


def agree(change, number, *, service=services.agree_to_move_embargo):
    by = alderman(change.proposal, number)
    return lambda: service(change, by=by, at=timezone.now())


def ask(proposal, number, until=None):
    by = alderman(proposal, number)
    return lambda: services.ask_to_move_embargo(
        proposal, until=until, reason=REASON, by=by, at=timezone.now()
    )


def broken(proposal):
    """Return what does not hold: what was agreed to when it was overtaken, ended, or not once."""
    changes = list(proposal.embargo_changes.exclude(agreed_at=None).order_by("agreed_at"))
    end = end_of(Proposal.objects.with_embargo().get(pk=proposal.pk))
    moved = Entry.objects.filter(act="moved_embargo", object_id=str(proposal.pk)).count()
    found = [] if moved == len(changes) else [f"{moved} in the trail, {len(changes)} rows"]
    found += ["agreed after the end" for c in changes if c.agreed_at > end]
    found += [
        "agreed to what was overtaken"
        for earlier, later in pairwise(changes)
        if later.asked_at <= earlier.agreed_at
    ]
    at = timezone.now()
    return [*found, *embargo_faults(Proposal.objects.filter(pk=proposal.pk), at=at)]


def test_two_agree_at_once_to_one_request(rounds):
    for _ in rounds:
        proposal = under_embargo()
        change = ask_to_lift(proposal)

        endings = at_once(agree(change, 0), agree(change, 1))

        assert len(done(endings)) == 1
        assert broken(proposal) == []


def test_two_requests_are_agreed_to_at_once(rounds):
    for _ in rounds:
        proposal = under_embargo()
        lift = ask_to_lift(proposal)
        extend = ask_to_extend(proposal, LATER.not_before, LATER.ends_at_latest)

        endings = at_once(agree(lift, 0), agree(extend, 1))

        assert len(done(endings)) == 1
        assert broken(proposal) == []


def test_one_asks_while_another_agrees(rounds):
    for _ in rounds:
        proposal = under_embargo()
        change = ask_to_extend(proposal, LATER.not_before, LATER.ends_at_latest)

        endings = at_once(agree(change, 0), ask(proposal, 1))

        assert len(done(endings)) == 2
        assert broken(proposal) == []


def test_the_same_is_asked_twice_at_once(rounds):
    for _ in rounds:
        proposal = under_embargo()

        at_once(ask(proposal, 0), ask(proposal, 1))

        assert proposal.embargo_changes.count() == 1


def test_one_agrees_while_the_last_college_decides(rounds, figures):
    for _ in rounds:
        proposal, last = all_but_one_decided(EMBARGO_AT)
        change = ask_to_extend(proposal, LATER.not_before, LATER.ends_at_latest, at=SINCE)

        endings = at_once(agree(change, 0), record(last, Role.SECRETARY))

        figures["agreed"] += len(done(endings)) == 2
        assert broken(proposal) == []


def test_one_agrees_while_the_moment_passes(rounds, figures):
    for _ in rounds:
        end = timezone.now() + SETTING_UP
        proposal, last = all_but_one_decided(end)
        decide(last, confirmed=False)
        change = ask_to_extend(proposal, LATER.not_before, LATER.ends_at_latest, at=SINCE)
        act = agree(change, 0)
        wait = (end - timezone.now()).total_seconds() + random.uniform(-SOON, SOON)  # noqa: S311  # no secret
        time.sleep(max(0, wait))

        endings = at_once(act)

        figures["agreed"] += len(done(endings))
        assert broken(proposal) == []


def all_but_one_decided(not_before):
    """Return a proposal that is public from then on once the last of three colleges decides."""
    first = MunicipalityFactory()
    MunicipalityFactory.create_batch(2, region=first.region)
    person(Role.COORDINATOR, first)
    proposal = ProposalFactory(profile__region=first.region, closes_at=FAR)
    offered(proposal, embargo_at=not_before, latest=FAR)
    *others, last = proposal.ratifications.order_by("pk")
    for road in others:
        decide(road, confirmed=False)
    return proposal, last


@transaction.atomic
def agree_unlocked(change, *, by, at):
    """Look and then write, as the service does, but without waiting for anybody."""
    proposal = Proposal.objects.get(pk=change.proposal_id)
    is_public = Proposal.objects.public(at).filter(pk=proposal.pk).exists()
    state = state_at(proposal, is_public=is_public, at=at)
    now = EmbargoChange.objects.get(pk=change.pk)
    if blockers := blockers_to_agree_to_move(now, state, is_party=True, by=by):
        raise services.Refused(blockers)
    now.agreed_at, now.agreed_by, now.agreed_for_id = at, by.user, by.acting_organisation_id
    now.save(update_fields=["agreed_at", "agreed_by", "agreed_for"])


def test_without_a_lock_two_requests_hold_at_once(rounds, figures):
    for _ in rounds:
        proposal = under_embargo()
        lift = ask_to_lift(proposal)
        extend = ask_to_extend(proposal, LATER.not_before, LATER.ends_at_latest)
        try:
            at_once(
                agree(lift, 0, service=agree_unlocked), agree(extend, 1, service=agree_unlocked)
            )
        except IntegrityError:  # what a person would see as a page that failed
            figures["failed"] += 1
            continue
        agreed = proposal.embargo_changes.exclude(agreed_at=None).count()
        figures["broken"] += agreed > 1

    assert figures["broken"] + figures["failed"] > 0
