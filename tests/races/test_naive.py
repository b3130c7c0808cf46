"""The same races against acts that look and then write without a lock: those must break."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions.models import Agreement, Decision, Offer, Organ, Outcome, Ratification
from decisions.rules.blockers import blockers_to_agree, blockers_to_record
from decisions.rules.road import road_at
from decisions.services import Refused
from municipalities.models import Role
from tests.factories.decisions import DECIDED_ON, coordinator
from tests.factories.people import person
from tests.factories.submissions import a_round
from tests.races.acts import FAR, next_version
from tests.races.promises import replaced_text, two_waiting
from tests.races.racing import at_once

pytestmark = [pytest.mark.races, pytest.mark.slow]


@transaction.atomic
def record_unlocked(road, *, outcome, seen_sha256, by, at):
    now = road_at(Ratification.objects.with_facts().get(pk=road.pk), at=at)
    refusals = blockers_to_record(
        now, by=by, organ=Organ.COLLEGE, decided_on=DECIDED_ON, seen_sha256=seen_sha256
    )
    if refusals:
        raise Refused(refusals)
    Decision.objects.create(
        ratification=road,
        version=now.offer.version,
        version_sha256=seen_sha256,
        organ=Organ.COLLEGE,
        outcome=outcome,
        decided_on=DECIDED_ON,
        evidence="besluitenlijst, punt 7",
        recorded_at=at,
        recorded_by=by.user,
    )


@transaction.atomic
def offer_unlocked(version, *, by, at):
    for road in version.proposal.ratifications.with_facts():
        Offer.objects.create(ratification=road, version=version, offered_at=at, offered_by=by.user)


@transaction.atomic
def agree_unlocked(road, *, seen_sha256, by, at):
    now = road_at(Ratification.objects.with_facts().get(pk=road.pk), at=at)
    if refusals := blockers_to_agree(now, by=by, seen_sha256=seen_sha256):
        raise Refused(refusals)
    Agreement.objects.create(
        ratification=road,
        version=now.offer.version,
        version_sha256=seen_sha256,
        agreed_at=at,
        agreed_by=by.user,
    )


def agree(road):
    by, seen = person(Role.ALDERMAN, road.municipality), road.offers.last().version.sha256
    return lambda: agree_unlocked(road, seen_sha256=seen, by=by, at=timezone.now())


def record(road, role, outcome=Outcome.AGREED):
    by, seen = person(role, road.municipality), road.offers.last().version.sha256
    return lambda: record_unlocked(
        road, outcome=outcome, seen_sha256=seen, by=by, at=timezone.now()
    )


def offer(version):
    by = coordinator(version.proposal.profile.region)
    return lambda: offer_unlocked(version, by=by, at=timezone.now())


def two_record(road):
    return [record(road, Role.SECRETARY), record(road, Role.OFFICIAL, Outcome.DECLINED)]


def one_records_while_text_is_replaced(road):
    return [record(road, Role.SECRETARY), offer(next_version(road.proposal))]


def one_agrees_while_text_is_replaced(road):
    return [agree(road), offer(next_version(road.proposal))]


@pytest.mark.parametrize(
    ("acts", "promise"),
    [
        (two_record, two_waiting),
        (one_records_while_text_is_replaced, replaced_text),
        (one_agrees_while_text_is_replaced, replaced_text),
    ],
)
def test_without_a_lock_the_promise_breaks(acts, promise, rounds, figures):
    for _ in rounds:
        road = a_round({}, closes_at=FAR).ratifications.get()
        try:
            at_once(*acts(road))
        except IntegrityError:  # what a person would see as a page that failed
            figures["failed"] += 1
            continue
        road = Ratification.objects.with_facts().get(pk=road.pk)
        figures["broken"] += bool([*promise(road)])

    assert figures["broken"] + figures["failed"] > 0
