"""Two people of one municipality act at the same moment: one after the other, or refused."""

import pytest
from django.utils import timezone

from decisions.models import Outcome, Signature
from decisions.rules.road import road_at
from decisions.rules.stages import stage
from municipalities.models import Role
from tests.factories.submissions import AGREED, READY, a_round
from tests.races.acts import (
    FAR,
    acknowledge,
    agree,
    authorise,
    confirm,
    later_no,
    letter,
    next_version,
    of_college,
    of_mayor,
    offer,
    record,
    revoke,
    sign,
    write_section,
)
from tests.races.promises import broken_promises
from tests.races.racing import at_once, done

pytestmark = [pytest.mark.races, pytest.mark.slow]

RECORDED = AGREED | {"confirmed": False}
DECIDED = AGREED | {"mayor": Outcome.AGREED}
ONE, ONE_OR_BOTH = {1}, {1, 2}

# what lies there, who act at once, and how many of them can succeed
CASES = {
    "acknowledge, acknowledge": (
        {},
        lambda road: [acknowledge(road, Role.OFFICIAL), acknowledge(road, Role.SECRETARY)],
        ONE,
    ),
    "record, record": (
        {},
        lambda road: [
            record(road, Role.SECRETARY),
            record(road, Role.OFFICIAL, Outcome.DECLINED),
        ],
        ONE,
    ),
    "record, revoke": (
        RECORDED,
        lambda road: [record(road, Role.OFFICIAL), revoke(of_college(road))],
        ONE_OR_BOTH,
    ),
    "record, offer": (
        {},
        lambda road: [record(road, Role.SECRETARY), offer(next_version(road.proposal))],
        ONE_OR_BOTH,
    ),
    "confirm, confirm": (
        RECORDED,
        lambda road: [confirm(of_college(road)), confirm(of_college(road), Role.ALDERMAN)],
        ONE,
    ),
    "confirm, revoke": (
        RECORDED,
        lambda road: [confirm(of_college(road)), revoke(of_college(road))],
        ONE_OR_BOTH,
    ),
    "revoke, revoke": (
        AGREED,
        lambda road: [revoke(of_college(road)), revoke(of_college(road), Role.OFFICIAL)],
        ONE,
    ),
    "letter, letter": (
        AGREED,
        lambda road: [letter(road, Role.SECRETARY), letter(road, Role.CLERK)],
        ONE,
    ),
    "letter, revoke": (
        AGREED,
        lambda road: [letter(road, Role.CLERK), revoke(of_college(road))],
        ONE_OR_BOTH,
    ),
    "authorise, revoke": (
        DECIDED,
        lambda road: [authorise(road), revoke(of_mayor(road))],
        ONE_OR_BOTH,
    ),
    "agree, agree": ({}, lambda road: [agree(road), agree(road)], ONE),
    "agree, offer": (
        {},
        lambda road: [agree(road), offer(next_version(road.proposal))],
        ONE_OR_BOTH,
    ),
    "write, write": (
        {},
        lambda road: [write_section(road, Role.OFFICIAL), write_section(road, Role.SECRETARY)],
        ONE,
    ),
    "confirm, offer": (
        RECORDED,
        lambda road: [confirm(of_college(road)), offer(next_version(road.proposal))],
        ONE_OR_BOTH,
    ),
    "sign, sign": (READY, lambda road: [sign(road), sign(road)], ONE),
    "sign, revoke": (READY, lambda road: [sign(road), revoke(of_college(road))], ONE_OR_BOTH),
    "sign, revoke of the mayor": (
        READY,
        lambda road: [sign(road), revoke(of_mayor(road))],
        ONE_OR_BOTH,
    ),
    "sign, confirm a later no": (
        READY,
        lambda road: [sign(road), confirm(later_no(road))],
        ONE_OR_BOTH,
    ),
    "sign, offer": (
        READY,
        lambda road: [sign(road), offer(next_version(road.proposal))],
        ONE_OR_BOTH,
    ),
}


@pytest.mark.parametrize(("facts", "acts", "possible"), CASES.values(), ids=CASES)
def test_two_act_in_turn(facts, acts, possible, rounds, figures):
    for _ in rounds:
        proposal = a_round(facts, closes_at=FAR)
        endings = at_once(*acts(proposal.ratifications.get()))

        assert broken_promises(proposal) == []
        assert len(done(endings)) in possible
        figures[f"{len(done(endings))} succeeded"] += 1


def test_fourteen_sign_and_nobody_is_last(rounds):
    for _ in rounds[: max(2, len(rounds) // 4)]:
        proposal = a_round(*[READY] * 14, closes_at=FAR)
        roads = list(proposal.ratifications.select_related("municipality"))
        endings = at_once(*(sign(road) for road in roads))

        assert all(isinstance(ending, Signature) for ending in endings)
        assert broken_promises(proposal) == []
        now = timezone.now()
        stages = {stage(road_at(r, at=now)) for r in proposal.ratifications.with_facts()}
        assert stages == {"getekend"}
